import { z } from "zod";
import { CommandError, type TerminalIo, UsageError } from "./io.js";
import { streamed } from "./streamed-form.js";

/** Options of every command that calls a Latchkey. The key is never an argument, as other users see those. */
export const API_OPTIONS = {
  url: { type: "string" },
  "api-key-file": { type: "string" },
  "allow-http": { type: "boolean" },
} as const;

/** How these options are named in a usage line. */
export const API_USAGE = "[--url URL] [--api-key-file FILE] [--allow-http]";

const DEFAULT_URL = "http://localhost:8080";
const MAX_KEY_BYTES = 4096;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** What Latchkey refused, or that it could not be reached (`code` is `unreachable`). */
export class ApiError extends CommandError {
  readonly code: string;

  constructor(code: string, message: string, hint: string) {
    super(message, hint);
    this.code = code;
  }
}

/** A remote Latchkey. */
export interface ApiClient {
  readonly url: string;
  /** Calls a route and checks its answer. Throws an ApiError. */
  call<T extends z.ZodType>(method: string, path: string, answer: T, body?: unknown): Promise<z.output<T>>;
  /** Sends a form with a file; `onSent` is told how many bytes of the file have gone. Throws an ApiError. */
  upload<T extends z.ZodType>(
    path: string,
    answer: T,
    form: { fields: Record<string, string>; file: Uint8Array },
    onSent: (bytes: number) => void,
  ): Promise<z.output<T>>;
  /** The same for a route that answers in JSON Lines; `onLine` is told of each line but the last, which is the answer. */
  uploadLong<T extends z.ZodType>(
    path: string,
    answer: T,
    form: { fields: Record<string, string>; file: Uint8Array },
    on: { sent: (bytes: number) => void; line: (line: unknown) => void },
  ): Promise<z.output<T>>;
}

/**
 * The Latchkey that the options and the environment (`LATCHKEY_URL`, `LATCHKEY_API_KEY`) name.
 * @throws UsageError where there is no key, or it would travel in the clear
 */
export async function openApi(
  values: {
    url?: string | undefined;
    "api-key-file"?: string | undefined;
    "allow-http"?: boolean | undefined;
  },
  io: TerminalIo,
): Promise<ApiClient> {
  const url = baseUrl(values.url ?? io.env.LATCHKEY_URL ?? DEFAULT_URL, values["allow-http"] ?? false);
  const authorization = `Bearer ${await readKey(values["api-key-file"], io)}`;
  const send = async (
    path: string,
    answer: z.ZodType,
    init: RequestInit,
    read: (response: Response) => Promise<string> = (response) => response.text(),
  ) => {
    // A redirection would carry key and seeds to wherever it points.
    const request = { ...init, redirect: "error", headers: { ...init.headers, authorization } } as const;
    const response = await fetch(`${url}${path}`, request).catch(() => null);
    if (response === null) throw unreachable(url);
    const text = await (response.ok ? read(response) : response.text()).catch(() => null);
    if (text === null) throw unreachable(url);
    return response.ok ? parsed(answer, text) : Promise.reject(refusal(response.status, text));
  };
  return {
    url,
    call: (method, path, answer, body) =>
      send(
        path,
        answer,
        body === undefined
          ? { method }
          : { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } },
      ) as never,
    upload: (path, answer, form, onSent) =>
      send(path, answer, { method: "POST", ...streamed(form, onSent) }) as never,
    uploadLong: (path, answer, form, { sent, line }) =>
      send(path, answer, { method: "POST", ...streamed(form, sent) }, (response) =>
        lastLine(response, line),
      ) as never,
  };
}

/** The last line of an answer; the others are told as they come. */
async function lastLine({ body }: Response, onLine: (line: unknown) => void): Promise<string> {
  const decoder = new TextDecoder();
  let rest = "";
  let last = "";
  for await (const piece of body ?? []) {
    const lines = (rest + decoder.decode(piece as Uint8Array, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (last !== "") onLine(JSON.parse(last));
      last = line;
    }
  }
  return rest.trim() === "" ? last : rest;
}

function baseUrl(text: string, allowHttp: boolean): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError("that is no address of a Latchkey", "give --url https://latchkey.example.org");
  }
  const { protocol, hostname, origin } = new URL(text);
  if (protocol === "http:" && !LOOPBACK.has(hostname) && !allowHttp) {
    throw new UsageError(
      "the API key and the seeds would travel unencrypted",
      "use the https address; on a network that is safe by itself, add --allow-http",
    );
  }
  return origin;
}

async function readKey(file: string | undefined, io: TerminalIo): Promise<string> {
  const key = file === undefined ? io.env.LATCHKEY_API_KEY : await readKeyFile(file, io);
  if (key !== undefined && /^[\x21-\x7e]+$/.test(key.trim())) return key.trim();
  throw new UsageError(
    "there is no API key",
    "put one into LATCHKEY_API_KEY, or name a file that holds it: --api-key-file FILE",
  );
}

async function readKeyFile(file: string, io: TerminalIo): Promise<string> {
  try {
    return new TextDecoder().decode(await io.readFile(file, MAX_KEY_BYTES));
  } catch {
    throw new UsageError("the file of the API key cannot be read", "check its name and its permissions");
  }
}

function parsed(answer: z.ZodType, text: string): unknown {
  try {
    return answer.parse(text === "" ? null : JSON.parse(text));
  } catch {
    throw new ApiError(
      "bad_answer",
      "the answer is not one of Latchkey's",
      "check --url, and that both have one version",
    );
  }
}

const problem = z.object({ code: z.string(), detail: z.string().optional() });

const HINTS: Record<string, string> = {
  unauthenticated: "check the API key (LATCHKEY_API_KEY or --api-key-file)",
  forbidden:
    "the key's application needs another scope: tokens for tokens, users for users, admin for applications",
  too_many_attempts: "wait as long as it says; nothing was tried",
  unavailable: "try again in a moment; what was done so far stays",
};

function refusal(status: number, text: string): ApiError {
  try {
    const { code, detail } = problem.parse(JSON.parse(text));
    return new ApiError(
      code,
      detail ?? `Latchkey answered ${status}`,
      HINTS[code] ?? "nothing was changed by this call",
    );
  } catch {
    return new ApiError("bad_answer", `${status} was answered, and not by Latchkey`, "check --url");
  }
}

function unreachable(url: string): ApiError {
  return new ApiError(
    "unreachable",
    `${url} cannot be reached`,
    "is Latchkey running there? name its address with --url",
  );
}
