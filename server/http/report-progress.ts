import { PassThrough, type Readable } from "node:stream";
import type { Logger } from "pino";
import { LatchkeyError } from "../errors.js";

/** One JSON value a line: https://jsonlines.org. */
export const JSON_LINES = "application/jsonl; charset=utf-8";

/**
 * Runs something long and tells line by line how far it is: `{"done", "total"}` again and again, and at last `{"report"}`
 * or, as the status has been sent long ago, `{"error": {"code", "detail"}}`.
 * @param work is given where to tell how far it is, and a signal that is aborted once nobody listens any more
 */
export function reportProgress(
  work: (tell: (done: number, total: number) => void, signal: AbortSignal) => Promise<unknown>,
  log: Logger,
): Readable {
  const lines = new PassThrough();
  const gone = new AbortController();
  lines.once("close", () => gone.abort());
  const say = (value: unknown) => {
    if (!lines.destroyed) lines.write(`${JSON.stringify(value)}\n`);
  };
  work((done, total) => say({ done, total }), gone.signal)
    .then((report) => say({ report }))
    .catch((err: unknown) => {
      if (gone.signal.aborted) return;
      const known = err instanceof LatchkeyError ? err : null;
      if (!known || known.status >= 500) log.error({ err }, "an import ended early");
      const isPublic = known !== null && known.status < 500;
      const detail = isPublic ? known.message : "It ended early: what was done so far stays. Repeat it.";
      say({ error: { code: known?.code ?? "internal_error", detail } });
    })
    .finally(() => lines.end());
  return lines;
}
