import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parseAttestationRoots } from "../../../server/factors/webauthn/attestation-roots.js";
import { verifyRegistration } from "../../../server/factors/webauthn/registration.js";
import type { AuthenticatorSettings } from "../../support/authenticator.js";
import { type CborValue, encodeCbor } from "../../support/cbor.js";
import { issueCertificate, newCertificateAuthority, newEcKeys } from "../../support/certificates.js";
import { expectRegistrationRefused, registrationCeremony } from "./ceremony.js";

const PACKED = { attestation: "packed" } as const;
const SELF = { attestation: "packed-self" } as const;
const U2F = { attestation: "fido-u2f" } as const;

type Statement = Map<string, CborValue>;
const withEntry = (key: string, value: CborValue) => (statement: Statement) =>
  new Map(statement).set(key, value);
const append = (byte: number) => (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([byte])]);

/** expectStatementRefused registers and expects the attestation statement to be refused. */
function expectStatementRefused(tweaks: object, settings: Partial<AuthenticatorSettings>) {
  return expectRegistrationRefused("attestation_statement", tweaks, settings);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("an attestation object is refused (section 7.1 step 13)", () => {
  it("R-ao-tail: if bytes follow it", () =>
    expectRegistrationRefused("malformed", { attestationObject: append(0) }));

  it("R-ao-cut: if it ends too early, wherever that is", async () => {
    for (const missing of [1, 2, 33, 77, 100, 150]) {
      await expectRegistrationRefused("malformed", {
        attestationObject: (bytes) => bytes.subarray(0, -missing),
      });
    }
  });

  it("R-ao-stmt-array: if the statement is an array", () =>
    expectRegistrationRefused("malformed", { statement: () => [] }));

  it("if it is no map, or lacks a member", async () => {
    await expectRegistrationRefused("malformed", { attestationObject: () => encodeCbor([]) });
    await expectRegistrationRefused("malformed", { attestationObject: () => encodeCbor(new Map()) });
    const whole = new Map<string, CborValue>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", Buffer.alloc(37)],
    ]);
    for (const member of whole.keys()) {
      const object = encodeCbor(new Map(whole).set(member, 1));
      await expectRegistrationRefused("malformed", { attestationObject: () => object });
    }
  });
});

describe("an attestation format is refused (section 7.1 step 21)", () => {
  it.each(["android-key", "android-safetynet", "compound", "Packed", "", "__proto__"])(
    "if it is %j",
    (format) =>
      expectRegistrationRefused("attestation_format", {
        attestationObject: (bytes) => {
          const rest = bytes.subarray(bytes.indexOf("attStmt") - 1);
          return Buffer.concat([Buffer.from([0xa3]), encodeCbor("fmt"), encodeCbor(format), rest]);
        },
      }),
  );
});

describe("no attestation (section 8.7)", () => {
  it("is refused if the statement says something", () =>
    expectStatementRefused({ statement: withEntry("alg", -7) }, {}));
});

describe("self attestation (section 8.2)", () => {
  it.each(["ES256", "EdDSA", "RS256"] as const)(
    "of an %s key is accepted and proves no model",
    async (algorithm) => {
      const { attestation } = await verifyRegistration(registrationCeremony({ ...SELF, algorithm }));
      expect(attestation).toEqual({ format: "packed", type: "self", verified: false });
    },
  );

  it("R-self-alg-mismatch: is refused with another algorithm than the credential's", async () => {
    await expectStatementRefused({ statement: withEntry("alg", -257) }, SELF);
    await expectStatementRefused({ statement: withEntry("alg", -35) }, SELF);
  });

  it("R-self-ecdaa: is refused with an ECDAA key", () =>
    expectStatementRefused({ statement: withEntry("ecdaaKeyId", Buffer.alloc(8)) }, SELF));

  it("is refused with a wrong signature", () =>
    expectStatementRefused({ statement: withEntry("alg", -8) }, { ...SELF, algorithm: "ES256" }));

  it("is refused with bytes after the signature", () =>
    expectRegistrationRefused("signature", { signature: append(0) }, SELF));

  it("is refused without a signature", () =>
    expectStatementRefused({ statement: () => new Map([["alg", -7]]) }, SELF));
});

