import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isAlive } from "../../server/storage/mongod/process-info.js";
import { type Program, startProgram } from "../support/program.js";

/** Stands in for the service: it takes a moment to stop, as one with requests in flight does. */
const SERVICE = `
  export async function main(argv) {
    let stopping = false;
    const stop = () => {
      console.error(stopping ? "stopping already" : "stopping");
      if (!stopping) setTimeout(() => process.exit(0), 300);
      stopping = true;
    };
    process.on("SIGTERM", stop).on("SIGINT", stop);
    setInterval(() => {}, 1000);
    console.error("service is " + process.pid + ";");
    console.log("latchkey ready " + JSON.stringify(argv));
  }`;

/** A build that starts a process of its own and does not end. */
const ENDLESS_BUILD = `
  const { spawn } = await import("node:child_process");
  const inner = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e3)"]);
  console.log("inner is " + inner.pid + ";");
  setInterval(() => {}, 1000);`;

const PACKAGE = {
  name: "stub",
  version: "1.0.0",
  type: "module",
  engines: { node: ">=20.19" },
  scripts: { start: "exec node scripts/start.mjs", build: "exec node server/build.mjs" },
  dependencies: { leaf: "file:leaf" },
};

const LOCKED = {
  "": PACKAGE,
  leaf: { name: "leaf", version: "1.0.0" },
  "node_modules/leaf": { resolved: "leaf", link: true },
};

let folder: string;
let started: Program[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-start-"));
  started = [];
  cpSync(new URL("../../scripts", import.meta.url), join(folder, "scripts"), { recursive: true });
  writeJson("package.json", PACKAGE);
  writeJson("package-lock.json", { ...PACKAGE, lockfileVersion: 3, packages: LOCKED });
  mkdirSync(join(folder, "leaf"));
  writeJson("leaf/package.json", LOCKED.leaf);
  mkdirSync(join(folder, "server"));
  setBuild(`console.log("built");`);
});

afterEach(() => {
  for (const program of started) program.signalGroup("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

describe("npm start", { timeout: 60_000 }, () => {
  test("installs, builds and hands on its arguments; stdout has npm's own banner and the ready line", async () => {
    const npm = npmStart("--", "--demo");
    await npm.says(/latchkey ready/);
    expect(npm.stdout().split("\n").filter(Boolean)).toEqual([
      "> stub@1.0.0 start",
      "> exec node scripts/start.mjs --demo",
      `latchkey ready ["--demo"]`,
    ]);
    expect(npm.stderr()).toMatch(/installing packages.*building.*built/s);
  });

  test("has nothing to do at the second start, and builds again once a source has changed", async () => {
    await startAndStop();
    expect(await startAndStop()).not.toMatch(/installing|building/);
    appendFileSync(join(folder, "server", "build.mjs"), "\n// changed\n");
    expect(await startAndStop()).toMatch(/building/);
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "ends with code 0 on %s to npm, group or service",
    async (signal) => {
      for (const whom of ["npm", "group", "service"] as const) {
        const npm = npmStart();
        await npm.says(/latchkey ready/);
        const service = Number((await npm.says(/service is (\d+);/))[1]);
        if (whom === "npm") npm.signal(signal);
        else if (whom === "group") npm.signalGroup(signal);
        else process.kill(service, signal);
        expect(await npm.exit, `${signal} to ${whom}`).toEqual([0, null]);
        expect(isAlive(service), "the service runs on").toBe(false);
      }
    },
  );

  test("is not disturbed by a second signal while it is stopping", async () => {
    const npm = npmStart();
    await npm.says(/latchkey ready/);
    npm.signal("SIGTERM");
    await npm.says(/stopping$/m);
    npm.signal("SIGTERM");
    expect(await npm.exit).toEqual([0, null]);
    expect(npm.stderr()).toContain("stopping already");
  });

  test.each(["npm", "group"] as const)(
    "ends a running build and what it started on SIGTERM to %s",
    async (whom) => {
      setBuild(ENDLESS_BUILD);
      const npm = npmStart();
      const inner = Number((await npm.says(/inner is (\d+);/))[1]);
      if (whom === "npm") npm.signal("SIGTERM");
      else npm.signalGroup("SIGTERM");
      expect(await npm.exit).toEqual([0, null]);
      expect(isAlive(inner), "what the build started runs on").toBe(false);
      expect(existsSync(join(folder, "dist", ".built-from")), "counts as built").toBe(false);
    },
  );

  test("fails with a sentence and code 1 when the build fails", async () => {
    setBuild("process.exit(3)");
    const npm = npmStart();
    expect(await npm.exit).toEqual([1, null]);
    expect(npm.stderr()).toContain("building failed");
  });

  test("says in a sentence which Node it needs", async () => {
    writeJson("package.json", { ...PACKAGE, engines: { node: ">=99.1" } });
    const npm = npmStart();
    expect(await npm.exit).toEqual([1, null]);
    expect(npm.stderr()).toContain(
      `Latchkey needs Node 99.1 or newer; this is Node ${process.versions.node}.`,
    );
  });
});

function npmStart(...args: string[]): Program {
  const program = startProgram("npm", ["start", ...args], { cwd: folder });
  started.push(program);
  return program;
}

/** Starts, waits until ready, stops; what it wrote on stderr. */
async function startAndStop(): Promise<string> {
  const npm = npmStart();
  await npm.says(/latchkey ready/);
  npm.signal("SIGTERM");
  await npm.exit;
  return npm.stderr();
}

function setBuild(then: string) {
  const lines = [
    `import { mkdirSync, writeFileSync } from "node:fs";`,
    `mkdirSync("dist/server", { recursive: true });`,
    `writeFileSync("dist/server/main.js", ${JSON.stringify(SERVICE)});`,
    then,
  ];
  writeFileSync(join(folder, "server", "build.mjs"), lines.join("\n"));
}

function writeJson(name: string, content: object) {
  writeFileSync(join(folder, name), JSON.stringify(content));
}
