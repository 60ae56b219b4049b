import { describe, expect, it } from "vitest";
import { readSeedFile } from "../../../tokens/seeds/index.js";
import { OTHER_HEX, readText, refusals, SECRET_HEX } from "./support.js";

const THIRD_HEX = "ff".repeat(20);
const BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const HOTP6 = { type: "hotp", digits: 6, algorithm: "SHA1", counter: 0 };
const TOTP6 = { type: "totp", digits: 6, algorithm: "SHA1", period: 30 };

describe("OATH CSV", () => {
  it("reads every form of row, past comments and empty lines, and numbers physical lines", async () => {
    const file = `# tokens of the north branch\n
      tok1, ${SECRET_HEX}\n  # a comment\ntok2, ${OTHER_HEX.toUpperCase()}, TOTP\ntok3,${THIRD_HEX},hotp,8,17
tok4,${"ab".repeat(20)},totp,8,60\n`;
    expect(await readText(file)).toEqual({
      tokens: [
        { row: 3, serial: "tok1", ...HOTP6, secretHex: SECRET_HEX },
        { row: 5, serial: "tok2", ...TOTP6, secretHex: OTHER_HEX },
        { row: 6, serial: "tok3", ...HOTP6, digits: 8, counter: 17, secretHex: THIRD_HEX },
        { row: 7, serial: "tok4", ...TOTP6, digits: 8, period: 60, secretHex: "ab".repeat(20) },
      ],
      rowErrors: [],
      fileError: null,
    });
  });

  it("version 2 has the user in front", async () => {
    const report = await readText(`# version: 2\nalice,ldap,east,tok1,${SECRET_HEX},totp\n`);
    expect(report.tokens).toEqual([
      { row: 2, serial: "tok1", user: "alice", ...TOTP6, secretHex: SECRET_HEX },
    ]);
    expect((await readText(`# version: 3\ntok1,${SECRET_HEX}`)).fileError).toBe("unsupported_version");
  });

  it("each wrong row is refused by its own code", async () => {
    const file = [
      `tok1,${SECRET_HEX}`,
      `tok2,${SECRET_HEX},ocra`,
      `tok3,${SECRET_HEX},hotp,5`,
      `tok4,${SECRET_HEX},hotp,6,-1`,
      `tok5,${SECRET_HEX},totp,6,301`,
      `tok6,${SECRET_HEX},totp,6,30,x`,
      "tok7",
      "tok8,00112233445566778899zz",
      "tok9,123",
      `=cmd,${SECRET_HEX}`,
      `,${SECRET_HEX}`,
      `TOK1,${OTHER_HEX}`,
      `tok10,${"00".repeat(129)}`,
    ].join("\r\n");
    expect(refusals(await readText(file))).toEqual([
      "2:unsupported_type",
      "3:bad_digits",
      "4:bad_counter",
      "5:bad_period",
      "6:column_count",
      "7:missing_secret",
      "8:bad_secret_encoding",
      "9:bad_secret_encoding",
      "10:bad_serial",
      "11:missing_serial",
      "12:duplicate_serial",
      "13:secret_too_long",
    ]);
  });

  it("10 bytes are read with a remark, 9 are not", async () => {
    const report = await readText(`a,${"12".repeat(10)}\nb,${"34".repeat(9)}`);
    expect(report.tokens).toMatchObject([{ serial: "a", warning: "short_secret" }]);
    expect(refusals(report)).toEqual(["2:secret_too_short"]);
  });

  it("a secret in the serial's place is never repeated in the report", async () => {
    const report = await readText(`${SECRET_HEX},tok1\n${BASE32},tok2`, { format: "oath-csv" });
    expect(report.rowErrors).toEqual([
      { row: 1, error: "bad_secret_encoding" },
      { row: 2, error: "bad_secret_encoding" },
    ]);
  });
});

