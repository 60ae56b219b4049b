import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifyRegistration } from "../../../server/factors/webauthn/registration.js";
import type { CborValue } from "../../support/cbor.js";
import { newEcKeys } from "../../support/certificates.js";
import { expectRefusal, expectRegistrationRefused, registrationCeremony } from "./ceremony.js";

type KeyMap = Map<number, CborValue>;

/** changed gives a copy of the key with some labels set; `undefined` removes one. */
const changed = (changes: readonly (readonly [number, CborValue | undefined])[]) => (key: KeyMap) => {
  const copy = new Map(key);
  for (const [label, value] of changes) value === undefined ? copy.delete(label) : copy.set(label, value);
  return copy;
};

/** coordinates gives x and y of a new key on a curve. */
function coordinates(curve: string): [number, CborValue][] {
  const { x = "", y = "" } = newEcKeys(curve).publicKey.export({ format: "jwk" });
  return [
    [-2, Buffer.from(x, "base64url")],
    [-3, Buffer.from(y, "base64url")],
  ];
}

describe("a credential key that could never be used is refused although `none` attestation never uses it", () => {
  it("R-key-alg: no algorithm", () =>
    expectRegistrationRefused("public_key", { coseKey: changed([[3, undefined]]) }));

  it("R-key-alg-vs-kty: RS256 for an EC key", () =>
    expectRegistrationRefused("public_key", { coseKey: changed([[3, -257]]) }));

  it("R-key-kty: an octet key pair that claims ES256", () =>
    expectRegistrationRefused("public_key", { coseKey: changed([[1, 1]]) }));

  it("R-key-crv-p384: ES256 over P-384", () =>
    expectRegistrationRefused("public_key", { coseKey: changed([[-1, 2], ...coordinates("P-384")]) }));

  it("R-key-crv-secp: ES256 over secp256k1", () =>
    expectRegistrationRefused("public_key", { coseKey: changed([[-1, 8], ...coordinates("secp256k1")]) }));

  it("R-key-crv: a point of P-256 that claims another curve", () =>
    expectRegistrationRefused("public_key", { coseKey: changed([[-1, 8]]) }));

  it("RSA without a modulus or an exponent", async () => {
    for (const label of [-1, -2]) {
      const coseKey = changed([
        [label, undefined],
        [4, 1],
      ]);
      await expectRegistrationRefused("public_key", { coseKey }, { algorithm: "RS256" });
    }
  });

  it("R-key-nox: no x", () =>
    expectRegistrationRefused("public_key", { coseKey: changed([[-2, undefined]]) }));

  it("R-key-shortx: x of 31 bytes", () =>
    expectRegistrationRefused("public_key", { coseKey: changed([[-2, Buffer.alloc(31, 1)]]) }));

  it("R-key-offcurve: a point beside the curve", () =>
    expectRegistrationRefused("public_key", { coseKey: changed([[-2, Buffer.alloc(32, 1)]]) }));

  it("R-key-private: the private part beside the public one", () =>
    expectRegistrationRefused("public_key", { coseKey: changed([[-4, Buffer.alloc(32, 1)]]) }));

  it("a compressed point", () => expectRegistrationRefused("public_key", { coseKey: changed([[-3, true]]) }));

  it("an array instead of a map", () => expectRegistrationRefused("malformed", { coseKey: () => [1, 2] }));

  it.each([512, 1024])("R-key-rsa512: RSA of %i bits", (modulusLength) => {
    const { n = "" } = generateKeyPairSync("rsa", { modulusLength }).publicKey.export({ format: "jwk" });
    const coseKey = changed([[-1, Buffer.from(n, "base64url")]]);
    return expectRegistrationRefused("public_key", { coseKey }, { algorithm: "RS256" });
  });

  it("RSA of 8192 bits, which would only cost time", () => {
    const coseKey = changed([[-1, Buffer.alloc(1024, 0xff)]]);
    return expectRegistrationRefused("public_key", { coseKey }, { algorithm: "RS256" });
  });

  it.each(["01", "02", "00010001", "", "ffffffffff"])("RSA with the exponent %s", (hex) =>
    expectRegistrationRefused(
      "public_key",
      { coseKey: changed([[-2, Buffer.from(hex, "hex")]]) },
      { algorithm: "RS256" },
    ),
  );

  it("an Ed25519 key with a y", () =>
    expectRegistrationRefused(
      "public_key",
      { coseKey: changed([[-3, Buffer.alloc(32, 1)]]) },
      { algorithm: "EdDSA" },
    ));
});

it("an algorithm that was not offered is refused (section 7.1 step 19)", () =>
  expectRefusal(
    verifyRegistration({ ...registrationCeremony(), supportedAlgorithmIDs: [-8, -257] }),
    "algorithm",
  ));

it("an algorithm that is offered but not known is refused", () =>
  expectRefusal(
    verifyRegistration({
      ...registrationCeremony({}, { coseKey: changed([[3, -53]]) }),
      supportedAlgorithmIDs: [-53],
    }),
    "algorithm",
  ));

it("the key is stored byte for byte as it was sent", async () => {
  let sent = new Map<number, CborValue>();
  const ceremony = registrationCeremony({}, { coseKey: (key) => (sent = key) });
  const { publicKey } = await verifyRegistration(ceremony);
  expect(Buffer.from(publicKey).includes(Buffer.from(sent.get(-2) as Uint8Array))).toBe(true);
  expect(publicKey).toHaveLength(77);
});
