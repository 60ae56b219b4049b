import { render } from "preact";
import { AdminRoot } from "./admin-root.js";
import "../ui/kit.css";
import "../ui/lists.css";
import "../ui/tables.css";
import "../ui/order.css";
import "../enrol/enrol.css";
import "./admin.css";
import "./stock/stock.css";
import "./token/token.css";
import "./policy/policy.css";
import "./users/users.css";

const root = document.getElementById("app");
if (root !== null) {
  // What the service put there is for browsers without JavaScript.
  root.replaceChildren();
  render(<AdminRoot />, root);
}
