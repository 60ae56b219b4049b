import { z } from "zod";
import type { AuditCheckpoint, ChainHead, StoredAuditEntry } from "../storage/audit.js";
import type { AuditArchive } from "../storage/audit-archives.js";

/**
 * The lines of an archive, each a JSON object with a `type`: one `begin`, then every `checkpoint` in its order, then every
 * `entry`, chain by chain in its order, and one `end`.
 */
export interface ArchiveBegin {
  number: number;
  /** The last checkpoint of the archive before; null for the first. */
  checkpoint: { number: number; hash: string } | null;
  /** Where the chains in this archive stood at its begin; those that are not named begin in it. */
  heads: ChainHead[];
}

export const beginLine = (begin: ArchiveBegin) => lineOf("begin", begin);
export const checkpointLine = (checkpoint: AuditCheckpoint) => lineOf("checkpoint", checkpoint);
export const endLine = (archive: AuditArchive) => lineOf("end", archive);

/** An entry as an export has it. */
export function entryLine({ idFits, ...entry }: StoredAuditEntry): string {
  return lineOf("entry", entry);
}

function lineOf(type: string, content: object): string {
  return `${JSON.stringify({ ...content, type })}\n`;
}

const head = z.object({ instance: z.string(), seq: z.number(), hash: z.string() });
const instant = z.iso.datetime().transform((text) => new Date(text));
const cut = z.object({ number: z.number(), hash: z.string() });

/** What a line of an archive says; entries are looked at by their hashes, whatever they are. */
export const archiveLine = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("begin"),
    number: z.number(),
    checkpoint: cut.nullable(),
    heads: z.array(head),
  }),
  z.object({
    type: z.literal("checkpoint"),
    number: z.number(),
    prev: z.string(),
    at: instant,
    heads: z.array(head),
    signature: z.string(),
  }),
  z.looseObject({ type: z.literal("entry"), id: z.string(), instance: z.string(), seq: z.number() }),
  z.object({
    type: z.literal("end"),
    number: z.number(),
    prev: z.string(),
    at: instant,
    from: instant,
    to: instant,
    entries: z.number(),
    checkpoint: cut.extend({ at: instant }),
    heads: z.array(head),
    file: z.string(),
    content: z.string(),
    signature: z.string(),
  }),
]);
