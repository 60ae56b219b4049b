import { hydrate } from "preact";
import { LoginPage } from "./login-page.js";
import { emptyLogin, type LoginState } from "./state.js";
import "../ui/kit.css";

const root = document.getElementById("app");
if (root !== null) {
  const rendered = root.dataset.state;
  const initial: LoginState = rendered === undefined ? emptyLogin("/profile") : JSON.parse(rendered);
  hydrate(<LoginPage initial={initial} />, root);
}
