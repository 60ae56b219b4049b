// `npm run docs`: writes docs/configuration.md from the schema that reads the environment. A test fails when the page
// is not what this would write.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./prepare/built.mjs";
import { ensureInstalled } from "./prepare/installed.mjs";
import { ROOT } from "./prepare/run-step.mjs";

await ensureInstalled();
await ensureBuilt();
const { configurationPage } = await import("../dist/server/operations/configuration-page.js");
writeFileSync(join(ROOT, "docs", "configuration.md"), configurationPage());
console.log("docs/configuration.md is written");
