import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Program, startProgram } from "../support/program.js";

const SECRET_HEX = "3132333435363738393031323334353637383930";
let folder: string;
let running: Program | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "latchkey-cli-"));
  await writeFile(join(folder, "seeds.csv"), `tok1,${SECRET_HEX}\n`);
});
afterAll(async () => {
  running?.signalGroup("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Runs a program to its end. */
async function outcome(file: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  running = startProgram(file, args, { env: { PATH: process.env.PATH ?? "", HOME: folder, ...env } });
  const [exit] = await running.exit;
  return { exit, stdout: running.stdout(), stderr: running.stderr() };
}

describe("the built command", () => {
  it("runs by npx in the project's folder", async () => {
    const { exit, stdout } = await outcome("npx", [
      "--offline",
      "latchkey",
      "seeds",
      "inspect",
      join(folder, "seeds.csv"),
      "--json",
    ]);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ tokens: [{ serial: "tok1", type: "hotp" }], fileError: null });
    expect(stdout).not.toContain(SECRET_HEX);
  });

  it("may be executed by itself, and says by its exit code how it went", async () => {
    expect(await outcome("dist/server/cli.js", ["help"])).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining("tokens provision"),
    });
    expect(await outcome("dist/server/cli.js", ["tokens", "eat"])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining("hint:"),
    });
    expect(await outcome("dist/server/cli.js", ["seeds", "inspect", "no-such-file"])).toMatchObject({
      exit: 1,
    });
  });

  it("loads no HID library before a YubiKey is looked for", async () => {
    const { exit, stderr } = await outcome("dist/server/cli.js", ["tokens", "provision"]);
    expect({ exit, stderr }).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining("there is no API key"),
    });
  });
});

describe("latchkey serve", () => {
  it("starts although the command's own variables are set", async () => {
    running = startProgram("dist/server/cli.js", ["serve"], {
      env: {
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "",
        PORT: "0",
        LATCHKEY_DATA_DIR: join(folder, "data"),
        LATCHKEY_MONGOD: process.env.LATCHKEY_MONGOD,
        LATCHKEY_URL: "https://latchkey.example.org",
        LATCHKEY_API_KEY: "of-another-instance",
      },
    });
    await running.says(/^latchkey ready http:\/\/localhost:\d+$/m);
    running.signal("SIGTERM");
    expect((await running.exit)[0]).toBe(0);
  }, 60_000);
});
