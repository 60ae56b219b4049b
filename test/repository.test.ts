import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

interface LockFile {
  packages: Record<string, { resolved?: string; integrity?: string }>;
}

const lockFile = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "package-lock.json"), "utf8"),
) as LockFile;
const packages = Object.entries(lockFile.packages).filter(([path]) => path !== "");

describe("package-lock.json", () => {
  test("names no host, so that everybody installs from their own registry", () => {
    expect(packages.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
  });

  test("pins the content of every package", () => {
    expect(packages.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  });
});
