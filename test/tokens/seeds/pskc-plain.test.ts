import { describe, expect, it } from "vitest";
import {
  container,
  keyPackage,
  OTHER_HEX,
  readText,
  refusals,
  SECRET,
  SECRET_HEX,
  secretElement,
} from "./support.js";

const TOTP = "urn:ietf:params:xml:ns:keyprov:pskc:totp";
const now = new Date("2026-01-01T00:00:00Z");

/** The outcome of one package: its token without the seed, or the code it was refused with. */
async function outcome(parts: Parameters<typeof keyPackage>[0]): Promise<object | string | undefined> {
  const report = await readText(container(keyPackage(parts)), { now });
  return report.tokens[0] ?? report.rowErrors[0]?.error ?? report.fileError ?? undefined;
}

function policy(content: string): { rest: string } {
  return { rest: `<Policy>${content}</Policy>` };
}

describe("plain PSKC files", () => {
  it("without Counter an HOTP key starts at 0, without TimeInterval a TOTP key has 30 seconds", async () => {
    expect(await outcome({})).toMatchObject({ type: "hotp", counter: 0, digits: 6 });
    expect(await outcome({ algorithm: TOTP })).toMatchObject({ type: "totp", period: 30, digits: 6 });
  });

  it("Suite names the hash", async () => {
    const format = '<Suite>HMAC-SHA256</Suite><ResponseFormat Length="8" Encoding="DECIMAL"/>';
    expect(await outcome({ algorithm: TOTP, format })).toMatchObject({ algorithm: "SHA256", digits: 8 });
    expect(await outcome({ format: "<Suite>HMAC-SHA3-256</Suite>" })).toBe("unsupported_algorithm");
  });

  it("a counter up to 2^63-1 is never rounded", async () => {
    const counter = (value: string): { data: string } => ({
      data: `${secretElement(SECRET)}<Counter><PlainValue> ${value} </PlainValue></Counter>`,
    });
    expect(await outcome(counter("9007199254740991"))).toMatchObject({ counter: 9007199254740991 });
    expect(await outcome(counter("9007199254740993"))).toMatchObject({ counter: 9007199254740993n });
    expect(await outcome(counter("9223372036854775807"))).toMatchObject({ counter: 9223372036854775807n });
    expect(await outcome(counter("9223372036854775808"))).toBe("bad_counter");
    expect(await outcome(counter("-1"))).toBe("bad_counter");
    expect(await outcome(counter("1e3"))).toBe("bad_counter");
  });

  it("a Feitian file (Time 0, 60 seconds, policy dates) is read, and an expired key is remarked on", async () => {
    const data = `${secretElement(SECRET)}<Time><PlainValue>0</PlainValue></Time>
      <TimeInterval><PlainValue>60</PlainValue></TimeInterval>`;
    const dates = (start: string, end: string): { rest: string } =>
      policy(`<StartDate>${start}T00:00:00Z</StartDate><ExpiryDate>${end}T00:00:00Z</ExpiryDate>`);
    const token = await outcome({ algorithm: TOTP, data, ...dates("2020-08-01", "2037-12-31") });
    expect(token).toMatchObject({ period: 60 });
    expect(token).not.toHaveProperty("warning");
    expect(await outcome({ data, ...dates("2020-08-01", "2025-12-31") })).toMatchObject({
      warning: "expired",
    });
    expect(await outcome({ data, ...dates("2030-08-01", "2035-12-31") })).toMatchObject({
      warning: "not_yet_valid",
    });
  });

  it("a Time other than 0 is remarked on, as its codes may not be those of Unix time", async () => {
    const data = `${secretElement(SECRET)}<Time><PlainValue>42</PlainValue></Time>`;
    expect(await outcome({ algorithm: TOTP, data })).toMatchObject({ warning: "time_origin_not_zero" });
  });

  it.each([
    ["an unknown element", "<OnWeekdays/>"],
    ["an element of another name space", '<x:Foo xmlns:x="urn:x"/>'],
    ["an unknown attribute of PINPolicy", '<PINPolicy PINUsageMode="Local" OnWeekDaysOnly="true"/>'],
    ["an element in PINPolicy", "<PINPolicy><Foo/></PINPolicy>"],
    ["a PIN in front of the code", '<PINPolicy PINUsageMode="Prepend"/>'],
    ["a usage without OTP", "<KeyUsage>Encrypt</KeyUsage>"],
    ["a date that is none", "<ExpiryDate>soon</ExpiryDate>"],
  ])("%s in Policy forbids the use of the key", async (_case, content) => {
    expect(await outcome(policy(content))).toBe("unsupported_policy");
  });

  it("a policy that can be kept does not stand in the way", async () => {
    const known = `<StartDate>2020-01-01T00:00:00+01:00</StartDate><KeyUsage>CR</KeyUsage><KeyUsage>OTP</KeyUsage>
      <PINPolicy PINKeyId="1" PINUsageMode="Local" MinLength="4" MaxLength="4" PINEncoding="DECIMAL"/>`;
    expect(await outcome(policy(known))).toMatchObject({ serial: "TOKEN-1" });
    expect(await outcome(policy("<NumberOfTransactions>9</NumberOfTransactions>"))).toMatchObject({
      warning: "usage_limit_not_enforced",
    });
  });

  it.each([
    ["an OCRA key", { algorithm: "urn:ietf:params:xml:ns:keyprov:pskc:ocra" }, "unsupported_type"],
    ["five digits", { format: '<ResponseFormat Length="5" Encoding="DECIMAL"/>' }, "bad_digits"],
    [
      "a hexadecimal response",
      { format: '<ResponseFormat Length="6" Encoding="HEXADECIMAL"/>' },
      "bad_digits",
    ],
    [
      "a check digit behind the code",
      { format: '<ResponseFormat Length="6" Encoding="DECIMAL" CheckDigits="true"/>' },
      "bad_digits",
    ],
    ["no secret", { data: "" }, "missing_secret"],
    [
      "a secret that is no base64",
      { data: "<Secret><PlainValue>a*b=</PlainValue></Secret>" },
      "bad_secret_encoding",
    ],
    ["a secret of 9 bytes", { data: secretElement(Buffer.alloc(9, 1)) }, "secret_too_short"],
    ["a secret of 129 bytes", { data: secretElement(Buffer.alloc(129, 1)) }, "secret_too_long"],
    ["a serial with a space", { serial: "A B" }, "bad_serial"],
    ["an empty serial", { serial: " " }, "missing_serial"],
    ["a user with a control character", { rest: "<UserId>a&#x9;b</UserId>" }, "bad_user"],
    ["a manufacturer of 300 letters", { rest: `<Issuer>${"x".repeat(300)}</Issuer>` }, "bad_payload"],
  ])("%s refuses its row", async (_case, parts, error) => {
    expect(await outcome(parts)).toBe(error);
  });

  it("a period outside 10 to 300 seconds refuses its row", async () => {
    const data = `${secretElement(SECRET)}<TimeInterval><PlainValue>9</PlainValue></TimeInterval>`;
    expect(await outcome({ algorithm: TOTP, data })).toBe("bad_period");
  });

  it("white space round every value is nothing", async () => {
    const data = `<Secret><PlainValue>\n  MTIzNDU2Nzg5\n\t MDEyMzQ1Njc4OTA=\n </PlainValue></Secret>`;
    expect(await outcome({ data, serial: "\n TOKEN-1 \n" })).toMatchObject({
      serial: "TOKEN-1",
      secretHex: SECRET_HEX,
    });
  });

  it("serials are the same without regard to case, and a shared secret is remarked on for both", async () => {
    const other = { data: secretElement(Buffer.from(OTHER_HEX, "hex")) };
    const report = await readText(
      container(
        keyPackage({ serial: "abc" }) +
          keyPackage({ serial: "ABC", ...other }) +
          keyPackage({ serial: "abd" }) +
          keyPackage({ serial: "abe", ...other }),
      ),
    );
    expect(refusals(report)).toEqual(["2:duplicate_serial"]);
    expect(report.tokens.map(({ serial, warning }) => [serial, warning])).toEqual([
      ["abc", "duplicate_secret"],
      ["abd", "duplicate_secret"],
      ["abe", undefined],
    ]);
  });
});

