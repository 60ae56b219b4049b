import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { AuditCheckpoint, StoredAuditEntry } from "../storage/audit.js";
import type { AuditArchive } from "../storage/audit-archives.js";
import { auditId } from "../storage/audit-id.js";
import { type ArchiveBegin, archiveLine, endLine } from "./archive-lines.js";

const UNFINISHED = ".unfinished-latchkey-audit-";
const FILE = /^latchkey-audit-(\d{6,})-.*\.jsonl\.gz$/;

/** `latchkey-audit-000001-2026-11-01-to-2026-11-24.jsonl.gz` */
export function archiveName({ number, from, to }: Pick<AuditArchive, "number" | "from" | "to">): string {
  const day = (at: Date) => at.toISOString().slice(0, "2026-11-24".length);
  return `latchkey-audit-${String(number).padStart(6, "0")}-${day(from)}-to-${day(to)}.jsonl.gz`;
}

/** The archives in a folder by their numbers; none where there is no such folder. */
export async function archivesIn(directory: string): Promise<{ number: number; file: string }[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names
    .flatMap((file) => {
      const number = FILE.exec(file)?.[1];
      return number === undefined ? [] : [{ number: Number(number), file }];
    })
    .sort((a, b) => a.number - b.number || (a.file < b.file ? -1 : 1));
}

/**
 * Writes an archive so that it is there as a whole or not at all, whenever the machine goes down.
 * @param lines those of its content
 * @param end makes the statement, given the SHA-256 (hex) of the content
 * @param mayFinish asked before the file gets its name. @throws to leave everything as it was
 * @returns the statement, when everything is on the disk
 */
export async function writeArchive(
  directory: string,
  lines: AsyncIterable<string>,
  end: (content: string) => AuditArchive,
  mayFinish: () => Promise<void>,
): Promise<AuditArchive> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await removeUnfinished(directory);
  const unfinished = join(directory, `${UNFINISHED}${randomBytes(6).toString("hex")}`);
  let archive: AuditArchive | undefined;
  async function* whole() {
    const hash = createHash("sha256");
    for await (const line of lines) {
      hash.update(line);
      yield line;
    }
    archive = end(hash.digest("hex"));
    yield endLine(archive);
  }
  try {
    // `flush`: on the disk before it is closed.
    const file = createWriteStream(unfinished, { flags: "wx", mode: 0o600, flush: true });
    await pipeline(Readable.from(whole()), createGzip(), file);
    await mayFinish();
    if (!archive) throw new Error("an archive was written without its end");
    await rename(unfinished, join(directory, archive.file));
    await syncFolder(directory);
    return archive;
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** What a process that died has left; it had deleted nothing yet. */
async function removeUnfinished(directory: string): Promise<void> {
  const left = (await readdir(directory)).filter((name) => name.startsWith(UNFINISHED));
  for (const name of left) await rm(join(directory, name), { force: true });
}

/** The new name is on the disk as well. */
async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What a file holds, as far as it can be read. */
export interface ArchiveContent {
  begin: ArchiveBegin | null;
  checkpoints: AuditCheckpoint[];
  entries: StoredAuditEntry[];
  end: AuditArchive | null;
  /** SHA-256 (hex) of the lines before the last. */
  content: string;
  /** What is wrong with its form, as sentences that say in which line. */
  faults: string[];
}

/** Reads an archive into memory. */
export async function readArchive(path: string): Promise<ArchiveContent> {
  const read: ArchiveContent = {
    begin: null,
    checkpoints: [],
    entries: [],
    end: null,
    content: "",
    faults: [],
  };
  const hash = createHash("sha256");
  let line = 0;
  try {
    const gunzip = createGunzip();
    const unzipped = pipeline(createReadStream(path), gunzip);
    unzipped.catch(() => undefined);
    for await (const text of linesOf(gunzip)) {
      line += 1;
      const isEnd = takeLine(read, text, line);
      if (!isEnd) hash.update(`${text}\n`);
    }
    await unzipped;
  } catch (error) {
    read.faults.push(
      `cannot be read behind line ${line}: ${error instanceof Error ? error.message : "damaged"}`,
    );
  }
  read.content = hash.digest("hex");
  return read;
}

/** Names may hold any character; only a line feed ends a line. */
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of stream.setEncoding("utf8")) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** @returns whether it is the end */
function takeLine(read: ArchiveContent, text: string, line: number): boolean {
  const parsed = archiveLine.safeParse(jsonOf(text));
  if (!parsed.success) {
    read.faults.push(`line ${line} is none of an archive`);
    return false;
  }
  const { type, ...content } = parsed.data;
  if (read.end) read.faults.push(`line ${line} stands behind its end`);
  if (type === "begin") read.begin = content as ArchiveBegin;
  if (type === "checkpoint") read.checkpoints.push(content as AuditCheckpoint);
  if (type === "end") read.end = content as AuditArchive;
  if (type === "entry") {
    const entry = content as unknown as StoredAuditEntry;
    const dated = { ...entry, at: new Date(entry.at) };
    const before = read.entries.at(-1);
    if (before && before.instance === entry.instance && before.seq >= entry.seq)
      read.faults.push(`line ${line}: entry ${entry.seq} of chain ${entry.instance} is out of its order`);
    read.entries.push({ ...dated, idFits: hasItsId(dated) });
  }
  return type === "end";
}

function hasItsId(entry: StoredAuditEntry): boolean {
  return !Number.isNaN(entry.at.getTime()) && entry.id === auditId(entry);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