describe("packed attestation with a certificate (section 8.2)", () => {
  it("R-pk-alg-mismatch: is refused if the key does not fit the algorithm", async () => {
    await expectStatementRefused({ statement: withEntry("alg", -257) }, PACKED);
    await expectStatementRefused({ statement: withEntry("alg", -8) }, PACKED);
    await expectStatementRefused({ statement: withEntry("alg", "ES256") }, PACKED);
  });

  it.each(["A1", "aa", "D"])("R-pk-leaf-badc: is refused if the certificate's country is %s", (country) => {
    const subject = [
      ["C", country],
      ["O", "Latchkey tests"],
      ["OU", "Authenticator Attestation"],
      ["CN", "Test authenticator"],
    ] as const;
    return expectStatementRefused({}, { ...PACKED, certificate: issueCertificate({ subject }) });
  });

  it("is refused without a country or with another organisational unit", async () => {
    const other = [
      ["C", "AA"],
      ["O", "Latchkey tests"],
      ["OU", "Something else"],
      ["CN", "Test authenticator"],
    ] as const;
    await expectStatementRefused({}, { ...PACKED, certificate: issueCertificate({ subject: other }) });
    const { certificate } = { certificate: issueCertificate({ subject: other.slice(1) }) };
    await expectStatementRefused({}, { ...PACKED, certificate });
  });

  it("is refused if the certificate is of version 1, or a certificate authority", async () => {
    await expectStatementRefused({}, { ...PACKED, certificate: issueCertificate({ version: 1 }) });
    await expectStatementRefused({}, { ...PACKED, certificate: issueCertificate({ ca: true }) });
  });

  it("is refused if the certificate is of another AAGUID", async () => {
    const certificate = issueCertificate({ aaguid: Buffer.alloc(16, 1) });
    await expectStatementRefused({}, { ...PACKED, certificate, aaguid: Buffer.alloc(16, 2) });
    const ceremony = registrationCeremony({ ...PACKED, certificate, aaguid: Buffer.alloc(16, 1) });
    await expect(verifyRegistration(ceremony)).resolves.toBeDefined();
  });

  it.each([
    ["empty", []],
    ["no list", "x5c"],
    ["a list of text", ["x5c"]],
    ["a list of garbage", [Buffer.from("garbage")]],
    ["too long a list", Array.from({ length: 9 }, () => issueCertificate().der)],
  ])("is refused if x5c is %s", (_what, x5c) =>
    expectStatementRefused({ statement: withEntry("x5c", x5c) }, PACKED),
  );

  it("is refused with bytes after the signature, or a wrong one", async () => {
    await expectRegistrationRefused("signature", { signature: append(0) }, PACKED);
    const other = issueCertificate();
    await expectStatementRefused({ statement: withEntry("x5c", [other.der]) }, PACKED);
  });

  it("is refused with bytes after a certificate", () => {
    const certificate = issueCertificate();
    const statement = withEntry("x5c", [append(0)(certificate.der)]);
    return expectStatementRefused({ statement }, { ...PACKED, certificate });
  });

  it("may be signed with an RSA key, but not with one so long that it only costs time", async () => {
    const certified = (modulusLength: number) =>
      issueCertificate({ keys: generateKeyPairSync("rsa", { modulusLength }) }, newCertificateAuthority());
    const statement = withEntry("alg", -257);
    const good = registrationCeremony({ ...PACKED, certificate: certified(2048) }, { statement });
    await expect(verifyRegistration(good)).resolves.toMatchObject({ attestation: { type: "certified" } });
    await expectStatementRefused({ statement }, { ...PACKED, certificate: certified(4104) });
  }, 60_000);
});

describe("U2F attestation (section 8.6)", () => {
  it("is accepted", async () => {
    const { attestation } = await verifyRegistration(registrationCeremony(U2F));
    expect(attestation).toEqual({ format: "fido-u2f", type: "certified", verified: false });
  });

  it("R-u2f-p384leaf: is refused if the certificate is not on P-256", () =>
    expectStatementRefused(
      {},
      { ...U2F, certificate: issueCertificate({ keys: newEcKeys("P-384") }, newCertificateAuthority()) },
    ));

  it("is refused with two certificates", () =>
    expectStatementRefused({}, { ...U2F, chain: [newCertificateAuthority()] }));

  it("is refused with an AAGUID", () => expectStatementRefused({}, { ...U2F, aaguid: Buffer.alloc(16, 1) }));

  it("is refused for a credential that is not ES256", () =>
    expectStatementRefused({}, { ...U2F, algorithm: "EdDSA" }));

  it("is refused with bytes after the signature", () =>
    expectRegistrationRefused("signature", { signature: append(0) }, U2F));
});

describe("nothing is ever fetched", () => {
  it("not even a revocation list that a trusted chain names", async () => {
    const fetch = vi.fn(() => Promise.reject(new Error("no network")));
    vi.stubGlobal("fetch", fetch);
    const crlUrl = "http://127.0.0.1:9/list.crl";
    const root = newCertificateAuthority("Root", { crlUrl });
    const attestationRoots = parseAttestationRoots(root.pem);
    for (const settings of [PACKED, U2F]) {
      const certificate = issueCertificate({ crlUrl }, root);
      const ceremony = registrationCeremony({ ...settings, certificate });
      const { attestation } = await verifyRegistration({ ...ceremony, attestationRoots });
      expect(attestation.verified).toBe(true);
    }
    expect(fetch).not.toHaveBeenCalled();
  });
});
