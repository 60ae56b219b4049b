import { hydrate } from "preact";
import { adoptSession } from "../api.js";
import { LoginPage } from "./login-page.js";
import { emptyLogin, type LoginState } from "./state.js";
import "../ui/kit.css";

const root = document.getElementById("app");
if (root !== null) {
  const rendered = root.dataset.state;
  const initial: LoginState = rendered === undefined ? emptyLogin("/profile") : JSON.parse(rendered);
  if (initial.csrfToken !== undefined) adoptSession({ csrfToken: initial.csrfToken });
  hydrate(<LoginPage initial={initial} />, root);
}
