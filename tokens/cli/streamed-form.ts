import { randomUUID } from "node:crypto";
import { ReadableStream } from "node:stream/web";

/** Small enough for a bar that moves, large enough for speed. */
const PIECE_BYTES = 64 * 1024;

/**
 * A multipart form (RFC 7578) whose file part is sent piece by piece, as the connection takes it.
 * @param onSent told after each piece how many bytes of the file have been taken
 */
export function streamed(
  { fields, file }: { fields: Record<string, string>; file: Uint8Array },
  onSent: (bytes: number) => void,
) {
  const boundary = `latchkey-${randomUUID()}`;
  const part = (disposition: string) => `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
  const head = Object.entries(fields)
    .map(([name, value]) => `${part(`name="${name}"`)}\r\n${value}\r\n`)
    .join("");
  const fileHead = `${part('name="file"; filename="seeds"')}Content-Type: application/octet-stream\r\n\r\n`;
  async function* pieces() {
    yield Buffer.from(head + fileHead);
    for (let from = 0; from < file.length; from += PIECE_BYTES) {
      yield file.subarray(from, from + PIECE_BYTES);
      onSent(Math.min(from + PIECE_BYTES, file.length));
    }
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
  }
  return {
    body: ReadableStream.from(pieces()) as unknown as NonNullable<RequestInit["body"]>,
    duplex: "half" as const,
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  };
}
