import type { Signer } from "../storage/signer.js";
import type { Anchor } from "./anchor.js";
import { checkpointHash, isSigned } from "./checkpoint.js";
import type { TrailDeps } from "./verify-trail.js";

/** What the newest checkpoint says of the trail as it is now. */
export type TrailFinding =
  /** It is signed, and the entries that it names are there. */
  | "fits"
  /** There is none yet. */
  | "no_checkpoint"
  /** It is not signed with this installation's key. */
  | "not_signed"
  /** An entry that it names is missing or another one. */
  | "entries_changed"
  /** This machine has kept a newer one, or another one of that number. */
  | "cut_off";

/** How the trail is doing, as far as a look at its newest checkpoint tells. */
export interface TrailState {
  /** Chains: one for each start of a process. */
  chains: number;
  /** Chains that had grown when it was signed; 0 without a checkpoint. */
  grown: number;
  last: { number: number; at: Date } | null;
  finding: TrailFinding;
}

/**
 * Looks at the newest checkpoint and at the few entries that it names: a bounded look, whatever the age of the trail.
 * Everything before is for verify-trail.ts.
 * @param anchor the checkpoint that this machine has kept outside the database
 */
export async function trailState(
  { audit, auditCheckpoints }: TrailDeps,
  signer: Signer,
  anchor: Anchor | null,
): Promise<TrailState> {
  const [last, chains] = await Promise.all([auditCheckpoints.last(), audit.heads()]);
  if (last === null) {
    const finding = anchor === null ? "no_checkpoint" : "cut_off";
    return { chains: chains.length, grown: 0, last, finding };
  }
  const { number, at, heads } = last;
  const state = { chains: chains.length, grown: heads.length, last: { number, at } };
  if (!isSigned(last, signer)) return { ...state, finding: "not_signed" };
  if (anchor && anchor.number > number) return { ...state, finding: "cut_off" };
  if (anchor?.number === number && anchor.hash !== checkpointHash(last))
    return { ...state, finding: "cut_off" };
  const named = await Promise.all(heads.map(({ instance, seq }) => audit.chain(instance, seq, 1)));
  const fits = heads.every(({ seq, hash }, index) => {
    const [entry] = named[index] ?? [];
    return entry?.seq === seq && entry.hash === hash;
  });
  return { ...state, finding: fits ? "fits" : "entries_changed" };
}
