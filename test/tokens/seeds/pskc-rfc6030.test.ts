import { describe, expect, it } from "vitest";
import { readSeedFile } from "../../../tokens/seeds/index.js";
import { refusals, SECRET_HEX, vector } from "./support.js";

const HOTP8 = { type: "hotp", digits: 8, algorithm: "SHA1", counter: 0, secretHex: SECRET_HEX };

describe("the figures of RFC 6030", () => {
  it("figure 2: a key without a device has no serial and is refused by row", async () => {
    expect(await readSeedFile(vector("rfc6030-figure2.xml"))).toEqual({
      tokens: [],
      rowErrors: [{ row: 1, error: "missing_serial" }],
      fileError: null,
    });
  });

  it("figure 3: a plain HOTP key with its user", async () => {
    expect(await readSeedFile(vector("rfc6030-figure3.xml"))).toEqual({
      tokens: [
        {
          row: 1,
          serial: "987654321",
          manufacturer: "Manufacturer",
          issuer: "Issuer",
          user: "UID=jsmith,DC=example-bank,DC=net",
          ...HOTP8,
        },
      ],
      rowErrors: [],
      fileError: null,
    });
  });

  it("figure 4: a key that would have to be derived from a shared profile has no secret", async () => {
    expect(refusals(await readSeedFile(vector("rfc6030-figure4.xml")))).toEqual(["1:missing_secret"]);
  });

  it("figure 5: the PIN beside an OTP key is neither a token nor an error", async () => {
    const report = await readSeedFile(vector("rfc6030-figure5.xml"));
    expect(report.tokens).toMatchObject([{ row: 1, serial: "987654321", ...HOTP8 }]);
    expect(report.rowErrors).toEqual([]);
  });

  it("figure 6: AES-128-CBC with a pre-shared key", async () => {
    const presharedKeyHex = "12345678901234567890123456789012";
    const report = await readSeedFile(vector("rfc6030-figure6.xml"), { presharedKeyHex });
    expect(report).toMatchObject({
      tokens: [{ serial: "987654321", ...HOTP8 }],
      rowErrors: [],
      fileError: null,
    });
  });

  it("figure 7: a key derived from a password, parameters without a name space, another prefix", async () => {
    const report = await readSeedFile(vector("rfc6030-figure7.xml"), { password: "qwerty" });
    expect(report.tokens).toMatchObject([{ serial: "987654321", manufacturer: "TokenVendorAcme", ...HOTP8 }]);
  });

  it("figure 8: a key encrypted to a certificate is a cipher that is not read", async () => {
    expect(await readSeedFile(vector("rfc6030-figure8.xml"))).toEqual({
      tokens: [],
      rowErrors: [],
      fileError: "unsupported_cipher",
    });
  });

  it("figure 9: a signature does not stand in the way", async () => {
    const report = await readSeedFile(vector("rfc6030-figure9.xml"));
    expect(report.tokens).toMatchObject([{ serial: "0755225266", ...HOTP8, digits: 6 }]);
  });

  it("figure 10: four packages, of which the second with the same serial is refused", async () => {
    const report = await readSeedFile(vector("rfc6030-figure10.xml"), {
      now: new Date("2006-05-15T00:00:00Z"),
    });
    expect(report.tokens).toMatchObject([
      { row: 1, serial: "654321", ...HOTP8, warning: "duplicate_secret" },
      { row: 2, serial: "123456", ...HOTP8, warning: "duplicate_secret" },
      { row: 3, serial: "9999999", ...HOTP8, warning: "expired, duplicate_secret" },
    ]);
    expect(report.rowErrors).toEqual([{ row: 4, error: "duplicate_serial", serial: "9999999" }]);
  });
});
