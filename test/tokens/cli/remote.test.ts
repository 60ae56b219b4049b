import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { runCli } from "../../../server/cli.js";
import { oneTimeCode } from "../../../server/factors/otp.js";
import { ADMIN_KEY, testService } from "../../support/service.js";
import { testTerminal } from "../../support/terminal.js";

const service = await testService();
const { call } = service;
const ENV = { LATCHKEY_URL: service.url, LATCHKEY_API_KEY: ADMIN_KEY };

/** Runs `latchkey` against the service of this file. */
async function latchkey(
  argv: string[],
  {
    files = {},
    env = ENV,
    ...terminal
  }: {
    files?: Record<string, string>;
    env?: Record<string, string>;
    interactive?: boolean;
    typing?: string[];
  } = {},
) {
  const io = testTerminal(env, terminal);
  for (const [name, content] of Object.entries(files)) io.files.set(name, Buffer.from(content));
  const exit = await runCli(argv, io);
  return { exit, ...io.said };
}

let serials = 0;
/** Lines of an OATH CSV file, with the seeds in them. */
function seedFile(count: number) {
  const tokens = Array.from({ length: count }, () => ({ serial: `cli-${++serials}`, seed: randomBytes(20) }));
  const code = (index: number, counter: number) =>
    oneTimeCode(tokens[index]?.seed ?? randomBytes(20), { digits: 6, algorithm: "SHA1" }, counter);
  return {
    serials: tokens.map(({ serial }) => serial),
    code,
    text: tokens.map(({ serial, seed }) => `${serial},${seed.toString("hex")}\n`).join(""),
  };
}

describe("latchkey seeds import", () => {
  it("shows a preview and stores nothing where the answer is no, or with --dry-run", async () => {
    const {
      text,
      serials: [serial],
    } = seedFile(2);
    const asked = await latchkey(["seeds", "import", "f.csv"], {
      files: { "f.csv": text },
      interactive: true,
      typing: ["n"],
    });
    expect(asked).toMatchObject({ exit: 1 });
    expect(asked.stdout).toContain("2 tokens, 0 rows refused");
    expect(
      (await latchkey(["seeds", "import", "f.csv", "--dry-run"], { files: { "f.csv": text } })).exit,
    ).toBe(0);
    expect((await call("GET", `/api/v1/tokens/${serial}`)).status).toBe(404);
  });

  it("imports what was seen once the answer is yes, and never prints a secret", async () => {
    const {
      text,
      serials: [serial],
    } = seedFile(3);
    const done = await latchkey(["seeds", "import", "f.csv"], {
      files: { "f.csv": text },
      interactive: true,
      typing: ["y"],
    });
    expect(done).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/3 tokens imported \(import \S+\)/),
    });
    expect(done.stderr).toContain("sending [##############################] 100 %");
    expect(done.stdout + done.stderr).not.toMatch(/[0-9a-f]{40}/i);
    expect((await call("GET", `/api/v1/tokens/${serial}`)).body.state).toBe("in_stock");
  });

  it("imports named rows without asking with --yes", async () => {
    const {
      text,
      serials: [one, two],
    } = seedFile(2);
    const done = await latchkey(["seeds", "import", "f.csv", "--rows", "2", "--yes"], {
      files: { "f.csv": text },
    });
    expect(done).toMatchObject({ exit: 0, stdout: expect.stringContaining("1 tokens imported") });
    expect((await call("GET", `/api/v1/tokens/${one}`)).status).toBe(404);
    expect((await call("GET", `/api/v1/tokens/${two}`)).status).toBe(200);
  });

  it("names the rows that are refused, and says by the exit code that there are some", async () => {
    const { text } = seedFile(1);
    const files = { "f.csv": `${text}bad,zz\n` };
    const first = await latchkey(["seeds", "import", "f.csv", "--yes"], { files });
    expect(first).toMatchObject({
      exit: 3,
      stdout: expect.stringContaining("row 2 (bad): bad_secret_encoding"),
    });
    const again = await latchkey(["seeds", "import", "f.csv", "--yes"], { files });
    expect(again).toMatchObject({ exit: 1, stdout: expect.stringContaining("duplicate_serial") });
  });

  it("explains a file that is refused as a whole, one that is missing, and that nobody can be asked", async () => {
    const refused = await latchkey(["seeds", "import", "f"], { files: { f: "dear admin" } });
    expect(refused).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining("error: the file was refused: unknown_format"),
    });
    expect(await latchkey(["seeds", "import", "none"])).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining("ENOENT"),
    });
    const { text } = seedFile(1);
    const unasked = await latchkey(["seeds", "import", "f.csv"], { files: { "f.csv": text } });
    expect(unasked).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining("hint: look with --dry-run, then add --yes"),
    });
  });
});