describe("how text files are written", () => {
  const rows = `"tok;1";"${SECRET_HEX}";"totp"\r\ntok2;${OTHER_HEX}`;

  it.each([
    ["UTF-8 without a mark", Buffer.from(rows)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${rows}`)],
    ["UTF-16LE", Buffer.from(`\uFEFF${rows}`, "utf16le")],
    ["UTF-16BE", Buffer.from(`\uFEFF${rows}`, "utf16le").swap16()],
  ])("%s, semicolons and quoted cells are understood", async (_encoding, bytes) => {
    const report = await readSeedFile(bytes);
    expect(report.tokens).toMatchObject([{ serial: "tok2", row: 2 }]);
    expect(refusals(report)).toEqual(["1:bad_serial"]);
  });

  it("tabs separate, and a quoted cell may hold the separator and a doubled quote", async () => {
    const file = `upn\tserial number\tsecret key\ttime interval\tmodel\n"a@b"\ts1\t${BASE32}\t30\t"C ""200""\tx"`;
    expect((await readText(file)).rowErrors).toEqual([{ row: 2, error: "bad_payload", serial: "s1" }]);
    expect((await readText(file.replace("\tx", " x"))).tokens).toMatchObject([{ model: 'C "200" x' }]);
  });

  it.each([
    ["a quote that is never closed", `tok1,"${SECRET_HEX}\ntok2,${OTHER_HEX}`],
    ["a quote within a cell", `tok1,${SECRET_HEX}\nto"k2,${OTHER_HEX}`],
    ["a record above 64 KiB", `tok1,${SECRET_HEX}\ntok2,${"0".repeat(70_000)}`],
  ])("%s refuses the whole file", async (_case, file) => {
    expect(await readText(file)).toEqual({ tokens: [], rowErrors: [], fileError: "csv_syntax" });
  });

  it("a cell over two lines counts as its first line", async () => {
    const report = await readText(`"tok\n1",${SECRET_HEX}\ntok2,${OTHER_HEX}`, { format: "oath-csv" });
    expect(refusals(report)).toEqual(["1:bad_serial"]);
    expect(report.tokens).toMatchObject([{ row: 3 }]);
  });

  it("nothing, or nothing but a mark and white space, is an empty file", async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from("\uFEFF \r\n"), Buffer.from("\uFEFF\n", "utf16le")]) {
      expect((await readSeedFile(bytes)).fileError).toBe("empty_file");
    }
    expect((await readText("# only a comment", { format: "oath-csv" })).fileError).toBe("empty_file");
  });

  it("a file above 64 MiB and a file of 100,001 rows are refused", async () => {
    expect((await readSeedFile(new Uint8Array(64 * 1024 * 1024 + 1))).fileError).toBe("file_rejected");
    const rows = Array.from({ length: 100_001 }, (_, index) => `t${index},00`).join("\n");
    expect(await readText(rows, { format: "oath-csv" })).toEqual({
      tokens: [],
      rowErrors: [],
      fileError: "file_rejected",
    });
  });

  it("text of no known form is refused", async () => {
    expect((await readText("dear admin, here are your tokens")).fileError).toBe("unknown_format");
    expect((await readSeedFile(Buffer.from("DPX\u0001\u0002\u0003 vendor container"))).fileError).toBe(
      "unknown_format",
    );
  });

  it("an aborted signal ends the reading with its reason", async () => {
    const reason = new Error("took too long");
    const signal = AbortSignal.abort(reason);
    await expect(readText(`a,${SECRET_HEX}`, { signal })).rejects.toBe(reason);
    await expect(readText("<Tokens></Tokens>", { signal })).rejects.toBe(reason);
  });
});

