// `npm start`: installs and builds what is missing, then becomes the service, in this same process, so that a signal
// to npm, to its process group or to this process all reach the same handlers. This file is read by any Node with
// modules, so that an old one gets a sentence instead of a syntax error.
import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const wanted = /(\d+)\.(\d+)/.exec(manifest.engines.node);
const actual = process.versions.node.split(".");
const enough =
  Number(actual[0]) > Number(wanted[1]) ||
  (Number(actual[0]) === Number(wanted[1]) && Number(actual[1]) >= Number(wanted[2]));

if (enough) {
  void import("./prepare/start-service.mjs").then(({ startService }) => startService(process.argv.slice(2)));
} else {
  console.error(`Latchkey needs Node ${wanted[0]} or newer; this is Node ${process.versions.node}.`);
  process.exitCode = 1;
}
