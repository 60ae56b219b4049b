import { describe, expect, it } from "vitest";
import { detectFormat, readSeedFile } from "../../../tokens/seeds/index.js";
import { migrationEntry, migrationUri, protobufField, readText, refusals, SECRET_HEX } from "./support.js";

const BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const OTHER32 = "AAISEM2EKVTHPCEZVK54ZXPO74ABCIRT";

describe("otpauth lists", () => {
  it("defaults are SHA-1, 6 digits and 30 seconds, and an account that is a serial is the serial", async () => {
    const file = `# vendor list\n\notpauth://totp/Acme:TK-001?secret=${BASE32}&issuer=Acme\r\notpauth://hotp/TK-002?secret=${OTHER32}&counter=9007199254740993&digits=8&algorithm=SHA512`;
    expect(await readText(file)).toEqual({
      tokens: [
        {
          row: 3,
          serial: "TK-001",
          type: "totp",
          digits: 6,
          algorithm: "SHA1",
          period: 30,
          account: "TK-001",
          issuer: "Acme",
          secretHex: SECRET_HEX,
        },
        {
          row: 4,
          serial: "TK-002",
          type: "hotp",
          digits: 8,
          algorithm: "SHA512",
          counter: 9007199254740993n,
          account: "TK-002",
          secretHex: "00112233445566778899aabbccddeeff00112233",
        },
      ],
      rowErrors: [],
      fileError: null,
    });
  });

  it("an account that is no serial has the same made-up serial at every reading", async () => {
    const file = `otpauth://totp/Acme%3Aalice%40example.com?secret=${BASE32}`;
    const [first, again] = [await readText(file), await readText(`\n${file}&period=60`)];
    expect(first.tokens).toMatchObject([{ account: "alice@example.com", issuer: "Acme" }]);
    expect(first.tokens[0]?.serial).toMatch(/^otpauth-[0-9a-f]{16}$/);
    expect(again.tokens[0]?.serial).toBe(first.tokens[0]?.serial);
    expect(first.tokens[0]?.serial).not.toContain(SECRET_HEX.slice(0, 8));
  });

  it("a plus is a plus and no space", async () => {
    const report = await readText(`otpauth://totp/A+B:alice+1?secret=${BASE32}&issuer=A+B`);
    expect(report.tokens).toMatchObject([{ account: "alice+1", issuer: "A+B" }]);
  });

  it.each([
    ["https://example.com/", "bad_uri"],
    ["otpauth://totp", "bad_uri"],
    [`otpauth://totp/a%zz?secret=${BASE32}`, "bad_uri"],
    [`otpauth://steam/a?secret=${BASE32}`, "unsupported_type"],
    ["otpauth://totp/a?issuer=x", "missing_secret"],
    ["otpauth://totp/a?secret=GEZDGNBV1", "bad_secret_encoding"],
    ["otpauth://totp/a?secret=GEZDGNBV", "secret_too_short"],
    [`otpauth://totp/a?secret=${BASE32}&secret=${OTHER32}`, "duplicate_parameter"],
    [`otpauth://totp/a?secret=${BASE32}&Digits=6&digits=8`, "duplicate_parameter"],
    [`otpauth://totp/Acme:a?secret=${BASE32}&issuer=Other`, "issuer_mismatch"],
    [`otpauth://hotp/a?secret=${BASE32}`, "missing_counter"],
    [`otpauth://hotp/a?secret=${BASE32}&counter=9223372036854775808`, "bad_counter"],
    [`otpauth://totp/a?secret=${BASE32}&algorithm=MD5`, "unsupported_algorithm"],
    [`otpauth://totp/a?secret=${BASE32}&digits=9`, "bad_digits"],
    [`otpauth://totp/a?secret=${BASE32}&period=0`, "bad_period"],
    [`otpauth://totp/a%00b?secret=${BASE32}`, "bad_user"],
    [`otpauth://totp/?secret=${BASE32}`, "missing_serial"],
  ])("%s refuses its row with %s", async (uri, error) => {
    const report = await readText(`otpauth://totp/first?secret=${BASE32}\n${uri}`);
    expect(refusals(report)).toEqual([`2:${error}`]);
    expect(report.tokens).toHaveLength(1);
  });
});

