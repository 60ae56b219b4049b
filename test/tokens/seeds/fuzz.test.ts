import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  detectFormat,
  type ImportReport,
  readSeedFile,
  SEED_ERROR_CODES,
  SEED_FORMATS,
} from "../../../tokens/seeds/index.js";
import {
  container,
  keyPackage,
  migrationEntry,
  migrationUri,
  PskcWriter,
  SECRET,
  SECRET_HEX,
  seededRandom,
  vector,
} from "./support.js";

const writer = new PskcWriter(16, "sha256");
const AES_HEX = "a47c5bf9c152202f577be6721c0113af";
const options = {
  presharedKeyHex: writer.keyHex,
  password: "qwerty",
  tokenType: "hotp-6",
} as const;

const picture = (name: string): Buffer => readFileSync(new URL(`../../vectors/qr/${name}`, import.meta.url));

/** Good files of every format: what is damaged below. */
const CORPUS = [
  picture("otpauth.png"),
  picture("migration.jpg"),
  vector("rfc6030-figure7.xml"),
  vector("rfc6030-figure10.xml"),
  Buffer.from(container(writer.head() + keyPackage({ data: writer.element("Secret", SECRET) }))),
  Buffer.from(`# version: 2\nalice,ldap,east,tok1,${SECRET_HEX},totp,6,30\n`),
  Buffer.from(`tok1,${SECRET_HEX},hotp,8,5\n"tok2",${SECRET_HEX}\n`),
  Buffer.from(`upn,serial number,secret key,time interval\nu,s,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ,30\n`),
  Buffer.from(`508328,cccccccccccc,83cebdfb7b93,${AES_HEX},,2013-12-12T08:43:17,\n`),
  Buffer.from(`OATH-HOTP,11.12.13 18:55,2,ubheccgcjedh,,${SECRET_HEX},,,0,1,0,6,32,0,0,0,0,0\n`),
  Buffer.from(
    `<Tokens><Token serial="a"><Applications><Application><Seed>${SECRET_HEX}</Seed><MovingFactor>1</MovingFactor></Application></Applications></Token></Tokens>`,
  ),
  Buffer.from("otpauth://totp/Acme:TK-001?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme\n"),
  Buffer.from(migrationUri([migrationEntry({}), migrationEntry({ type: 1, counter: 3n })])),
];

/** Pieces that mean something to one reader or another. */
const PIECES = [
  "<",
  ">",
  '"',
  "'",
  ",",
  ";",
  "\n",
  "\r",
  "&",
  "%",
  "=",
  "#",
  "]]>",
  "<!--",
  "<!DOCTYPE x",
  "&#0;",
  "\0",
];

/** Damages a file in one to four places: flips, deletions, repetitions, insertions, cuts. */
function damaged(file: Buffer, random: (below: number) => number): Buffer {
  let bytes = Buffer.from(file);
  for (let change = random(4); change >= 0; change -= 1) {
    const at = random(bytes.length + 1);
    const to = Math.min(bytes.length, at + random(40));
    switch (random(5)) {
      case 0:
        if (at < bytes.length) bytes.writeUInt8(random(256), at);
        break;
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
        break;
      case 3:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          Buffer.from(PIECES[random(PIECES.length)] ?? ""),
          bytes.subarray(at),
        ]);
        break;
      default:
        bytes = Buffer.from(bytes.subarray(0, at));
    }
  }
  return bytes;
}

/** What has to hold of every report whatever was read. */
function expectSound(report: ImportReport): void {
  expect(Object.keys(report).sort()).toEqual(["fileError", "rowErrors", "tokens"]);
  if (report.fileError !== null) {
    expect(SEED_ERROR_CODES).toContain(report.fileError);
    expect(report.tokens).toEqual([]);
  }
  const serials = report.tokens.map((token) => token.serial.toLowerCase());
  expect(new Set(serials).size).toBe(serials.length);
  for (const token of report.tokens) {
    expect(token.serial).toMatch(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/);
    expect(token.secretHex).toMatch(/^(?:[0-9a-f]{2}){10,128}$/);
    if ("digits" in token) expect([6, 7, 8]).toContain(token.digits);
    if (token.type === "totp") expect(token.period).toBeGreaterThanOrEqual(10);
    if (token.type === "hotp") expect(token.counter >= 0 && token.counter < 2n ** 63n).toBe(true);
  }
  for (const refused of report.rowErrors) {
    expect(SEED_ERROR_CODES).toContain(refused.error);
    expect(Object.keys(refused).every((key) => ["row", "error", "serial"].includes(key))).toBe(true);
    expect(refused.serial ?? "").not.toContain(SECRET_HEX);
  }
}

