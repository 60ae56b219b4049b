import { render } from "preact";
import { SetupPage } from "./setup-page.js";
import "../ui/kit.css";
import "../enrol/enrol.css";

// The token leaves the address bar at once, so that it stays neither in the history nor on the screen.
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

const root = document.getElementById("app");
if (root !== null) render(<SetupPage token={token} />, root);
