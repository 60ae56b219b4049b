import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Caller } from "../../server/audit/audit.js";
import { CheckpointWriter } from "../../server/audit/checkpoint.js";
import { AuditWriter } from "../../server/audit/writer.js";
import type { Signer } from "../../server/storage/signer.js";
import type { Storage } from "../../server/storage/storage.js";
import type { TestClock } from "./service.js";

const CALLER: Caller = { actor: "anna", application: null, ip: "10.0.0.1", userAgent: null, requestId: "r" };

/** The audit trail as one process writes it. */
export function trailWriter(storage: Storage, signer: Signer): AuditWriter {
  return new AuditWriter(
    storage.audit,
    signer,
    new CheckpointWriter(storage, signer, async () => {}),
    (error) => {
      throw error;
    },
  );
}

/** Writes entries, one a second. */
export async function record(
  to: AuditWriter,
  clock: TestClock,
  count: number,
  detail: Record<string, string> = {},
): Promise<void> {
  const stored: Promise<void>[] = [];
  for (let i = 0; i < count; i++) {
    clock.advance(1);
    const fact = {
      at: clock.now(),
      action: "token.assign",
      outcome: "success",
      user: "bert",
      userId: "id of bert",
      factor: null,
      credentialId: null,
      detail: { serial: `S${i}`, ...detail },
    } as const;
    stored.push(to.record(CALLER, fact));
  }
  await Promise.all(stored);
}

/** Names of the files in a folder of archives, in order. */
export function archiveFiles(directory: string): string[] {
  return readdirSync(directory).sort();
}

/** The lines of an archive, each as its JSON says. */
export function archiveLines(path: string): Record<string, unknown>[] {
  return gunzipSync(readFileSync(path))
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Changes the lines of an archive as somebody would who has no keys. */
export function changeArchive(path: string, change: (lines: string[]) => string[]): void {
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split("\n");
  writeFileSync(path, gzipSync(`${change(lines).join("\n")}\n`));
}

/** The path of the archive that has this number. */
export function archivePath(directory: string, number: number): string {
  const file = archiveFiles(directory).find((name) => name.includes(`-${String(number).padStart(6, "0")}-`));
  return join(directory, file ?? "");
}
