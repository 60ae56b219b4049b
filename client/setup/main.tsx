import { openPage } from "../ui/open-page.js";
import { SetupPage } from "./setup-page.js";
import "../ui/kit.css";
import "../enrol/enrol.css";

await openPage(<SetupPage token={location.hash.slice(1)} />, "render");
