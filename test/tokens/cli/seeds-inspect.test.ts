import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBounded } from "../../../tokens/cli/read-bounded.js";
import { run } from "../../../tokens/cli/seeds-inspect.js";
import { SECRET_HEX, vector } from "../seeds/support.js";

const AES_HEX = "a47c5bf9c152202f577be6721c0113af";
const files = new Map<string, Uint8Array>([
  ["figure6.xml", vector("rfc6030-figure6.xml")],
  ["changed.xml", Buffer.from(vector("rfc6030-figure6.xml").toString().replace("Su+N", "Su+M"))],
  ["figure7.xml", vector("rfc6030-figure7.xml")],
  ["password", Buffer.from("qwerty\r\n")],
  [
    "oath.csv",
    Buffer.from(`tok1,${SECRET_HEX}\ntok2,zz\ntok3,${"ab".repeat(10)},hotp,8,9223372036854775807\n`),
  ],
  ["duo.csv", Buffer.from(`s1,${SECRET_HEX},60\n`)],
  [
    "yubico.csv",
    Buffer.from(`508328,cccccccccccc,83cebdfb7b93,${AES_HEX},010203040506,2013-12-12T08:43:17,\n`),
  ],
  ["letter.txt", Buffer.from("dear admin")],
]);

/** Runs the command on the files above and returns all that it said. */
async function inspect(...argv: string[]): Promise<{ exit: number; stdout: string; stderr: string }> {
  const said = { stdout: "", stderr: "" };
  const exit = await run(argv, {
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
    readFile: async (path) =>
      files.get(path) ?? Promise.reject(Object.assign(new Error(path), { code: "ENOENT" })),
  });
  return { exit, ...said };
}

describe("latchkey seeds inspect", () => {
  it("--json prints the report, and secrets only with --show-secrets", async () => {
    const { exit, stdout, stderr } = await inspect("yubico.csv", "--json");
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      tokens: [{ row: 1, serial: "508328", type: "yubico-otp", publicId: "cccccccccccc" }],
      rowErrors: [],
      fileError: null,
    });
    expect(JSON.parse((await inspect("yubico.csv", "--json", "--show-secrets")).stdout).tokens).toMatchObject(
      [{ secretHex: AES_HEX, privateIdHex: "83cebdfb7b93", accessCodeHex: "010203040506" }],
    );
  });

  it("a refused row does not fail the command, and a counter above 2^53 is printed exactly", async () => {
    const { exit, stdout } = await inspect("oath.csv", "--json");
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      tokens: [
        { serial: "tok1", counter: 0 },
        { serial: "tok3", counter: "9223372036854775807", warning: "short_secret" },
      ],
      rowErrors: [{ row: 2, error: "bad_secret_encoding", serial: "tok2" }],
    });
  });

  it("without --json it prints a table for people, without secrets", async () => {
    const { stdout } = await inspect("oath.csv");
    expect(stdout).toBe(
      [
        "ROW  SERIAL  TYPE  DIGITS  HASH  MOVING                    FOR  WARNING",
        "1    tok1    hotp  6       SHA1  from 0",
        "3    tok3    hotp  8       SHA1  from 9223372036854775807       short_secret",
        "row 2 (tok2): bad_secret_encoding: the secret is not in the format's encoding",
        "2 tokens, 1 rows refused",
        "",
      ].join("\n"),
    );
    expect((await inspect("oath.csv", "--show-secrets")).stdout).toContain(SECRET_HEX);
  });

  it("takes the key and the password of PSKC files", async () => {
    const key = "12345678901234567890123456789012";
    expect((await inspect("figure6.xml", "--key-hex", key)).exit).toBe(0);
    expect(
      (await inspect("figure6.xml", "--format", "pskc", "--option", `presharedKeyHex=${key}`)).exit,
    ).toBe(0);
    expect((await inspect("figure7.xml", "--password-file", "password", "--json")).exit).toBe(0);
  });

  it("a file that is refused ends with 1, a code and a hint", async () => {
    const { exit, stdout, stderr } = await inspect("figure6.xml", "--json");
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ tokens: [], rowErrors: [], fileError: "key_required" });
    expect(stderr).toMatch(/^error: the file was refused: key_required: .+\nhint: .+\n$/);
    expect((await inspect("letter.txt")).stderr).toMatch(/^error: .*unknown_format/);
  });

  it("where one value was changed, its row is named also without --json", async () => {
    const key = "12345678901234567890123456789012";
    const { exit, stdout, stderr } = await inspect("changed.xml", "--key-hex", key);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^row 1 \(987654321\): mac_invalid: .+\n$/);
    expect(stderr).toMatch(/^error: .*mac_invalid.*\nhint: /);
  });

  it("a file that cannot be read ends with 1", async () => {
    expect(await inspect("nowhere.csv")).toMatchObject({
      exit: 1,
      stdout: "",
      stderr: expect.stringMatching(/^error: the file cannot be read \(ENOENT\)\nhint: /),
    });
  });

  it("--option says what a file does not", async () => {
    expect((await inspect("duo.csv")).exit).toBe(1);
    const { stdout } = await inspect("duo.csv", "--option", "tokenType=totp-8", "--json");
    expect(JSON.parse(stdout).tokens).toMatchObject([{ type: "totp", digits: 8, period: 60 }]);
  });

  it.each([
    [[]],
    [["a", "b"]],
    [["oath.csv", "--format", "vasco"]],
    [["oath.csv", "--option", "tokenType=ocra"]],
    [["oath.csv", "--option", "tokenType"]],
    [["oath.csv", "--option", "colour=red"]],
    [["oath.csv", "--key-hex", "secret-word"]],
    [["oath.csv", "--password-file", "nowhere"]],
    [["oath.csv", "--frobnicate"]],
    [["oath.csv", "--json=secret-word"]],
    [["oath.csv", "--key-hex"]],
  ])("%j is a wrong call: 2, an error and a hint, and no argument repeated", async (argv) => {
    const { exit, stdout, stderr } = await inspect(...argv);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
    expect(stderr).toMatch(/^error: .+\nhint: .+\n$/);
    expect(stderr).not.toContain("secret-word");
  });
});

describe("reading of a file from disk", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "latchkey-seeds-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("a file is read up to one byte above the limit and no further", async () => {
    const path = join(folder, "file");
    await writeFile(path, "0123456789");
    expect(Buffer.from(await readBounded(path, 100)).toString()).toBe("0123456789");
    expect(Buffer.from(await readBounded(path, 4)).toString()).toBe("01234");
    await writeFile(path, "");
    expect(await readBounded(path, 4)).toHaveLength(0);
    await expect(readBounded(join(folder, "none"), 4)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
