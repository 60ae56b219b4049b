import { connect } from "node:net";

const END_OF_HEAD = "\r\n\r\n";

/**
 * One kept-alive HTTP/1.1 connection that does no more than a benchmark needs, so that the load generator takes as
 * little as possible of the CPU that the service is measured on. Answers must have a Content-Length, as ours do.
 */
export class HttpConnection {
  #socket;
  #received = Buffer.alloc(0);
  #waiting = null;

  /** @param {number} port on 127.0.0.1 */
  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      socket.once("error", reject);
      socket.once("connect", () => resolve(new HttpConnection(socket)));
    });
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => this.#take(chunk));
    socket.on("close", () => this.#waiting?.reject(new Error("the service closed the connection")));
    socket.on("error", () => {}); // "close" follows.
  }

  /**
   * Sends a request and waits for its answer; one at a time.
   * @param {{ method: string, path: string, body?: object, apiKey?: string }} request
   * @returns {Promise<{ status: number, body: string }>}
   */
  send({ method, path, body, apiKey }) {
    const text = body === undefined ? "" : JSON.stringify(body);
    const head = [`${method} ${path} HTTP/1.1`, "Host: localhost"];
    if (apiKey) head.push(`Authorization: Bearer ${apiKey}`);
    if (text) head.push("Content-Type: application/json", `Content-Length: ${Buffer.byteLength(text)}`);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(head.join("\r\n") + END_OF_HEAD + text);
    });
  }

  close() {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #take(chunk) {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf(END_OF_HEAD);
    if (headEnd < 0) return;
    const head = this.#received.latin1Slice(0, headEnd);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const end = headEnd + END_OF_HEAD.length + length;
    if (this.#received.length < end) return;
    const body = this.#received.utf8Slice(headEnd + END_OF_HEAD.length, end);
    this.#received = Buffer.alloc(0);
    this.#waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}