describe("latchkey tokens", () => {
  it("list shows the stock as a table, by state and search, and as JSON", async () => {
    const {
      text,
      serials: [serial],
    } = seedFile(1);
    await latchkey(["seeds", "import", "f.csv", "--yes"], { files: { "f.csv": text } });
    const table = await latchkey(["tokens", "list", "--state", "in_stock", "--query", String(serial)]);
    expect(table).toMatchObject({
      exit: 0,
      stdout: `SERIAL  TYPE  STATE     USER  MODEL\n${serial?.padEnd(6)}  hotp  in_stock\n`,
    });
    const json = await latchkey(["tokens", "list", "--query", String(serial), "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject([{ serial, state: "in_stock" }]);
    expect((await latchkey(["tokens", "list", "--state", "sold"])).exit).toBe(2);
  });

  it("list goes on beyond one page", async () => {
    const { text } = seedFile(150);
    await latchkey(["seeds", "import", "f.csv", "--yes"], { files: { "f.csv": text } });
    const { stdout } = await latchkey(["tokens", "list", "--query", "cli-", "--json"]);
    expect((JSON.parse(stdout) as unknown[]).length).toBeGreaterThanOrEqual(150);
  });

  it("assign shows what can be assigned, then does it; test says right and wrong", async () => {
    const {
      text,
      serials: [one, two],
      code,
    } = seedFile(2);
    await latchkey(["seeds", "import", "f.csv", "--yes"], { files: { "f.csv": text } });
    await call("POST", "/api/v1/users", { username: "cli-ann" });
    const files = { "list.csv": `username,serial\ncli-ann,${one}\nnobody,${two}\n` };
    const dry = await latchkey(["tokens", "assign", "list.csv", "--dry-run"], { files });
    expect(dry).toMatchObject({ exit: 0, stdout: expect.stringContaining("1 of 2 can be assigned") });
    expect((await call("GET", `/api/v1/tokens/${one}`)).body.state).toBe("in_stock");
    const done = await latchkey(["tokens", "assign", "list.csv", "--yes"], { files });
    expect(done).toMatchObject({ exit: 3, stdout: expect.stringContaining("1 tokens assigned") });

    const test = (typing: string[], ...more: string[]) =>
      latchkey(["tokens", "test", String(one), ...more], { typing });
    expect(await test([code(0, 0)])).toMatchObject({ exit: 0, stdout: "right\n" });
    expect(await test([code(0, 0)])).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining("error: wrong"),
    });
    expect(await test([code(0, 500), code(0, 501)], "--resync")).toMatchObject({ exit: 0 });
    expect(await test([code(0, 502)])).toMatchObject({ exit: 0 });
    expect(await latchkey(["tokens", "test", String(two)], { typing: [code(1, 0)] })).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining("Only a token that is assigned can be tested."),
    });
  });
});

describe("the key and the address", () => {
  it("come from the environment or a file, never from an argument", async () => {
    const { LATCHKEY_API_KEY: _key, ...noKey } = ENV;
    expect(await latchkey(["tokens", "list"], { env: noKey })).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining("LATCHKEY_API_KEY"),
    });
    const files = { key: `${ADMIN_KEY}\n` };
    expect((await latchkey(["tokens", "list", "--api-key-file", "key"], { env: noKey, files })).exit).toBe(0);
    expect((await latchkey(["tokens", "list", "--api-key", ADMIN_KEY], { env: noKey })).stderr).not.toContain(
      ADMIN_KEY,
    );
  });

  it("are not used together in the clear beyond this machine", async () => {
    expect(await latchkey(["tokens", "list", "--url", "http://latchkey.example"])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining("unencrypted"),
    });
  });

  it("are explained where nobody answers or the key is not known", async () => {
    expect(await latchkey(["tokens", "list", "--url", "http://127.0.0.1:1"])).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining("cannot be reached"),
    });
    expect(await latchkey(["tokens", "list"], { env: { ...ENV, LATCHKEY_API_KEY: "wrong" } })).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining("hint: check the API key"),
    });
  });
});

describe("latchkey", () => {
  it("lists its commands, tells the usage of one, and points to help at a wrong name", async () => {
    expect((await latchkey([])).stdout).toContain("tokens list");
    expect((await latchkey(["help", "tokens", "list"])).stdout).toMatch(/^usage: latchkey tokens list/);
    expect((await latchkey(["seeds", "inspect", "--help"])).stdout).toMatch(/^usage: latchkey seeds inspect/);
    expect(await latchkey(["tokens", "eat"])).toMatchObject({
      exit: 2,
      stderr: "error: there is no such command\nhint: latchkey help lists them\n",
    });
  });
});
