import type { ChainHead } from "../storage/audit.js";
import type { AuditArchive, AuditArchiveStore, StoredAuditArchive } from "../storage/audit-archives.js";
import type { Signer } from "../storage/signer.js";
import { archiveHash, isSignedArchive } from "./archive.js";
import type { Faults } from "./faults.js";
import type { TrailBegin } from "./verify-trail.js";

const PAGE = 500;

/**
 * Goes through the signed statements of all archives: each is signed, follows the one before, and none is missing.
 * @returns them, and where the trail that remains begins
 */
export async function verifyStatements(
  store: Pick<AuditArchiveStore, "after">,
  signer: Signer,
  faults: Faults,
): Promise<{ archives: AuditArchive[]; begin: TrailBegin }> {
  const archives: StoredAuditArchive[] = [];
  for (;;) {
    const page = await store.after(archives.at(-1)?.number ?? 0, PAGE);
    for (const archive of page) {
      verifySigned(archive, signer, faults);
      verifyFollows(archive, archives.at(-1) ?? null, faults);
      archives.push(archive);
    }
    if (page.length < PAGE) break;
  }
  const heads = new Map<string, ChainHead>();
  for (const archive of archives) for (const head of archive.heads) heads.set(head.instance, head);
  const last = archives.at(-1);
  return { archives, begin: { cut: last?.checkpoint ?? null, heads, mayLinger: last?.removed === false } };
}

/** A statement is signed by this installation. */
export function verifySigned(archive: AuditArchive, signer: Signer, faults: Faults): void {
  if (!isSignedArchive(archive, signer))
    faults.add(`archive ${archive.number} is not signed with this installation's key`);
}

/** A statement is the next one after that before; null before the first. */
export function verifyFollows(
  { number, prev }: AuditArchive,
  before: AuditArchive | null,
  faults: Faults,
): void {
  const expected = (before?.number ?? 0) + 1;
  if (number !== expected) faults.add(`archives ${expected} to ${number - 1} are missing`);
  else if (prev !== (before ? archiveHash(before) : ""))
    faults.add(`archive ${number} does not follow archive ${number - 1}: one of the two was changed`);
}
