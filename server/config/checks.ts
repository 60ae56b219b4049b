import { readFileSync } from "node:fs";
import { z } from "zod";
import { type AttestationRoots, parseAttestationRoots } from "../factors/webauthn/attestation-roots.js";
import { AddressRanges } from "../network.js";

/** A whole number within bounds, as text. */
export const integer = (least: number, most: number) =>
  z.coerce.number<string>().int().min(least, `At least ${least}.`).max(most, `At most ${most}.`);

/** The entries of a setting that is a list with commas. */
export function list(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** WebAuthn L3 §5.1.3: a secure context, and an RP ID that is the host or a parent domain of it. */
export function checkPublicUrl(publicUrl: string | null, rpId: string | undefined, faults: string[]): void {
  const { protocol, hostname, pathname, search } = new URL(publicUrl ?? "http://localhost");
  if (protocol === "http:" && hostname !== "localhost")
    faults.push("LATCHKEY_PUBLIC_URL must be https unless its host is localhost.");
  if (pathname !== "/" || search !== "") faults.push("LATCHKEY_PUBLIC_URL must have no path and no query.");
  if (rpId !== undefined && hostname !== rpId && !hostname.endsWith(`.${rpId}`)) {
    faults.push("LATCHKEY_RP_ID must be the host of LATCHKEY_PUBLIC_URL or a parent domain of it.");
  }
}

/** Origins that may use the same passkeys; what is none is a fault. */
export function relatedOrigins(entries: string[], faults: string[]): string[] {
  return entries.filter((entry) => {
    const isOrigin = URL.canParse(entry) && new URL(entry).origin === entry && entry.startsWith("https:");
    if (!isOrigin) faults.push(`LATCHKEY_RELATED_ORIGINS: ${entry} is no https origin.`);
    return isOrigin;
  });
}

/** The proxies whose word counts; none where the list is faulty. */
export function trustedProxies(entries: string[], faults: string[]): AddressRanges {
  try {
    return new AddressRanges(entries);
  } catch (error) {
    faults.push(
      `LATCHKEY_TRUSTED_PROXIES: ${error instanceof Error ? error.message : "not a list of addresses."}`,
    );
    return new AddressRanges([]);
  }
}

/** The certificates of the named file; none where it is not named or is faulty. */
export function attestationRoots(path: string | undefined, faults: string[]): AttestationRoots {
  const bundle = readNamedFile("LATCHKEY_ATTESTATION_ROOTS", path, faults);
  if (bundle === null) return [];
  try {
    return parseAttestationRoots(bundle);
  } catch (error) {
    faults.push(
      `LATCHKEY_ATTESTATION_ROOTS: ${error instanceof Error ? error.message : "not a list of certificates"}.`,
    );
    return [];
  }
}

/** The text of the file that a setting names; null where it names none, or one that cannot be read, which is a fault. */
export function readNamedFile(name: string, path: string | undefined, faults: string[]): string | null {
  if (path === undefined) return null;
  try {
    return readFileSync(path, "utf8");
  } catch {
    faults.push(`${name}: ${path} cannot be read.`);
    return null;
  }
}
