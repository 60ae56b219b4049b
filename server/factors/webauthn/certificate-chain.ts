import type { X509Certificate } from "node:crypto";
import type { AttestationRoots } from "./attestation-roots.js";

/**
 * reachesRoot tells whether a chain ends in a configured root (WebAuthn section 7.1 steps 23 and 24), or
 * begins with a certificate that is configured itself.
 *
 * Written here and not left to the library, which takes any chain where no root is set, asks the process
 * clock, and fetches the revocation lists that a chain names; this does neither and never leaves the
 * process. Revocation is the administrator's: take the root out of the configuration.
 *
 * @param chain x5c in its order: the attestation certificate, then each one's issuer
 * @param now the instant of the attempt; every certificate up to the root must be valid then
 */
export function reachesRoot(chain: readonly X509Certificate[], roots: AttestationRoots, now: Date): boolean {
  let certified: X509Certificate | undefined;
  for (const certificate of chain) {
    if (!isValidAt(certificate, now)) return false;
    if (certified !== undefined && !isIssuedBy(certified, certificate)) return false;
    if (roots.some((root) => root.raw.equals(certificate.raw))) return true;
    if (roots.some((root) => isValidAt(root, now) && isIssuedBy(certificate, root))) return true;
    certified = certificate;
  }
  return false;
}

/** isIssuedBy checks names, key usage, the CA flag and the signature (RFC 5280 section 6.1.3). */
function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValidAt({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  const at = now.getTime();
  return Date.parse(validFrom) <= at && at <= Date.parse(validTo);
}
