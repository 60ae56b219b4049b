import { open } from "node:fs/promises";

/** Reads a file up to one byte above `maxBytes`: the `readFile` of a CommandIo in a real process. Rejects as `node:fs`. */
export async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  const handle = await open(path, "r");
  try {
    // `end` is the last byte that is read, so this is one more than allowed.
    for await (const chunk of handle.createReadStream({ end: maxBytes, autoClose: false })) {
      chunks.push(chunk);
      length += chunk.length;
    }
  } finally {
    await handle.close();
  }
  return Buffer.concat(chunks, length);
}
