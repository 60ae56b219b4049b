import type { IncomingMessage } from "node:http";
import type { Context } from "koa";
import { LatchkeyError } from "../../errors.js";

/** Far above what the sign-in form holds. */
const LIMIT_BYTES = 16_384;

/**
 * The fields of a plain form's post; of a repeated field the last.
 * @throws LatchkeyError `invalid_request` with 413 or 415
 */
export async function readForm(ctx: Context): Promise<ReadonlyMap<string, string>> {
  if (!ctx.is("application/x-www-form-urlencoded")) {
    throw new LatchkeyError("invalid_request", "Send the form as the page has it.", { status: 415 });
  }
  return new Map(new URLSearchParams(await readText(ctx.req)));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > LIMIT_BYTES) {
      throw new LatchkeyError("invalid_request", "The form is too large.", { status: 413 });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
