import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { AuditCheckpoint } from "../storage/audit.js";
import { checkpointHash } from "./checkpoint.js";

/** The newest checkpoint that this machine knows of, kept outside the database: it shows that the trail was cut. */
export interface Anchor {
  number: number;
  hash: string;
}

const anchorFile = z.object({ number: z.int(), hash: z.string() });

/** Keeps a checkpoint in `<data>/audit-checkpoint.json`. */
export async function keepAnchor(dataDir: string, checkpoint: AuditCheckpoint): Promise<void> {
  const { number, at } = checkpoint;
  const text = JSON.stringify({ number, hash: checkpointHash(checkpoint), at: at.toISOString() });
  const path = pathIn(dataDir);
  await writeFile(`${path}.new`, `${text}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** @returns null where none was kept. @throws where the file is not one of ours */
export async function readAnchor(dataDir: string): Promise<Anchor | null> {
  try {
    return anchorFile.parse(JSON.parse(await readFile(pathIn(dataDir), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function pathIn(dataDir: string): string {
  return join(dataDir, "audit-checkpoint.json");
}
