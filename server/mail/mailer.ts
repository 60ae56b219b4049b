import { setTimeout as wait } from "node:timers/promises";
import { createTransport } from "nodemailer";
import { isLanguage, type Language } from "../../client/strings/languages.js";
import type { User } from "../storage/storage.js";
import type { Notice, Notices, Sent } from "./notices.js";
import { letterOf } from "./texts.js";

/** Whom a letter is for. */
type Reader = Pick<User, "username" | "language">;

/** Without a mail server nobody is told anything. */
export const noNotices: Notices = {
  canSend: false,
  send: async () => "down",
  tell() {},
  async close() {},
};

/** What a mailer is told of. */
export interface MailerParts {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  smtpUrl: string;
  from: string;
  /** For users whose own language is not known. */
  language: Language;
  /** Origin of every link. */
  publicUrl: string;
  /** Name of a relying application; null where there is none of that id. */
  applicationName(id: string): Promise<string | null>;
  /** Told of what could not be sent; never of an address or of what was in it. */
  onGivenUp(reason: { kind: Notice["kind"]; code: string }): void;
  /** Milliseconds before each further try. */
  pauses?: readonly number[];
}

const PAUSES_MS = [5_000, 60_000, 600_000];
/** Letters under way at once; beyond that they are dropped, as a notice is no condition of anything. */
const MOST_UNDER_WAY = 1000;
/** How long closing waits for letters that are under way. */
const CLOSE_LIMIT_MS = 2_000;
/** How long the mail server may take to answer. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** Sends notices by SMTP, each on its own, tried again a few times. */
export class Mailer implements Notices {
  readonly canSend = true;
  readonly #parts: MailerParts;
  readonly #transport: ReturnType<typeof transportOf>;
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor(parts: MailerParts) {
    this.#parts = parts;
    this.#transport = transportOf(parts.smtpUrl);
  }

  tell(user: User, notice: Notice, at: Date): void {
    if (user.email === null || this.#closing.signal.aborted) return;
    if (this.#underWay.size >= MOST_UNDER_WAY) {
      this.#parts.onGivenUp({ kind: notice.kind, code: "too many" });
      return;
    }
    const delivery = this.#deliver(user.email, user, notice, at).finally(() =>
      this.#underWay.delete(delivery),
    );
    this.#underWay.add(delivery);
  }

  async send(user: User, notice: Notice, at: Date): Promise<Sent> {
    if (user.email === null) return "never";
    try {
      await this.#send(user.email, user, notice, at);
      return "sent";
    } catch (error) {
      const sent = endOf(error);
      if (sent !== "later") this.#parts.onGivenUp({ kind: notice.kind, code: codeOf(error) });
      return sent;
    }
  }

  /** What is waiting for another try is tried now, for the last time. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.race([Promise.allSettled(this.#underWay), wait(CLOSE_LIMIT_MS, undefined, { ref: false })]);
    this.#transport.close();
  }

  async #deliver(to: string, user: Reader, notice: Notice, at: Date): Promise<void> {
    const pauses = this.#parts.pauses ?? PAUSES_MS;
    for (let tried = 0; ; tried++) {
      const isLast = this.#closing.signal.aborted || tried >= pauses.length;
      try {
        await this.#send(to, user, notice, at);
        return;
      } catch (error) {
        if (isLast || isFinal(error)) {
          this.#parts.onGivenUp({ kind: notice.kind, code: codeOf(error) });
          return;
        }
      }
      // Closing ends the pause.
      await wait(pauses[tried], undefined, { ref: false, signal: this.#closing.signal }).catch(
        () => undefined,
      );
    }
  }

  async #send(to: string, { username, language: own }: Reader, notice: Notice, at: Date): Promise<void> {
    const { publicUrl, from, applicationName } = this.#parts;
    const language = own !== null && isLanguage(own) ? own : this.#parts.language;
    const id = notice.kind === "blocked" ? notice.application : null;
    const application = id === null ? null : ((await applicationName(id)) ?? id);
    const letter = await letterOf({ notice, language, username, at, publicUrl, application });
    // RFC 3834 §5: keeps out-of-office programs from answering.
    await this.#transport.sendMail({ from, to, ...letter, headers: { "Auto-Submitted": "auto-generated" } });
  }
}

function transportOf(smtpUrl: string) {
  const limits = { pool: true, maxConnections: 2, disableFileAccess: true, disableUrlAccess: true } as const;
  return createTransport({ url: smtpUrl, ...limits, ...TIMEOUTS });
}

/** A reply of 500 and more means that trying again is of no use (RFC 5321 §4.2.1). */
function isFinal(error: unknown): boolean {
  return error instanceof Error && "responseCode" in error && Number(error.responseCode) >= 500;
}

/** Only what is said about the recipient is about this letter; everything else would be said of the next one too. */
function endOf(error: unknown): Sent {
  const aboutRecipient = error instanceof Error && "rejected" in error;
  if (!aboutRecipient) return "down";
  return isFinal(error) ? "never" : "later";
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("responseCode" in error) return String(error.responseCode);
  return "code" in error ? String(error.code) : error.name;
}
