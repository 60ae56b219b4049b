import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun, ROOT } from "./run-step.mjs";

/** What the build is made from; tests, docs and scripts are no part of it. */
const SOURCES = ["server", "tokens", "client", "package.json", "package-lock.json"];
const CONFIGURATION = /^(tsconfig.*\.json|vite\.config\.ts)$/;

const DIST = join(ROOT, "dist");
/** Written last: a build that was interrupted has none. */
const STAMP = join(DIST, ".built-from");

/** Builds server and pages unless dist/ was built from exactly these sources (by content: about 20 ms to find out). */
export async function ensureBuilt() {
  const digest = sourcesDigest(ROOT);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest) return;
  rmSync(DIST, { recursive: true, force: true });
  await mustRun("building", "npm", ["run", "build", "--loglevel=error"]);
  mkdirSync(DIST, { recursive: true });
  writeFileSync(STAMP, digest);
}

/**
 * A digest over path and content of every source file.
 * @param {string} root
 */
function sourcesDigest(root) {
  const hash = createHash("sha256");
  const configuration = readdirSync(root).filter((name) => CONFIGURATION.test(name));
  for (const path of [...SOURCES, ...configuration.sort()].flatMap((name) => filesIn(root, name))) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesIn(root, path) {
  const kind = statSync(join(root, path), { throwIfNoEntry: false });
  if (!kind?.isDirectory()) return kind ? [path] : [];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesIn(root, join(path, name)));
}