describe("damaged files", () => {
  it.each(CORPUS.map((file, index) => [index, detectFormat(file), file] as const))(
    "damaged file %i (%s) always ends in a sound report",
    async (index, _format, file) => {
      const random = seededRandom(1000 + index);
      for (let round = 0; round < 150; round += 1) {
        expectSound(await readSeedFile(damaged(file, random), options));
      }
    },
  );

  it("every reader ends in a sound report on every other format's files and on noise", async () => {
    const random = seededRandom(7);
    const noise = Array.from({ length: 20 }, () =>
      Buffer.from(Array.from({ length: random(300) }, () => random(256))),
    );
    for (const format of SEED_FORMATS) {
      for (const file of [...CORPUS, ...noise]) expectSound(await readSeedFile(file, { ...options, format }));
    }
  });

  it.each([
    ["half a million open tags", Buffer.from(`<KeyContainer>${"<a>".repeat(500_000)}`)],
    ["half a million siblings", Buffer.from(container("<a/>".repeat(500_000)))],
    ["4 MiB of one attribute", Buffer.from(`<Tokens a="${"x".repeat(4 << 20)}"/>`)],
    ["4 MiB of one comment", Buffer.from(`<Tokens><!--${"x".repeat(4 << 20)}--></Tokens>`)],
    ["4 MiB of one text line", Buffer.from(`otpauth://totp/${"x".repeat(4 << 20)}`)],
    ["4 MiB of quotes", Buffer.from(`a,${'"'.repeat(4 << 20)}`)],
    ["2 MB of commas in one quoted record", Buffer.from(`"${`\n",${",".repeat(100)}"`.repeat(20_000)}"`)],
    ["4 MiB of commas", Buffer.from(`a,${",".repeat(4 << 20)}`)],
    ["4 MiB of line ends", Buffer.from(`${"\n".repeat(4 << 20)}x`)],
    ["4 MiB of NUL", Buffer.concat([Buffer.from("<"), Buffer.alloc(4 << 20)])],
  ])("%s is read or refused within a bound", async (_case, bytes) => {
    const before = process.memoryUsage().rss;
    for (const format of ["auto", "oath-csv", "pskc", "otpauth"] as const) {
      expectSound(await readSeedFile(bytes, { format }));
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(400 << 20);
  });
});

describe("properties of good files", () => {
  it("whatever serial, secret and counter are written, the same come back, in every format that has them", async () => {
    const random = seededRandom(99);
    const bytesOf = (length: number): Buffer => Buffer.from(Array.from({ length }, () => random(256)));
    for (let round = 0; round < 100; round += 1) {
      const serial = `T${random(1_000_000)}`;
      const secret = bytesOf(16 + random(113));
      const counter = (BigInt(random(2 ** 31)) << 32n) | BigInt(random(2 ** 31));
      const data = writer.element("Secret", secret) + writer.element("Counter", Buffer.from(String(counter)));
      const files = [
        `${serial},${secret.toString("hex")},hotp,6,${counter}`,
        container(writer.head() + keyPackage({ serial, data })),
        `<Tokens><Token serial="${serial}"><Applications><Application><Seed>${secret.toString("hex")}</Seed><MovingFactor>${counter}</MovingFactor></Application></Applications></Token></Tokens>`,
        migrationUri([migrationEntry({ secret, name: serial, type: 1, counter })]),
      ];
      for (const file of files) {
        const [token] = (await readSeedFile(Buffer.from(file), { presharedKeyHex: writer.keyHex })).tokens;
        expect(token).toMatchObject({ serial, secretHex: secret.toString("hex"), type: "hotp" });
        expect(token?.type === "hotp" && BigInt(token.counter) === counter).toBe(true);
      }
    }
  });
});
