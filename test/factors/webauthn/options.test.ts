import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decoyCredentials } from "../../../server/factors/webauthn/decoy-credentials.js";
import { assertionOptions, creationOptions } from "../../../server/factors/webauthn/options.js";

const hash = (key: string) => (message: string) => createHmac("sha256", key).update(message).digest();
const names = Array.from({ length: 200 }, (_, index) => `user${index}`);

describe("creation options", () => {
  const options = creationOptions({
    rpId: "example.org",
    rpName: "Example",
    user: { handle: "aGFuZGxl", name: "ada", displayName: "Ada" },
    challenge: "Y2hhbGxlbmdl",
    excludeCredentials: [{ id: "AAAA", transports: ["usb"] }],
    userVerification: "preferred",
    attestation: "direct",
    timeoutMs: 300_000,
    hints: ["security-key"],
  });

  it("say everything that WebAuthn section 5.4 knows, and algorithms that no upgrade changes", () => {
    expect(options).toEqual({
      rp: { id: "example.org", name: "Example" },
      user: { id: "aGFuZGxl", name: "ada", displayName: "Ada" },
      challenge: "Y2hhbGxlbmdl",
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ alg, type: "public-key" })),
      timeout: 300_000,
      excludeCredentials: [{ id: "AAAA", type: "public-key", transports: ["usb"] }],
      authenticatorSelection: {
        residentKey: "preferred",
        requireResidentKey: false,
        userVerification: "preferred",
      },
      hints: ["security-key"],
      attestation: "direct",
      attestationFormats: ["packed", "fido-u2f", "tpm", "apple", "none"],
      extensions: { credProps: true },
    });
  });
});

describe("request options", () => {
  const request = {
    rpId: "example.org",
    challenge: "Y2hhbGxlbmdl",
    userVerification: "required",
    timeoutMs: 1000,
  } as const;

  it("name the allowed credentials with their transports, and hints", () => {
    const allowCredentials = [
      { id: "AAAA", transports: ["usb"] },
      { id: "BBBB", transports: [] },
    ];
    expect(assertionOptions({ ...request, allowCredentials, hints: ["security-key"] })).toEqual({
      rpId: "example.org",
      challenge: "Y2hhbGxlbmdl",
      allowCredentials: [
        { id: "AAAA", type: "public-key", transports: ["usb"] },
        { id: "BBBB", type: "public-key" },
      ],
      timeout: 1000,
      userVerification: "required",
      hints: ["security-key"],
    });
  });

  it("name no credential where the user is not known yet", () => {
    expect(assertionOptions({ ...request, allowCredentials: [] }).allowCredentials).toEqual([]);
  });
});

describe("decoy credentials (section 14.6.2)", () => {
  it("are the same each time for a key and a name", () => {
    for (const name of names) {
      expect(decoyCredentials(hash("key"), name)).toEqual(decoyCredentials(hash("key"), name));
    }
  });

  it("differ for other names and other keys, and no two ids are equal", () => {
    const ids = names.flatMap((name) => decoyCredentials(hash("key"), name).map(({ id }) => id));
    const otherIds = names.flatMap((name) => decoyCredentials(hash("other"), name).map(({ id }) => id));
    expect(new Set([...ids, ...otherIds]).size).toBe(ids.length + otherIds.length);
  });

  it("look like real ones: one or two, of usual lengths, with transports", () => {
    const decoys = names.map((name) => decoyCredentials(hash("key"), name));
    expect(new Set(decoys.map(({ length }) => length))).toEqual(new Set([1, 2]));
    for (const { id, transports } of decoys.flat()) {
      expect([16, 20, 32, 48, 64]).toContain(Buffer.from(id, "base64url").length);
      expect(transports.length).toBeGreaterThan(0);
      expect(transports).toEqual([...transports].sort());
    }
  });

  it("do not repeat their own bytes", () => {
    for (const { id } of names.flatMap((name) => decoyCredentials(hash("key"), name))) {
      const bytes = Buffer.from(id, "base64url");
      expect(bytes.subarray(0, 8).equals(bytes.subarray(-8))).toBe(false);
    }
  });
});
