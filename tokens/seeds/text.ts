import { setImmediate as nextTurn } from "node:timers/promises";
import { MAX_TEXT_LENGTH } from "./limits.js";
import { FileRefusal } from "./refusals.js";

const CHUNK_BYTES = 256 * 1024;
const HEAD_BYTES = 64 * 1024;

/** A seed file in memory, with the signal that ends reading it early. */
export interface SeedFile {
  readonly bytes: Uint8Array;
  readonly signal?: AbortSignal;
}

/** Names the encoding by the byte order mark (WHATWG Encoding section 6), or UTF-8 where there is none. */
export function encodingByMark(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}

/** Decodes the first 64 KiB, for telling formats apart; undecodable bytes become U+FFFD. */
export function decodeHead(bytes: Uint8Array): string {
  return new TextDecoder(encodingByMark(bytes)).decode(bytes.subarray(0, HEAD_BYTES), { stream: true });
}

/**
 * Yields the text of a file in pieces, without the byte order mark, and lets the event loop turn between them, so
 * that a large file does not hold a server up. With `fatal` an undecodable byte throws a TypeError; otherwise it
 * becomes U+FFFD. Throws the signal's reason once it is aborted.
 */
export async function* textChunks(
  file: SeedFile,
  { encoding = encodingByMark(file.bytes), fatal = false }: { encoding?: string; fatal?: boolean } = {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal });
  for (let start = 0; start < file.bytes.length; start += CHUNK_BYTES) {
    file.signal?.throwIfAborted();
    yield decoder.decode(file.bytes.subarray(start, start + CHUNK_BYTES), { stream: true });
    await nextTurn();
  }
  yield decoder.decode();
}

/** One line of a text file, without its end. */
export interface TextLine {
  /** The physical line, from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Yields the lines of a file that say something: trimmed, without empty lines and `#` comments. Lines end in LF,
 * CRLF or CR. Throws a FileRefusal `file_rejected` at a line above 64 KiB.
 */
export async function* textLines(file: SeedFile): AsyncGenerator<TextLine> {
  let line = 0;
  let rest = "";
  const meant = (text: string): boolean => text !== "" && !text.startsWith("#");
  for await (const chunk of textChunks(file)) {
    // A CR at the very end may be the first half of a CRLF: it waits for the next piece.
    const text = rest + chunk;
    const complete = text.endsWith("\r") ? text.slice(0, -1) : text;
    const lines = complete.split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + text.slice(complete.length);
    for (const each of [...lines, rest]) {
      if (each.length > MAX_TEXT_LENGTH) throw new FileRefusal("file_rejected");
    }
    for (const each of lines) {
      line += 1;
      if (meant(each.trim())) yield { line, text: each.trim() };
    }
  }
  if (meant(rest.trim())) yield { line: line + 1, text: rest.trim() };
}
