import { openPage } from "../ui/open-page.js";
import { ProfileRoot } from "./profile-root.js";
import "../ui/kit.css";
import "../ui/lists.css";
import "../ui/order.css";
import "../enrol/enrol.css";
import "./profile.css";

await openPage(<ProfileRoot />, "render");
