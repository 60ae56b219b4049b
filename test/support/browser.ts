import type { Answer, TestService } from "./service.js";

export const COOKIE = "__Host-latchkey-session";

/** What a request is sent with in place of what a page of Latchkey's own would send; null for nothing. */
export interface Sent {
  csrf?: string | null;
  origin?: string | null;
  contentType?: string | null;
  cookie?: string | null;
  body?: string;
  headers?: Record<string, string>;
}

/** A person's browser: keeps the session cookie, and sends what a page of Latchkey's own sends. */
export class Browser {
  readonly #service: TestService;
  /** The value of the session cookie; null where it has none. */
  cookie: string | null = null;
  /** CSRF token of the session that an answer carried last. */
  csrf: string | null = null;

  constructor(service: TestService, cookie: string | null = null) {
    this.#service = service;
    this.cookie = cookie;
  }

  async call(method: string, path: string, body?: unknown, sent: Sent = {}): Promise<Answer> {
    const cookie = sent.cookie === undefined ? this.cookie : sent.cookie;
    const csrf = sent.csrf === undefined ? this.csrf : sent.csrf;
    const origin = sent.origin === undefined ? this.#service.url : sent.origin;
    const contentType = sent.contentType === undefined ? "application/json" : sent.contentType;
    const isRead = method === "GET";
    const text = sent.body ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await fetch(`${this.#service.url}${path}`, {
      method,
      headers: {
        ...(cookie === null ? {} : { cookie: `theme=dark; ${COOKIE}=${cookie}` }),
        ...(isRead || csrf === null ? {} : { "x-csrf-token": csrf }),
        ...(isRead || origin === null ? {} : { origin }),
        ...(isRead || contentType === null ? {} : { "content-type": contentType }),
        ...sent.headers,
      },
      // Bytes, so that no type is added where the test wants none.
      ...(text === undefined ? {} : { body: new TextEncoder().encode(text) }),
    });
    this.#adopt(answer.headers);
    const received = await answer.text();
    const parsed = received === "" ? {} : JSON.parse(received);
    if (parsed.session?.csrfToken) this.csrf = parsed.session.csrfToken;
    return { status: answer.status, headers: answer.headers, body: parsed };
  }

  #adopt(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const value = new RegExp(`^${COOKIE}=([^;]*)`).exec(line)?.[1];
      if (value !== undefined) this.cookie = value === "" ? null : value;
    }
  }
}

/** Begins to sign in with the password that `userWithApp` gives; the answer is that of POST /session. */
export function beginSignIn(browser: Browser, username: string, password = `password of ${username}`) {
  return browser.call("POST", "/api/v1/session", { username, password });
}

/** Signs in with password and a code (or recovery key) of the factor. @returns the last answer */
export async function signIn(
  browser: Browser,
  username: string,
  code: string,
  factor = "totp",
): Promise<Answer> {
  const begun = await beginSignIn(browser, username);
  const { verificationId } = begun.body;
  return browser.call("POST", "/api/v1/session/attempts", { verificationId, factor, response: { code } });
}
