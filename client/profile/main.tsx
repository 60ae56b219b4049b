import { render } from "preact";
import { ProfileRoot } from "./profile-root.js";
import "../ui/kit.css";
import "../enrol/enrol.css";
import "./profile.css";

const root = document.getElementById("app");
if (root !== null) render(<ProfileRoot />, root);
