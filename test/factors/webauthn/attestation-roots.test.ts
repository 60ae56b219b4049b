import { describe, expect, it } from "vitest";
import { parseAttestationRoots } from "../../../server/factors/webauthn/attestation-roots.js";
import { modelName } from "../../../server/factors/webauthn/model-name.js";
import { verifyRegistration } from "../../../server/factors/webauthn/registration.js";
import { type Certified, issueCertificate, newCertificateAuthority } from "../../support/certificates.js";
import { NOW, registrationCeremony } from "./ceremony.js";

const root = newCertificateAuthority("Root");
const DAY = 86_400_000;

/** isVerified registers with a chain and tells whether it counts as verified for the trusted certificates. */
async function isVerified(
  chain: readonly [Certified, ...Certified[]],
  trusted: readonly Certified[],
  now = NOW,
) {
  const [certificate, ...rest] = chain;
  const ceremony = registrationCeremony({ attestation: "packed", certificate, chain: rest });
  const attestationRoots =
    trusted.length > 0 ? parseAttestationRoots(trusted.map(({ pem }) => pem).join("")) : [];
  const { attestation } = await verifyRegistration({ ...ceremony, attestationRoots, now });
  expect(attestation).toMatchObject({ format: "packed", type: "certified" });
  return attestation.verified;
}

describe("a chain counts as verified", () => {
  it("if a configured root issued the certificate", async () => {
    expect(await isVerified([issueCertificate({}, root)], [newCertificateAuthority("Other"), root])).toBe(
      true,
    );
  });

  it("if it reaches a configured root through intermediates", async () => {
    const intermediate = issueCertificate({ ca: true, subject: [["CN", "Intermediate"]] }, root);
    expect(await isVerified([issueCertificate({}, intermediate), intermediate], [root])).toBe(true);
    expect(await isVerified([issueCertificate({}, intermediate), intermediate, root], [root])).toBe(true);
  });

  it("if an intermediate that the authenticator did not send is configured itself", async () => {
    const intermediate = issueCertificate({ ca: true, subject: [["CN", "Intermediate"]] }, root);
    expect(await isVerified([issueCertificate({}, intermediate)], [intermediate])).toBe(true);
  });

  it("if the certificate itself is configured", async () => {
    const leaf = issueCertificate();
    expect(await isVerified([leaf], [leaf])).toBe(true);
  });
});

describe("a chain does not count as verified, though the registration is accepted", () => {
  it("if no roots are configured", async () => {
    expect(await isVerified([issueCertificate({}, root)], [])).toBe(false);
  });

  it("if a rogue authority issued the certificate, even one with the root's name", async () => {
    const rogue = newCertificateAuthority("Root");
    expect(await isVerified([issueCertificate({}, rogue)], [root])).toBe(false);
    expect(await isVerified([issueCertificate({}, rogue), rogue], [root])).toBe(false);
  });

  it("if an intermediate is no certificate authority", async () => {
    const leafAsIssuer = issueCertificate({ subject: [["CN", "Not a CA"]] }, root);
    expect(await isVerified([issueCertificate({}, leafAsIssuer), leafAsIssuer], [root])).toBe(false);
  });

  it("if the certificates do not issue each other", async () => {
    const stranger = issueCertificate({ ca: true, subject: [["CN", "Stranger"]] }, root);
    expect(await isVerified([issueCertificate(), stranger], [root])).toBe(false);
  });

  it("if an intermediate or the root is not valid at the instant of the attempt", async () => {
    const notAfter = new Date(NOW.getTime() + DAY);
    const expiring = issueCertificate({ ca: true, subject: [["CN", "Expiring"]], notAfter }, root);
    const chain = [issueCertificate({}, expiring), expiring] as const;
    expect(await isVerified(chain, [root])).toBe(true);
    expect(await isVerified(chain, [root], new Date(NOW.getTime() + 2 * DAY))).toBe(false);

    const future = newCertificateAuthority("Future", { notBefore: new Date(NOW.getTime() + DAY) });
    expect(await isVerified([issueCertificate({}, future)], [future])).toBe(false);
  });
});

describe("attestation roots from the configuration", () => {
  it("may be a bundle with comments", () => {
    const other = newCertificateAuthority("Other");
    expect(parseAttestationRoots(`# Root\n${root.pem}\n# Other\n${other.pem}`)).toHaveLength(2);
  });

  it("are a fault of the configuration if there is none or one is broken", () => {
    expect(() => parseAttestationRoots("")).toThrow("no PEM certificate");
    const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    expect(() => parseAttestationRoots(root.pem + broken)).toThrow("certificate 2");
  });
});

describe("a model has a name", () => {
  const aaguid = "2fc0579f-8113-47ea-b116-bb5a8db9202a";
  const unknown = "11111111-2222-3333-4444-555555555555";

  it("only where attestation was verified", () => {
    expect(modelName({ aaguid, attestation: { verified: true } })).toBe("YubiKey 5 NFC");
    expect(modelName({ aaguid, attestation: { verified: false } })).toBeNull();
  });

  it("that the administrator may add", () => {
    expect(modelName({ aaguid: unknown, attestation: { verified: true } })).toBeNull();
    const extra = new Map([[unknown, "House key"]]);
    expect(modelName({ aaguid: unknown, attestation: { verified: true } }, extra)).toBe("House key");
  });
});