describe("otpauth-migration exports", () => {
  it("reads entries of both types, and numbers them one by one", async () => {
    const uri = migrationUri([
      migrationEntry({ name: "Acme:TK-1", issuer: "Acme" }),
      migrationEntry({ name: "TK-2", type: 1, counter: 2n ** 62n, digits: 2, algorithm: 3 }),
    ]);
    expect((await readText(uri)).tokens).toMatchObject([
      { row: 1, serial: "TK-1", issuer: "Acme", type: "totp", period: 30, digits: 6, secretHex: SECRET_HEX },
      { row: 2, serial: "TK-2", type: "hotp", counter: 4611686018427387904n, digits: 8, algorithm: "SHA512" },
    ]);
  });

  it("reads base64 with a literal plus", async () => {
    // Wherever a group of base64 starts in a run of FB, one of its characters is "+".
    const secret = Buffer.alloc(16, 0xfb);
    const uri = migrationUri([migrationEntry({ secret, name: "TK" })], [1, 0, 1], {
      escaped: (text) => text,
    });
    expect(uri).toContain("+");
    expect((await readText(uri)).tokens).toMatchObject([{ secretHex: secret.toString("hex") }]);
  });

  it("an export cut into several codes is read as a whole in any order, and only as a whole", async () => {
    const parts = [0, 1, 2].map((index) =>
      migrationUri([migrationEntry({ name: `TK-${index}` })], [3, index, 42]),
    );
    const [first = "", second = "", third = ""] = parts;
    const whole = await readText([third, first, second].join("\n"));
    expect(whole.tokens.map(({ row, serial }) => [row, serial])).toEqual([
      [1, "TK-0"],
      [2, "TK-1"],
      [3, "TK-2"],
    ]);
    for (const lines of [[first], [first, third], [first, second, second]]) {
      expect((await readText(lines.join("\n"))).fileError).toBe("batch_incomplete");
    }
  });

  it.each([
    ["MD5", { algorithm: 4 }, "unsupported_algorithm"],
    ["digits of an unknown kind", { digits: 3 }, "bad_digits"],
    ["no type", { type: 0 }, "unsupported_type"],
    ["a negative counter", { type: 1, counter: -1n }, "bad_counter"],
    ["no secret", { secret: Buffer.alloc(0) }, "missing_secret"],
    ["a short secret", { secret: Buffer.alloc(5, 1) }, "secret_too_short"],
    ["no name", { name: "" }, "missing_serial"],
    ["a name with an undecodable character", { name: "\uFFFD" }, "bad_user"],
  ])("an entry with %s is refused by row", async (_case, fields, error) => {
    const report = await readText(migrationUri([migrationEntry(fields), migrationEntry({ name: "good" })]));
    expect(refusals(report)).toEqual([`1:${error}`]);
    expect(report.tokens).toMatchObject([{ row: 2, serial: "good" }]);
  });

  it.each([
    ["another version", migrationUri([migrationEntry({})], [1, 0, 1], { version: 2 }), "unsupported_version"],
    ["no data", "otpauth-migration://offline?x=1", "bad_payload"],
    ["data that is no base64", "otpauth-migration://offline?data=%25%25", "bad_payload"],
    ["data that ends within a field", "otpauth-migration://offline?data=CgA6", "bad_payload"],
    ["another host", "otpauth-migration://online?data=CgA=", "bad_uri"],
    ["two data", "otpauth-migration://offline?data=CgA=&data=CgA=", "duplicate_parameter"],
    ["no entry", migrationUri([]), "empty_file"],
  ])("%s refuses the file", async (_case, uri, fileError) => {
    expect(await readText(uri)).toEqual({ tokens: [], rowErrors: [], fileError });
  });

  it("an entry that is broken inside is refused by row", async () => {
    const broken = Buffer.concat([protobufField(1, Buffer.alloc(20, 1)).subarray(0, 10)]);
    expect(refusals(await readText(migrationUri([broken])))).toEqual(["1:missing_serial"]);
    const late = Buffer.concat([migrationEntry({}), Buffer.from([0x0b])]);
    expect(refusals(await readText(migrationUri([late, migrationEntry({})])))).toEqual(["1:missing_serial"]);
  });
});

describe("QR pictures", () => {
  it.each(["png", "jpg"])("a %s picture of an export is read like its text", async (kind) => {
    const { readFileSync } = await import("node:fs");
    const bytes = readFileSync(new URL(`../../vectors/qr/migration.${kind}`, import.meta.url));
    expect(detectFormat(bytes)).toBe("otpauth-migration");
    expect((await readSeedFile(bytes)).tokens).toMatchObject([
      { row: 1, serial: "TK-1", issuer: "Acme", type: "totp", secretHex: SECRET_HEX },
      { row: 2, serial: "TK-2", type: "hotp", counter: 7, digits: 8 },
    ]);
  });

  it("a picture of an otpauth code is read too", async () => {
    const { readFileSync } = await import("node:fs");
    const bytes = readFileSync(new URL("../../vectors/qr/otpauth.png", import.meta.url));
    expect((await readSeedFile(bytes)).tokens).toMatchObject([{ serial: "TK-001", secretHex: SECRET_HEX }]);
  });

  it("a picture that is damaged, shows no code or states a monstrous size is refused", async () => {
    const { readFileSync } = await import("node:fs");
    const png = readFileSync(new URL("../../vectors/qr/otpauth.png", import.meta.url));
    expect((await readSeedFile(png.subarray(0, 60))).fileError).toBe("bad_payload");
    expect((await readSeedFile(png.subarray(0, 12))).fileError).toBe("bad_payload");
    const huge = Buffer.from(png);
    huge.writeUInt32BE(100_000, 16);
    huge.writeUInt32BE(100_000, 20);
    expect((await readSeedFile(huge)).fileError).toBe("file_rejected");
    expect((await readSeedFile(Buffer.from("ffd8ffe00004", "hex"))).fileError).toBe("bad_payload");
  });
});
