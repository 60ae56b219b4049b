import { render } from "preact";
import { SetPasswordPage } from "./set-password-page.js";
import "../ui/kit.css";

const root = document.getElementById("app");
if (root !== null) {
  // What the service put there is for browsers without JavaScript.
  root.replaceChildren();
  render(<SetPasswordPage token={location.hash.slice(1)} />, root);
}
