import { openPage } from "../ui/open-page.js";
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
import "./directory/directory.css";
import "./audit/audit.css";
import "./numbers/numbers.css";

await openPage(<AdminRoot />, "render");
