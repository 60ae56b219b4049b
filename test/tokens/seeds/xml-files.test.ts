import { describe, expect, it } from "vitest";
import { readSeedFile } from "../../../tokens/seeds/index.js";
import { container, keyPackage, OTHER_HEX, readText, refusals, SECRET_HEX, vector } from "./support.js";

const good = container(keyPackage({}));

describe("XML that is refused as a whole", () => {
  it.each([
    [
      "a DOCTYPE",
      good.replace("?>", '?><!DOCTYPE KeyContainer SYSTEM "http://example.com/x.dtd">'),
      "doctype_forbidden",
    ],
    ["an unfinished DOCTYPE", "<!DOCTYPE lolz [ <!ENTITY a 'b'>", "doctype_forbidden"],
    [
      "an entity bomb",
      '<!DOCTYPE l [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><KeyContainer>&b;</KeyContainer>',
      "doctype_forbidden",
    ],
    ["a file that ends early", good.slice(0, -15), "truncated"],
    ["a file that ends within a tag", good.slice(0, -3), "truncated"],
    ["a tag closed by another", good.replace("</Data>", "</Date>"), "not_well_formed"],
    ["an undefined entity", good.replace("TOKEN-1", "&l9;"), "not_well_formed"],
    ["an unbound prefix", good.replace("<Data>", "<x:Data>"), "not_well_formed"],
    ["an encoding that is not read", good.replace("UTF-8", "EBCDIC"), "not_well_formed"],
    ["no Version", container(keyPackage({}), ""), "unsupported_version"],
    ["Version 2.0", container(keyPackage({}), 'Version="2.0"'), "unsupported_version"],
    ["a draft's name space", good.replace("keyprov:pskc", "keyprov:pskc:1.0"), "unsupported_version"],
    ["another root", "<html><body/></html>", "unknown_format"],
    ["no package at all", container(""), "empty_file"],
    [
      "33 levels",
      container(`<Extensions>${"<a>".repeat(32)}${"</a>".repeat(32)}</Extensions>`),
      "file_rejected",
    ],
    ["a text above 64 KiB", container(keyPackage({ serial: "A".repeat(65_537) })), "file_rejected"],
    [
      "513 elements in one package",
      container(`<KeyPackage>${"<a/>".repeat(513)}</KeyPackage>`),
      "file_rejected",
    ],
    [
      "65 attributes",
      container(`<a ${Array.from({ length: 65 }, (_, n) => `a${n}="x"`).join(" ")}/>`),
      "file_rejected",
    ],
  ])("%s", async (_case, file, fileError) => {
    expect(await readText(file)).toEqual({ tokens: [], rowErrors: [], fileError });
  });

  it("bytes that are not of the encoding", async () => {
    const bytes = Buffer.concat([
      Buffer.from(container("")).subarray(0, 60),
      Buffer.from([0xff, 0xfe, 0x80]),
    ]);
    expect((await readSeedFile(bytes, { format: "pskc" })).fileError).toBe("not_well_formed");
  });

  it("a root of another format where the format is named", async () => {
    expect((await readText("<Tokens/>", { format: "pskc" })).fileError).toBe("unknown_format");
    expect((await readText(good, { format: "safenet-xml" })).fileError).toBe("unknown_format");
  });
});

describe("encodings of XML", () => {
  const figure = vector("rfc6030-figure3.xml").toString();

  it.each([
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${figure}`, "utf8")],
    ["UTF-16LE", Buffer.from(`\uFEFF${figure}`, "utf16le")],
    ["UTF-16BE", Buffer.from(`\uFEFF${figure}`, "utf16le").swap16()],
  ])("%s is decoded by its mark", async (_encoding, bytes) => {
    expect((await readSeedFile(bytes)).tokens).toMatchObject([
      { serial: "987654321", secretHex: SECRET_HEX },
    ]);
  });

  it("Latin-1 is decoded by the declaration", async () => {
    const latin = figure.replace("UTF-8", "ISO-8859-1").replace("<Issuer>Issuer<", "<Issuer>Müller<");
    expect((await readSeedFile(Buffer.from(latin, "latin1"))).tokens).toMatchObject([{ issuer: "Müller" }]);
  });
});

describe("SafeNet XML", () => {
  const token = (attributes: string, application: string): string =>
    `<Token ${attributes}><ProductName>eToken PASS</ProductName><Applications>
      <Application ConnectorID="{ab1397d2}">${application}</Application></Applications></Token>`;
  const fields = (seed: string, factor = "<MovingFactor>1</MovingFactor>"): string =>
    `<Seed>${seed}</Seed>${factor}`;

  it("reads serial, seed, counter and model; 64 hex digits mean SHA-256", async () => {
    const file = `<Tokens>${token('serial="00040008CFA5"', fields(SECRET_HEX))}
      ${token('serial="sha256"', `<seed>${"1234567890abcdef".repeat(4)}\n</seed><MovingFactor>7</MovingFactor>`)}</Tokens>`;
    const common = { type: "hotp", digits: 6, model: "eToken PASS" };
    expect(await readText(file)).toEqual({
      tokens: [
        { row: 1, serial: "00040008CFA5", ...common, algorithm: "SHA1", counter: 1, secretHex: SECRET_HEX },
        {
          row: 2,
          serial: "sha256",
          ...common,
          algorithm: "SHA256",
          counter: 7,
          secretHex: "1234567890abcdef".repeat(4),
        },
      ],
      rowErrors: [],
      fileError: null,
    });
  });

  it("each wrong token is refused by its own code, and the rest is read", async () => {
    const file = `<Tokens>${token('info="none"', fields(SECRET_HEX))}${token('serial="a"', "<MovingFactor>1</MovingFactor>")}
      ${token('serial="b"', fields("123412354"))}${token('serial="c"', fields("12341235"))}
      ${token('serial="d"', fields(SECRET_HEX, ""))}${token('serial="e"', fields(SECRET_HEX) + fields(OTHER_HEX))}
      ${token('serial="f"', fields(SECRET_HEX, "<MovingFactor>x</MovingFactor>"))}
      ${token('serial="g"', fields(SECRET_HEX))}</Tokens>`;
    const report = await readText(file);
    expect(refusals(report)).toEqual([
      "1:missing_serial",
      "2:missing_secret",
      "3:bad_secret_encoding",
      "4:secret_too_short",
      "5:missing_counter",
      "6:bad_payload",
      "7:bad_counter",
    ]);
    expect(report.tokens).toMatchObject([{ row: 8, serial: "g" }]);
  });
});
