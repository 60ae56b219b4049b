import { Busboy, type BusboyInstance } from "@fastify/busboy";
import type { Context } from "koa";
import { LatchkeyError } from "../errors.js";
import { GrowingBytes } from "./growing-bytes.js";

const MOST_FIELDS = 16;
/** The numbers of 100,000 chosen rows, as JSON. */
const LONGEST_FIELD = 1_000_000;
/** Where the length is not told beforehand. */
const FIRST_BYTES = 64 * 1024;

/** A form with one file, as it was sent. */
export interface Upload {
  file: Buffer;
  fields: Record<string, string>;
}

/**
 * Reads a multipart form (RFC 7578) with one part named `file`.
 * @param limit most bytes of the file
 * @throws LatchkeyError `invalid_request`: 415 for another type, 413 for a file that is too large
 */
export async function readUpload(ctx: Context, limit: number): Promise<Upload> {
  const type = ctx.get("content-type");
  if (!type.startsWith("multipart/form-data;")) {
    throw new LatchkeyError("invalid_request", "Send the file as multipart/form-data.", { status: 415 });
  }
  return new Promise((resolve, reject) => {
    const parser = openParser(type, limit, reject);
    if (!parser) return;
    const fields = new Map<string, string>();
    // The length of the whole form is a little above the file's. Memory is taken only as far as it is written to.
    const file = new GrowingBytes(Math.min(ctx.request.length || FIRST_BYTES, limit));
    let files = 0;
    parser.on("field", (name, value) => fields.set(name, value));
    parser.on("file", (name, stream) => {
      if (name !== "file") {
        stream.resume();
        return;
      }
      files += 1;
      stream.on("data", (chunk: Buffer) => file.append(chunk));
      stream.on("limit", () => reject(tooLarge()));
    });
    parser.on("error", () => reject(unreadable()));
    parser.on("finish", () => {
      if (files === 1) resolve({ file: file.bytes, fields: Object.fromEntries(fields) });
      else reject(new LatchkeyError("invalid_request", "Send exactly one file, in the part named “file”."));
    });
    ctx.req.once("aborted", () => reject(unreadable()));
    ctx.req.pipe(parser);
  });
}

function openParser(
  type: string,
  fileSize: number,
  reject: (error: LatchkeyError) => void,
): BusboyInstance | null {
  try {
    const limits = {
      files: 1,
      fileSize,
      fields: MOST_FIELDS,
      fieldSize: LONGEST_FIELD,
      parts: MOST_FIELDS + 1,
    };
    return new Busboy({ headers: { "content-type": type }, limits });
  } catch {
    reject(unreadable());
    return null;
  }
}

function tooLarge(): LatchkeyError {
  return new LatchkeyError("invalid_request", "The file is too large.", { status: 413 });
}

function unreadable(): LatchkeyError {
  return new LatchkeyError("invalid_request", "The form cannot be read.");
}
