import { describe, expect, it } from "vitest";
import { OTHER_HEX, readText, refusals, SECRET_HEX } from "./support.js";

const AES_HEX = "a47c5bf9c152202f577be6721c0113af";

describe("Yubico's seven columns", () => {
  const OTP = `508328,cccccccccccc,83cebdfb7b93,${AES_HEX},,2013-12-12T08:43:17,`;
  const MOVING = `508327,,16,${SECRET_HEX},,2013-12-12T08:41:07,`;

  it("a Yubico OTP row needs no choice, and a zero access code is none", async () => {
    const expected = {
      row: 1,
      serial: "508328",
      type: "yubico-otp",
      publicId: "cccccccccccc",
      privateIdHex: "83cebdfb7b93",
      secretHex: AES_HEX,
    };
    expect(await readText(OTP)).toEqual({ tokens: [expected], rowErrors: [], fileError: null });
    expect((await readText(OTP.replace(",,", ",000000000000,"))).tokens).toEqual([expected]);
    expect((await readText(OTP.replace(",,", ",0000000000AB,"))).tokens).toEqual([
      { ...expected, accessCodeHex: "0000000000ab" },
    ]);
  });

  it("a private id of decimal digits is not taken for a counter", async () => {
    expect((await readText(OTP.replace("83cebdfb7b93", "123456789012"))).tokens).toMatchObject([
      { type: "yubico-otp", privateIdHex: "123456789012" },
    ]);
  });

  it("a row that may be HOTP or HMAC is refused until the importer says what it is", async () => {
    expect(refusals(await readText(MOVING))).toEqual(["1:unsupported_type"]);
    const read = async (tokenType: "hotp-6" | "hotp-8" | "totp-8" | "hmac") =>
      (await readText(MOVING, { tokenType })).tokens;
    expect(await read("hotp-6")).toMatchObject([{ type: "hotp", digits: 6, counter: 16 }]);
    expect(await read("hotp-8")).toMatchObject([{ type: "hotp", digits: 8 }]);
    expect(await read("totp-8")).toMatchObject([{ type: "totp", digits: 8, period: 30 }]);
    expect(await read("hmac")).toEqual([
      { row: 1, serial: "508327", type: "hmac", algorithm: "SHA1", secretHex: SECRET_HEX },
    ]);
  });

  it("each wrong row is refused by its own code", async () => {
    const file = [
      OTP,
      `1,,,${AES_HEX},,2013-12-12T08:44:34,`,
      `2,cccccccccccz,83cebdfb7b93,${AES_HEX},,2013-12-12T08:43:17,`,
      `3,cccccccccccc,83cebdfb7bzz,${AES_HEX},,2013-12-12T08:43:17,`,
      `4,cccccccccccc,83cebdfb7b93,${SECRET_HEX},,2013-12-12T08:43:17,`,
      "5,cccccccccccc,83cebdfb7b93,,,2013-12-12T08:43:17,",
      `6,cccccccccccc,83cebdfb7b93,${AES_HEX},12,2013-12-12T08:43:17,`,
      "7,cccccccccccc",
      `,cccccccccccc,83cebdfb7b93,${AES_HEX},,2013-12-12T08:43:17,`,
    ].join("\n");
    expect(refusals(await readText(file))).toEqual([
      "2:unsupported_type",
      "3:bad_public_id",
      "4:bad_private_id",
      "5:bad_secret_length",
      "6:missing_secret",
      "7:bad_payload",
      "8:column_count",
      "9:missing_serial",
    ]);
  });
});

describe("Yubico's traditional log", () => {
  const HOTP = `OATH-HOTP,11.12.13 18:55,2,ubheccgcjedh,,${SECRET_HEX},,,0,1,0,6,32,0,0,0,0,0`;
  const OTP = `Yubico OTP,11.12.13 18:56,1,vvgutbiedkvi,ab86c04de6a3,${AES_HEX},,010203040506,0,0,0,0,0,0,0,0,0,1`;

  it("an HOTP slot has as its serial what it types, not the modhex of the log", async () => {
    expect(await readText(`LOGGING START,11.12.13 18:55\n${HOTP}\n${OTP}`)).toEqual({
      tokens: [
        {
          row: 2,
          serial: "ubhe00508326",
          type: "hotp",
          digits: 6,
          algorithm: "SHA1",
          counter: 32,
          slot: 2,
          publicId: "ubheccgcjedh",
          tokenId: "ubhe00508326",
          secretHex: SECRET_HEX,
        },
        {
          row: 3,
          serial: "vvgutbiedkvi",
          type: "yubico-otp",
          slot: 1,
          publicId: "vvgutbiedkvi",
          privateIdHex: "ab86c04de6a3",
          accessCodeHex: "010203040506",
          secretHex: AES_HEX,
        },
      ],
      rowErrors: [],
      fileError: null,
    });
  });

  it.each([
    ["0,0,0", "e1630050832" + "6"],
    ["1,0,0", "ub" + "6300508326"],
    ["0,0,1", "ubheccgcjedh"],
  ])("the flags %s say how much of the id is typed in modhex", async (flags, tokenId) => {
    expect((await readText(HOTP.replace("0,1,0", flags))).tokens).toMatchObject([
      { tokenId, serial: tokenId },
    ]);
  });

  it("commas in a localized timestamp do not shift the columns", async () => {
    const file = HOTP.replace("11.12.13 18:55", "Wed, Dec 11, 2013 6:55 PM");
    expect((await readText(file)).tokens).toMatchObject([{ serial: "ubhe00508326", counter: 32, slot: 2 }]);
  });

  it("a timestamp in an old one-byte encoding does no harm", async () => {
    const { readSeedFile } = await import("../../../tokens/seeds/index.js");
    const bytes = Buffer.from(HOTP.replace("11.12.13", "11. M\u00e4r. 13"), "latin1");
    expect((await readSeedFile(bytes)).tokens).toMatchObject([{ serial: "ubhe00508326" }]);
  });

  it("each wrong row is refused by its own code", async () => {
    const file = [
      OTP,
      `Static Password,11.12.13 19:08,1,,d5a3d50327dc,${AES_HEX},,,0,0,0,0,0,0,0,0,0,0`,
      HOTP.replace("ubheccgcjedh", ""),
      HOTP.replace("ubheccgcjedh", "ubheccgcjeda"),
      HOTP.replace(",6,32,", ",0,32,"),
      HOTP.replace(",6,32,", ",6,x,"),
      HOTP.replace(",2,ubhe", ",3,ubhe"),
      HOTP.replace(SECRET_HEX, ""),
      HOTP.replace(SECRET_HEX, "xyz"),
      OTP.replace("ab86c04de6a3", ""),
      "OATH-HOTP,11.12.13 18:55,1",
      `Challenge-Response: HMAC-SHA1,11.12.13 18:55,1,,,${OTHER_HEX},,,0,0,0,0,0,0,0,0,1,1`,
    ].join("\n");
    const report = await readText(file);
    expect(refusals(report)).toEqual([
      "2:unsupported_type",
      "3:missing_serial",
      "4:bad_public_id",
      "5:bad_digits",
      "6:bad_counter",
      "7:bad_payload",
      "8:missing_secret",
      "9:bad_secret_encoding",
      "10:bad_private_id",
      "11:column_count",
      "12:missing_serial",
    ]);
    expect(JSON.stringify(report.rowErrors)).not.toContain(SECRET_HEX);
  });
});
