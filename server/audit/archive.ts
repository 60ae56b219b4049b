import { createHash } from "node:crypto";
import type { AuditArchive } from "../storage/audit-archives.js";
import type { Signer } from "../storage/signer.js";

const FORM = "latchkey audit archive 1";

type Unsigned = Omit<AuditArchive, "signature">;

/** Signs the statement of what an archive holds: the trail that remains hangs on it. */
export function signedArchive(archive: Unsigned, signer: Pick<Signer, "sign">): AuditArchive {
  return { ...archive, signature: signer.sign(canonicalForm(archive)) };
}

/** Whether a statement carries our signature. */
export function isSignedArchive(archive: AuditArchive, signer: Pick<Signer, "verify">): boolean {
  return signer.verify(canonicalForm(archive), archive.signature);
}

/** By which the next statement names this one. */
export function archiveHash(archive: Unsigned): string {
  return createHash("sha256").update(canonicalForm(archive)).digest("hex");
}

/** What is signed: a JSON array in this order, instants as ISO 8601 in UTC with milliseconds. */
function canonicalForm({
  number,
  prev,
  at,
  from,
  to,
  entries,
  checkpoint,
  heads,
  file,
  content,
}: Unsigned): string {
  const cut = [checkpoint.number, checkpoint.hash, checkpoint.at.toISOString()];
  const listed = heads.map(({ instance, seq, hash }) => [instance, seq, hash]);
  const span = [from.toISOString(), to.toISOString()];
  return JSON.stringify([FORM, number, prev, at.toISOString(), ...span, entries, cut, listed, file, content]);
}
