// The compiler keeps the first line of the command, but not that it may be run.
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run-step.mjs";

chmodSync(join(ROOT, "dist", "server", "cli.js"), 0o755);
