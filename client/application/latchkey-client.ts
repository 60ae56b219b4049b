/**
 * The client for relying applications: `import { createLatchkey } from "latchkey/client"`. It depends on nothing but
 * `fetch`, runs on the application's server (an API key has no place in a browser), and never tries again by itself: a
 * code that was sent may be spent, whatever became of the answer.
 */
import { LatchkeyError } from "./latchkey-error.js";
import { problemOf } from "./problem.js";
import type {
  AttemptInput,
  BeginInput,
  Begun,
  Exchanged,
  ExchangeInput,
  Ticket,
  TicketInput,
  Verified,
  VerifyInput,
} from "./types.js";

export { LatchkeyError, type LatchkeyErrorCode } from "./latchkey-error.js";
export type * from "./types.js";

const DEFAULT_TIMEOUT_MS = 10_000;

/** LatchkeyOptions says where the service is, and which application asks. */
export interface LatchkeyOptions {
  /** Address of the service, such as `https://2fa.example.com`. */
  readonly url: string;
  /** The application's key, shown once when it was registered. */
  readonly apiKey: string;
  /** Milliseconds until a call counts as unanswered; 10,000 by default. */
  readonly timeoutMs?: number;
}

/** Latchkey is the service as an application calls it. Each call resolves with a right answer or throws LatchkeyError. */
export interface Latchkey {
  /** verify checks a code in one call. */
  verify(input: VerifyInput): Promise<Verified>;
  /** begin says what a user needs, and which factors to offer. */
  begin(input: BeginInput): Promise<Begun>;
  /** attempt answers a verification with one factor; `not_found` where it is finished or expired: begin a new one. */
  attempt(verificationId: string, input: AttemptInput): Promise<Verified>;
  /** exchange takes the single-use code with which the hosted page came back. */
  exchange(input: ExchangeInput): Promise<Exchanged>;
  /** issueTicket makes a link with which a user sets up or changes their factors. */
  issueTicket(input: TicketInput): Promise<Ticket>;
}

/** createLatchkey makes the client of one application. */
export function createLatchkey({ url, apiKey, timeoutMs = DEFAULT_TIMEOUT_MS }: LatchkeyOptions): Latchkey {
  const base = url.replace(/\/+$/, "");
  const post = async <T>(path: string, body: object): Promise<T> => {
    const answer = await ask(`${base}/api/v1${path}`, {
      method: "POST",
      headers: {
        accept: "application/json",
        authorization: `Bearer ${apiKey}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
      // Followed, a redirect would carry codes to another address.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return answer as T;
  };
  const verified = async <T extends { verified: true }>(path: string, body: object): Promise<T> =>
    assertVerified(await post<T>(path, body));
  return {
    verify: (input) => verified("/verify", input),
    begin: (input) => post("/verifications", input),
    attempt: (id, input) => verified(`/verifications/${encodeURIComponent(id)}/attempts`, input),
    exchange: (input) => verified("/verifications/exchange", input),
    issueTicket: (input) => post("/tickets", input),
  };
}

/** That nothing was thrown is not enough: whatever else answers with 200 and JSON has verified nobody. */
function assertVerified<T extends { verified: true }>(answer: T): T {
  if (answer.verified === true) return answer;
  throw new LatchkeyError("unavailable", "What answered was not Latchkey.", { status: 200 });
}

/** Sends a request and reads its JSON. @throws LatchkeyError for everything but a 2xx with JSON in it */
async function ask(url: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, init);
    text = await response.text();
  } catch (cause) {
    throw new LatchkeyError("unavailable", "Latchkey did not answer.", { status: 0, cause });
  }
  const body = parse(text);
  if (!response.ok) throw problemOf(response, body);
  if (typeof body !== "object" || body === null) {
    throw new LatchkeyError("unavailable", "What answered was not Latchkey.", { status: response.status });
  }
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
