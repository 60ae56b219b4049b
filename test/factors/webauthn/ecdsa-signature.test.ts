import { sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkEcdsaSignature } from "../../../server/factors/webauthn/ecdsa-signature.js";
import { WebAuthnRefusal } from "../../../server/factors/webauthn/refusal.js";
import { newEcKeys } from "../../support/certificates.js";

describe("every signature that OpenSSL makes is DER", () => {
  it.each(["P-256", "P-384", "P-521"])("on %s", (curve) => {
    const { privateKey } = newEcKeys(curve);
    for (let round = 0; round < 100; round += 1) {
      const signature = sign("sha256", Buffer.from([round]), privateKey);
      expect(() => checkEcdsaSignature(signature)).not.toThrow();
    }
  });
});

describe("a signature that is not the one DER encoding of two positive integers is refused", () => {
  it.each([
    ["nothing", ""],
    ["bytes after the sequence", "300602010102010100"],
    ["bytes after the integers", "30080201010201010000"],
    ["a third integer", "3009020101020101020101"],
    ["one integer only", "3003020101"],
    ["another tag outside", "3106020101020101"],
    ["another tag inside", "3006020101030101"],
    ["a sequence that is cut short", "30060201010201"],
    ["an integer that reaches too far", "3006020101020201"],
    ["a long length where the short form fits", "308106020101020101"],
    ["an indefinite length", "30800201010201010000"],
    ["an empty integer", "30050200020101"],
    ["zero", "3006020100020101"],
    ["a negative integer", "3006020181020101"],
    ["an integer with a needless zero", "300702020001020101"],
  ])("%s", (_what, hex) => {
    expect(() => checkEcdsaSignature(Buffer.from(hex, "hex"))).toThrow(WebAuthnRefusal);
  });
});
