import { render } from "preact";
import { Page } from "../ui/page.js";
import "../ui/kit.css";

const root = document.getElementById("app");
if (root !== null) render(<Page>{null}</Page>, root);
