import { openPage } from "../ui/open-page.js";
import { SetPasswordPage } from "./set-password-page.js";
import "../ui/kit.css";

await openPage(<SetPasswordPage token={location.hash.slice(1)} />, "render");
