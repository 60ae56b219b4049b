import { describe, expect, it } from "vitest";
import { readCode } from "../../client/ui/code.js";
import { readAnswer } from "../../client/ui/code-kinds.js";

describe("readCode", () => {
  it("takes six to ten digits and drops the spaces that apps show", () => {
    expect(readCode("123456", "digits")).toBe("123456");
    expect(readCode(" 123 456\u00a0", "digits")).toBe("123456");
    expect(readCode("12 34 56 78 90", "digits")).toBe("1234567890");
  });

  it("refuses what cannot be a code, so that a slip of the finger costs no attempt", () => {
    for (const typed of ["", "12345", "12345678901", "12345a", "１２３４５６"]) {
      expect(readCode(typed, "digits"), typed).toBeNull();
    }
  });

  it("takes a recovery key with whatever dashes and spaces it was copied with", () => {
    expect(readCode("7kqf-m2xw – 9rht", "recovery")).toBe("7kqfm2xw9rht");
    expect(readCode("7kqf", "recovery")).toBeNull();
  });

  it("takes what a YubiKey types, and nothing else, where its one-time password is asked for", () => {
    expect(readCode("cccccccccccccbcdefghijklnrtuvcbdefghijklnrtu", "modhex")).toHaveLength(44);
    expect(readCode("123456", "modhex")).toBeNull();
  });

  it("takes the code of a counting token, also with the id that a YubiKey types before it", () => {
    expect(readCode("755 224", "token")).toBe("755224");
    expect(readCode("ubhe00508326755224", "token")).toBe("ubhe00508326755224");
    expect(readCode("ubheccgcjedh755224", "token")).toBe("ubheccgcjedh755224");
    expect(readCode("ubhe755224", "token")).toBeNull();
  });
});

describe("readAnswer", () => {
  const tap = "cccccccccccccbcdefghijklnrtuvcbdefghijklnrtu";

  it("knows a YubiKey's tap in whichever field it was typed, where its factor is offered", () => {
    expect(readAnswer(tap, "totp", ["totp", "yubico-otp", "recovery-key"])).toEqual({
      factor: "yubico-otp",
      code: tap,
    });
    expect(readAnswer("ubhe00508326755224", "totp", ["totp", "hotp"])?.factor).toBe("hotp");
    expect(readAnswer(tap, "totp", ["totp"])).toBeNull();
  });

  it("takes what fits the field that is shown as an answer to that", () => {
    expect(readAnswer("755224", "totp", ["hotp", "totp"])).toEqual({ factor: "totp", code: "755224" });
    expect(readAnswer("nothing", "totp", ["totp", "hotp", "yubico-otp"])).toBeNull();
  });
});
