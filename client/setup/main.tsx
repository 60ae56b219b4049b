import { render } from "preact";
import { SetupPage } from "./setup-page.js";
import "../ui/kit.css";
import "../enrol/enrol.css";

const root = document.getElementById("app");
if (root !== null) render(<SetupPage token={location.hash.slice(1)} />, root);
