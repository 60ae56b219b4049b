import type { Socket } from "node:net";
import {
  type BindRequest,
  type Control,
  type ExtendedRequest,
  MessageParser,
  SearchEntry,
  SearchReference,
  type SearchRequest,
  UnbindRequest,
} from "ldapts";
import { messageLength } from "./message-length.js";

/** What one request was answered. */
export interface Answer {
  /** The result code (RFC 4511 appendix A). */
  status: number;
  /** What the server adds in its own words. */
  diagnostic: string;
  entries: SearchEntry[];
  /** How many times it named other servers in place of entries (RFC 4511 §4.5.3). */
  references: number;
  controls: readonly Control[];
}

type Request = BindRequest | ExtendedRequest | SearchRequest;

/** What every response has (RFC 4511 §4.1.9). */
interface Response {
  messageId: number;
  status: number;
  errorMessage: string;
  controls?: Control[];
}

interface Waiting {
  message: Request;
  entries: SearchEntry[];
  references: number;
  resolve(answer: Answer): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/**
 * One connection to a server, and one request at a time on it. It never reconnects by itself: what was secured or
 * authenticated must not go on over a connection that is neither. A byte that nobody asked for ends it.
 */
export class LdapConnection {
  readonly #socket: Socket;
  readonly #timeoutMs: number;
  readonly #parser = new MessageParser();
  #bytes: Buffer = Buffer.alloc(0);
  #lastId = 0;
  #waiting: Waiting | null = null;
  #ended: Error | null = null;

  /** @param timeoutMs most milliseconds that one request may take */
  constructor(socket: Socket, timeoutMs: number) {
    this.#socket = socket;
    this.#timeoutMs = timeoutMs;
    this.#parser.on("message", (message) => this.#take(message));
    this.#parser.on("error", (error) => this.#end(error));
    socket.on("data", this.#onData);
    socket.on("error", this.#onError);
    socket.on("close", this.#onClose);
  }

  /**
   * Sends a request and waits for its whole answer.
   * @throws Error where the connection ends before that, or the time is over
   */
  request(message: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      if (this.#waiting) return reject(new TypeError("one request at a time"));
      this.#lastId += 1;
      message.messageId = this.#lastId;
      const timer = setTimeout(() => this.#end(new Error("it did not answer in time")), this.#timeoutMs);
      this.#waiting = { message, entries: [], references: 0, resolve, reject, timer };
      this.#socket.write(message.write());
    });
  }

  /**
   * Gives the socket away, to be secured.
   * @throws Error where bytes have come that nobody asked for: whoever sits in between could have them read as if they
   *   had come over the secured connection
   */
  release(): Socket {
    if (this.#ended) throw this.#ended;
    if (this.#bytes.length > 0) {
      this.close();
      throw new Error("it sent more than the answer to StartTLS");
    }
    this.#ended = new Error("the socket was given away");
    this.#socket.removeListener("data", this.#onData);
    this.#socket.removeListener("error", this.#onError);
    this.#socket.removeListener("close", this.#onClose);
    return this.#socket;
  }

  /** Says goodbye and ends it. */
  close(): void {
    if (this.#ended) return;
    this.#lastId += 1;
    this.#socket.write(new UnbindRequest({ messageId: this.#lastId }).write());
    this.#end(new Error("the connection was closed"));
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    try {
      while (!this.#ended) {
        const length = messageLength(this.#bytes);
        if (length === null || this.#bytes.length < length) return;
        const whole = this.#bytes.subarray(0, length);
        this.#bytes = this.#bytes.subarray(length);
        const message = this.#waiting?.message;
        this.#parser.read(whole, new Map(message ? [[String(message.messageId), { message }]] : []));
      }
    } catch (error) {
      this.#end(error instanceof Error ? error : new Error(String(error)));
    }
  };

  readonly #onError = (error: Error): void => this.#end(error);
  readonly #onClose = (): void => this.#end(new Error("it closed the connection"));

  #take(message: Response): void {
    const waiting = this.#waiting;
    // Also a notice of disconnection, whose id is 0 (RFC 4511 §4.4.1).
    if (!waiting || message.messageId !== waiting.message.messageId) {
      this.#end(new Error("it sent something that nobody asked for"));
    } else if (message instanceof SearchEntry) waiting.entries.push(message);
    else if (message instanceof SearchReference) waiting.references += 1;
    else this.#finish(waiting, message);
  }

  #finish(waiting: Waiting, { status, errorMessage: diagnostic, controls = [] }: Response): void {
    this.#settle();
    const { entries, references } = waiting;
    waiting.resolve({ status, diagnostic, entries, references, controls });
  }

  #settle(): void {
    if (this.#waiting) clearTimeout(this.#waiting.timer);
    this.#waiting = null;
  }

  #end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#socket.end();
    this.#socket.destroySoon();
    const waiting = this.#waiting;
    this.#settle();
    waiting?.reject(error);
  }
}