describe("PSKC files of Yubico's personalization tool", () => {
  const yubico = (slot: string, key: string, algorithm: string, length: number, rest = ""): string =>
    `<KeyPackage><DeviceInfo><Manufacturer>Yubico</Manufacturer><SerialNo>508326</SerialNo></DeviceInfo>
    <CryptoModuleInfo><Id>${slot}</Id></CryptoModuleInfo><Key Id="${key}" Algorithm="${algorithm}">
    <AlgorithmParameters><ResponseFormat Length="${length}" Encoding="${rest ? "ALPHANUMERIC" : "DECIMAL"}"/>
    </AlgorithmParameters><Data>${secretElement(Buffer.alloc(rest ? 16 : 20, length))}</Data>${rest}</Key></KeyPackage>`;
  const AES = "http://www.yubico.com/#yubikey-aes";
  const HOTP = "urn:ietf:params:xml:ns:keyprov:pskc:hotp";

  it("the two slots of one key are two tokens, and the id that a slot types does not count as digits", async () => {
    const report = await readText(
      container(
        yubico("1", "508326:1", AES, 44, "<UserId>CN=ekhgjhbctrgn, UID=ca62baca62ba</UserId>") +
          yubico("2", "ubhe00508326", HOTP, 18),
      ),
    );
    expect(report).toMatchObject({
      tokens: [
        {
          serial: "508326:1",
          slot: 1,
          type: "yubico-otp",
          publicId: "ekhgjhbctrgn",
          privateIdHex: "ca62baca62ba",
        },
        { serial: "508326:2", slot: 2, type: "hotp", digits: 6, tokenId: "ubhe00508326" },
      ],
      rowErrors: [],
    });
    expect(report.tokens[0]).not.toHaveProperty("user");
  });

  it("an HOTP slot without an id is told by serial:slot", async () => {
    const report = await readText(container(yubico("1", "508326:1", HOTP, 8)));
    expect(report.tokens).toMatchObject([{ serial: "508326:1", digits: 8, slot: 1 }]);
    expect(report.tokens[0]).not.toHaveProperty("tokenId");
  });

  it.each([
    ["CN=ekhgjhbctrgz, UID=ca62baca62ba", "bad_public_id"],
    ["CN=ekhgjhbctrgn, UID=ca62baca62", "bad_private_id"],
    ["UID=", "bad_private_id"],
  ])("ids that are none (%s) refuse their row", async (user, error) => {
    const report = await readText(container(yubico("1", "508326:1", AES, 44, `<UserId>${user}</UserId>`)));
    expect(report.rowErrors).toEqual([{ row: 1, error, serial: "508326:1" }]);
  });
});
