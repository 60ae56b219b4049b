import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun, ROOT } from "./run-step.mjs";

/**
 * Installs the packages of package-lock.json unless they are there already, as npm's own record of the installation
 * tells (npm writes it last, so an interrupted installation counts as none).
 */
export async function ensureInstalled() {
  if (isInstalled(ROOT)) return;
  if (isLink(join(ROOT, "node_modules"))) {
    // `npm ci` would empty the folder behind the link, which is somebody else's.
    throw new Error(
      "node_modules is a link to packages that do not fit package-lock.json; install them there",
    );
  }
  // Building needs the development packages, whatever NODE_ENV says.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  await mustRun("installing packages (once)", "npm", args);
}

/**
 * Whether node_modules holds all that package-lock.json asks for; more does no harm.
 * @param {string} root the folder of both
 */
function isInstalled(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !present) return false;
  const fits = ([path, { version, optional }]) =>
    path === "" || (present[path] ? present[path].version === version : optional === true);
  return Object.entries(wanted).every(fits);
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return null;
  }
}

function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
