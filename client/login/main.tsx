import { adoptSession } from "../api.js";
import { openPage } from "../ui/open-page.js";
import { LoginPage } from "./login-page.js";
import { emptyLogin, type LoginState } from "./state.js";
import "../ui/kit.css";

const rendered = document.getElementById("app")?.dataset.state;
const initial: LoginState = rendered === undefined ? emptyLogin("/profile") : JSON.parse(rendered);
if (initial.csrfToken !== undefined) adoptSession({ csrfToken: initial.csrfToken });
await openPage(<LoginPage initial={initial} />, "hydrate");
