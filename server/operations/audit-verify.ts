import { parseArgs } from "node:util";
import { z } from "zod";
import { readAnchor } from "../audit/anchor.js";
import { type TrailDeps, type TrailReport, verifyTrail } from "../audit/verify-trail.js";
import type { Config } from "../config.js";
import type { Keys } from "../storage/keys.js";

export const AUDIT_VERIFY_USAGE = `usage: latchkey audit verify [--from INSTANT] [--to INSTANT] [--json]

Finds entries of the audit trail that were changed, deleted or reordered, and says where. Uses the same environment as
the service (MONGODB_URI, LATCHKEY_DATA_DIR, LATCHKEY_KEYS); the service may be running. Exit code 1 for a fault.
  --from, --to   look at the entries of this span only, such as 2026-11-01 or 2026-11-01T08:00:00Z
  --json         the report as JSON`;

/** What the command is given by the place that opens the database. */
export interface AuditVerifyDeps {
  storage: TrailDeps;
  keys: Pick<Keys, "auditSigner">;
  config: Pick<Config, "dataDir">;
}

const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((text) => new Date(text));
const options = z.object({
  from: instant.optional(),
  to: instant.optional(),
  json: z.boolean().default(false),
});

/**
 * `latchkey audit verify`.
 * @returns the exit code: 0 where nothing is wrong, 1 for a fault, 2 for arguments that are none
 */
export async function auditVerify(
  argv: readonly string[],
  { stdout }: { stdout: { write(text: string): unknown } },
  { storage, keys, config }: AuditVerifyDeps,
): Promise<number> {
  const parsed = options.safeParse(
    parseArgs({
      args: [...argv],
      options: { from: { type: "string" }, to: { type: "string" }, json: { type: "boolean" } },
    }).values,
  );
  if (!parsed.success) {
    stdout.write(`${z.prettifyError(parsed.error)}\n${AUDIT_VERIFY_USAGE}\n`);
    return 2;
  }
  const { json, ...span } = parsed.data;
  const anchor = await readAnchor(config.dataDir);
  const report = await verifyTrail(storage, keys.auditSigner, anchor, span);
  stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : inWords(report));
  return report.faultCount === 0 ? 0 : 1;
}

function inWords({ entries, chains, checkpoints, last, unsigned, faultCount, faults }: TrailReport): string {
  const lines = [
    `${entries} entries in ${chains} chains, ${checkpoints} checkpoints${last ? `, the last one number ${last.number} of ${last.at}` : ""}.`,
    unsigned === 0
      ? "Every entry is signed."
      : `${unsigned} entries are not covered by a checkpoint yet: of these the last could be cut off unseen.`,
    ...faults.map((fault) => `FAULT: ${fault}`),
    ...(faultCount > faults.length ? [`and ${faultCount - faults.length} more faults`] : []),
    faultCount === 0 ? "No fault was found." : `${faultCount} faults were found.`,
  ];
  return `${lines.join("\n")}\n`;
}
