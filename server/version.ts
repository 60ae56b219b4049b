import { existsSync, readFileSync } from "node:fs";

/** Latchkey's version, from the package's manifest: one folder up in the sources, two from where the build lies. */
export const VERSION = readVersion();

function readVersion(): string {
  const places = ["../package.json", "../../package.json"].map((path) => new URL(path, import.meta.url));
  const manifest = places.find((place) => existsSync(place));
  if (!manifest) throw new Error("package.json is missing from the installation");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
