import { X509Certificate } from "node:crypto";

/** Certificates that the administrator trusts to vouch for models of authenticators. */
export type AttestationRoots = readonly X509Certificate[];

const PEM = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * parseAttestationRoots reads a bundle of PEM certificates; text between them is ignored, as is usual
 * for such bundles.
 *
 * @throws Error naming the position of a certificate that cannot be read, or if there is none: both are
 * faults of the configuration
 */
export function parseAttestationRoots(bundle: string): AttestationRoots {
  const certificates = bundle.match(PEM) ?? [];
  if (certificates.length === 0) throw new Error("the attestation roots hold no PEM certificate");
  return certificates.map((pem, index) => {
    try {
      return new X509Certificate(pem);
    } catch (cause) {
      throw new Error(`certificate ${index + 1} of the attestation roots cannot be read`, { cause });
    }
  });
}
