import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";

/** How long the rest of a header that is too long is read and thrown away, in milliseconds. */
const LINGER = 1_000;

/**
 * Answers a request that Node's parser gave up on: its header is too long, it took too long, or it is no HTTP.
 * The rest of a header that is too long is read and dropped for a moment: a socket that is closed with unread bytes in
 * it sends a reset, which may overtake the answer, so that the sender never learns why (RFC 9112 §9.6).
 */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  const status = statusOf(error.code);
  if (socket.writable && error.code !== "ECONNRESET") {
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  }
  if (status === 431) linger(socket);
  else socket.destroy(error);
}

function linger(socket: Socket): void {
  const last = setTimeout(() => socket.destroy(), LINGER);
  socket.once("close", () => clearTimeout(last));
  socket.on("error", () => socket.destroy());
  socket.end();
  socket.resume();
}

function statusOf(code: string | undefined): number {
  if (code === "HPE_HEADER_OVERFLOW") return 431;
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
}
