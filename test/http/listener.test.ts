import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, expect, it } from "vitest";
import { listen } from "../../server/http/listener.js";

const LIMITS = { headers: 150, request: 300, keepAlive: 100, check: 20 };
const server: Server = await listen({ port: 0, host: "127.0.0.1" }, LIMITS);
server.on("request", (request, response) => request.resume().on("end", () => response.end("done")));

afterAll(() => new Promise((resolve) => server.close(resolve)));

it("cuts off a sender whose header never ends", async () => {
  expect(await sent("POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")).toMatch(/^HTTP\/1\.1 408/);
});

it("cuts off a sender whose body never ends", async () => {
  const head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n";
  expect(await sent(`${head}slow`)).toMatch(/^HTTP\/1\.1 408/);
});

it("closes a connection that asks nothing more", async () => {
  expect(await sent("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).toMatch(/^HTTP\/1\.1 200/);
});

/** Writes and then does nothing; what came until the server closed the connection. */
async function sent(text: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    answer += String(chunk);
  });
  socket.write(text);
  await once(socket, "close");
  return answer;
}
