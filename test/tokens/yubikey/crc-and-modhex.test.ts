import { expect, it } from "vitest";
import { CRC_RESIDUE, crc16 } from "../../../tokens/yubikey/crc16.js";
import { modhexDecode, modhexEncode } from "../../../tokens/yubikey/modhex.js";

it("computes the CRC of yubico-c's self-test", () => {
  expect(crc16(Uint8Array.of(0, 1, 2, 3, 4))).toBe(62919);
});

it("gives the residue over data and its inverted CRC", () => {
  const data = Buffer.from("any data at all");
  const crc = crc16(data) ^ 0xffff;
  expect(crc16(Uint8Array.of(...data, crc & 0xff, crc >>> 8))).toBe(CRC_RESIDUE);
});

it("writes and reads modhex as yubico-c's self-test does, and refuses other text", () => {
  expect(modhexEncode(Buffer.from("test"))).toBe("ifhgieif");
  expect(Buffer.from(modhexDecode("ifhgieif") ?? []).toString()).toBe("test");
  for (const text of ["ifh", "IFHGIEIF", "ifhgieia", "e1"]) expect(modhexDecode(text)).toBeNull();
});
