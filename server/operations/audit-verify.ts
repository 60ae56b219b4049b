import { parseArgs } from "node:util";
import { z } from "zod";
import { readAnchor } from "../audit/anchor.js";
import { type ArchiveReport, verifyArchives } from "../audit/verify-archive.js";
import { type TrailDeps, type TrailReport, verifyTrail } from "../audit/verify-trail.js";
import type { Config } from "../config.js";
import type { Keys } from "../storage/keys.js";

export const AUDIT_VERIFY_USAGE = `usage: latchkey audit verify [--from INSTANT] [--to INSTANT] [--archive DIR] [--json]
       latchkey audit verify --archive-only DIR [--from INSTANT] [--to INSTANT] [--json]

Finds entries of the audit trail that were changed, deleted or reordered, and says where. Uses the same environment as
the service (MONGODB_URI, LATCHKEY_DATA_DIR, LATCHKEY_KEYS); the service may be running. Exit code 1 for a fault.
  --from, --to        look at the entries of this span only, such as 2026-11-01 or 2026-11-01T08:00:00Z
  --archive DIR       also at the archives in this folder, and whether any that the trail knows of is missing
  --archive-only DIR  only at these archives, with the keys but without a database
  --json              the report as JSON`;

/** What the command is given by the place that opens the database. */
export interface AuditVerifyDeps {
  storage: TrailDeps;
  keys: Pick<Keys, "auditSigner">;
  config: Pick<Config, "dataDir">;
}

interface Output {
  stdout: { write(text: string): unknown };
}

const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((text) => new Date(text));
const options = z.object({
  from: instant.optional(),
  to: instant.optional(),
  archive: z.string().min(1).optional(),
  "archive-only": z.string().min(1).optional(),
  json: z.boolean().default(false),
});

/** Whether the arguments ask for archives alone, for which no database is needed. */
export function isOfArchivesAlone(argv: readonly string[]): boolean {
  return argv.some((argument) => /^--archive-only(=|$)/.test(argument));
}

/**
 * `latchkey audit verify`.
 * @returns the exit code: 0 where nothing is wrong, 1 for a fault, 2 for arguments that are none
 */
export async function auditVerify(
  argv: readonly string[],
  io: Output,
  { storage, keys, config }: AuditVerifyDeps,
): Promise<number> {
  const given = parse(argv, io);
  if (given === null) return 2;
  const { json, archive, from, to } = given;
  const anchor = await readAnchor(config.dataDir);
  const report = await verifyTrail(storage, keys.auditSigner, anchor, { from, to });
  if (archive === undefined) return tell(io, json, report, trailInWords(report));
  const archives = await verifyArchives(archive, keys.auditSigner, report.statements, { from, to });
  const both = {
    ...report,
    archive: archives,
    faultCount: report.faultCount + archives.faultCount,
    faults: [...report.faults, ...archives.faults],
  };
  return tell(io, json, both, [...trailInWords(report), archivesInWords(archives)]);
}

/** `latchkey audit verify --archive-only`: see auditVerify. */
export async function auditVerifyArchives(
  argv: readonly string[],
  io: Output,
  { keys }: Pick<AuditVerifyDeps, "keys">,
): Promise<number> {
  const given = parse(argv, io);
  const directory = given?.["archive-only"];
  if (!given || directory === undefined) return 2;
  const report = await verifyArchives(directory, keys.auditSigner, null, given);
  return tell(io, given.json, report, [archivesInWords(report)]);
}

function parse(argv: readonly string[], { stdout }: Output): z.output<typeof options> | null {
  const text = { type: "string" } as const;
  const named = {
    from: text,
    to: text,
    archive: text,
    "archive-only": text,
    json: { type: "boolean" },
  } as const;
  const parsed = options.safeParse(parseArgs({ args: [...argv], options: named }).values);
  if (parsed.success) return parsed.data;
  stdout.write(`${z.prettifyError(parsed.error)}\n${AUDIT_VERIFY_USAGE}\n`);
  return null;
}

function tell(
  { stdout }: Output,
  json: boolean,
  report: { faultCount: number; faults: readonly string[] },
  words: readonly string[],
): number {
  const { faultCount, faults } = report;
  const lines = [
    ...words,
    ...faults.map((fault) => `FAULT: ${fault}`),
    ...(faultCount > faults.length ? [`and ${faultCount - faults.length} more faults`] : []),
    faultCount === 0 ? "No fault was found." : `${faultCount} faults were found.`,
  ];
  stdout.write(json ? `${JSON.stringify(withoutStatements(report), null, 2)}\n` : `${lines.join("\n")}\n`);
  return faultCount === 0 ? 0 : 1;
}

function withoutStatements(report: object): object {
  return Object.fromEntries(Object.entries(report).filter(([name]) => name !== "statements"));
}

function trailInWords({ entries, chains, checkpoints, last, unsigned, archives }: TrailReport): string[] {
  return [
    `${entries} entries in ${chains} chains, ${checkpoints} checkpoints${last ? `, the last one number ${last.number} of ${last.at}` : ""}.`,
    unsigned === 0
      ? "Every entry is signed."
      : `${unsigned} entries are not covered by a checkpoint yet: of these the last could be cut off unseen.`,
    ...(archives === 0 ? [] : [`Older entries are in ${archives} archives; --archive DIR looks at those.`]),
  ];
}

function archivesInWords({ files, entries }: ArchiveReport): string {
  return `${entries} entries in ${files} archives.`;
}
