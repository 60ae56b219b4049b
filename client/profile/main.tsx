import { render } from "preact";
import { ProfileRoot } from "./profile-root.js";
import "../ui/kit.css";
import "../ui/lists.css";
import "../enrol/enrol.css";
import "./profile.css";

const root = document.getElementById("app");
if (root !== null) {
  // What the service put there is for browsers without JavaScript.
  root.replaceChildren();
  render(<ProfileRoot />, root);
}