describe("Entra CSV", () => {
  const HEADER = "upn,serial number,secret key,time interval,manufacturer,model";

  it("reads Microsoft's columns", async () => {
    const report = await readText(`${HEADER}\nalice@example.com,1234567,${BASE32},30,Contoso,HardwareKey\n`);
    expect(report.tokens).toEqual([
      {
        row: 2,
        serial: "1234567",
        ...TOTP6,
        secretHex: SECRET_HEX,
        user: "alice@example.com",
        manufacturer: "Contoso",
        model: "HardwareKey",
      },
    ]);
  });

  it("reads the header that vendors ship: no upn, other case, timeinterval, another order", async () => {
    const report = await readText(`Serial Number;Secret Key;TimeInterval\nA1;${BASE32.toLowerCase()};60`);
    expect(report.tokens).toMatchObject([{ serial: "A1", period: 60, secretHex: SECRET_HEX }]);
  });

  it("each wrong row is refused by its own code", async () => {
    const row = (secret: string, interval = "30", upn = "u"): string => `${upn},s,${secret},${interval},m,m`;
    const file = [
      HEADER,
      row("GEZDGNBV1"),
      row("GEZDGNBVGY3TQOJQA"),
      row("A".repeat(129)),
      row("A".repeat(15)),
      row(BASE32, "45"),
      row(BASE32, ""),
      row(""),
      row(BASE32, "30", "a\u0000b"),
      `u,s,${BASE32}`,
      `${row(BASE32)},surplus`,
    ].join("\n");
    expect(refusals(await readText(file))).toEqual([
      "2:bad_secret_encoding",
      "3:bad_secret_encoding",
      "4:secret_too_long",
      "5:secret_too_short",
      "6:bad_period",
      "7:bad_period",
      "8:missing_secret",
      "9:bad_user",
      "10:column_count",
      "11:column_count",
    ]);
  });

  it("a user name in an undecodable encoding is not guessed", async () => {
    const bytes = Buffer.from(`${HEADER}\nmüller@example.com,s,${BASE32},30,m,m`, "latin1");
    expect(refusals(await readSeedFile(bytes))).toEqual(["2:bad_user"]);
  });

  it("a file without the header is refused, if it is said to be one", async () => {
    expect((await readText(`u,s,${BASE32},30,m,m`, { format: "entra-csv" })).fileError).toBe(
      "missing_header",
    );
  });
});

describe("Duo CSV", () => {
  it.each([
    ["hotp-6", `s,${SECRET_HEX},5`, { ...HOTP6, counter: 5 }],
    ["hotp-8", `s,${SECRET_HEX}`, { ...HOTP6, digits: 8 }],
    ["totp-6", `s,${SECRET_HEX},60`, { ...TOTP6, period: 60 }],
    ["totp-8", `s,${SECRET_HEX}`, { ...TOTP6, digits: 8 }],
  ] as const)("reads %s", async (tokenType, file, token) => {
    expect((await readText(file, { tokenType })).tokens).toEqual([
      { row: 1, serial: "s", secretHex: SECRET_HEX, ...token },
    ]);
  });

  it("reads YubiKeys, whose AES key has 16 bytes and no others", async () => {
    const report = await readText(
      `1,0a0b0c0d0e0f,${"01".repeat(16)}\n2,0a0b,${"01".repeat(16)}\n3,0a0b0c0d0e0f,0102\n4`,
      {
        tokenType: "yubikey-aes",
      },
    );
    expect(report.tokens).toEqual([
      { row: 1, serial: "1", type: "yubico-otp", privateIdHex: "0a0b0c0d0e0f", secretHex: "01".repeat(16) },
    ]);
    expect(refusals(report)).toEqual(["2:bad_private_id", "3:bad_secret_length", "4:column_count"]);
  });

  it("without the type nothing is guessed", async () => {
    expect((await readText(`s,${SECRET_HEX},30`)).fileError).toBe("unsupported_type");
    expect((await readText(`s,${SECRET_HEX}`, { format: "duo-csv" })).fileError).toBe("unsupported_type");
  });
});

describe("quoting of formulas", () => {
  it("no exported cell can start a formula in a spreadsheet", async () => {
    const { csvCell, csvLine } = await import("../../../tokens/seeds/index.js");
    for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
      expect(csvCell(`${start}SUM(1)`)).toBe(`"'${start}SUM(1)"`);
    }
    expect(csvLine(["a", 'b"c', "d,e", "f;g", -1, null, undefined, 5n])).toBe(
      'a,"b""c","d,e","f;g",-1,,,5\r\n',
    );
  });
});
