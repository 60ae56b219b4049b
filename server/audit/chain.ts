import type { AuditEntry, ChainedAuditEntry } from "../storage/audit.js";
import type { Signer } from "../storage/signer.js";

/** Names the form below, so that a later one can be told from it. */
const FORM = "latchkey audit entry 1";

/** Lone surrogates as JSON escapes them; a database has no way to keep those. */
const LONE_SURROGATE = /\\ud[89a-f]/;

/** Makes an entry the next of a chain. */
export function link(
  entry: AuditEntry,
  chain: { instance: string; seq: number; prev: string },
  signer: Pick<Signer, "mac">,
): ChainedAuditEntry {
  const linked = { ...entry, ...chain };
  const form = canonicalForm(linked);
  if (!LONE_SURROGATE.test(form)) return { ...linked, hash: signer.mac(form) };
  const mended = wellFormed(linked);
  return { ...mended, hash: signer.mac(canonicalForm(mended)) };
}

/** The hash that an entry must have: keyed, so that nobody who has only the database can make it for another entry. */
export function hashOf(entry: Omit<ChainedAuditEntry, "hash">, signer: Pick<Signer, "mac">): string {
  return signer.mac(canonicalForm(entry));
}

/**
 * What an entry's hash is of: a JSON array in this order, instants as ISO 8601 in UTC with milliseconds, `detail` as
 * pairs sorted by their names or null. `repeated`, which grows afterwards, is not in it.
 */
function canonicalForm(entry: Omit<ChainedAuditEntry, "hash">): string {
  const { instance, seq, prev, at, action, outcome, actor, user, userId, factor, credentialId } = entry;
  const { application, ip, requestId, detail } = entry;
  const pairs = detail ? Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1)) : null;
  return JSON.stringify([
    FORM,
    instance,
    seq,
    prev,
    at.toISOString(),
    action,
    outcome,
    actor,
    user,
    userId,
    factor,
    credentialId,
    application,
    ip,
    requestId,
    pairs,
  ]);
}

function wellFormed<T extends object>(value: T): T {
  const mended = Object.entries(value).map(([name, member]): [string, unknown] => {
    // Buffer replaces what is no Unicode by U+FFFD, as the database does.
    if (typeof member === "string") return [name, Buffer.from(member).toString()];
    return [name, name === "detail" && member !== null ? wellFormed(member as object) : member];
  });
  return Object.fromEntries(mended) as T;
}
