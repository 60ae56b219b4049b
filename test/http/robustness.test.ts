import { request } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { ADMIN_KEY, type Answer, testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, url } = service;
const JSON_TYPE = { "content-type": "application/json" };

describe("bodies", () => {
  it("413: more than 64 KB", async () => {
    const answer = await post({ username: "a".repeat(70_000), code: "123456" });
    expect(problem(answer)).toEqual([413, "invalid_request"]);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/xml", "application/jsonp"])(
    "415: %s in place of JSON",
    async (type) => {
      const answer = await raw("POST", "/api/v1/verify", `{"username":"x","code":"123456"}`, {
        "content-type": type,
      });
      expect(problem(answer)).toEqual([415, "invalid_request"]);
    },
  );

  it.each([
    ["cut off", `{"username":`],
    ["a number", "17"],
    ["null", "null"],
    ["a string", `"username"`],
    ["an array", "[]"],
    ["no UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ["nothing", ""],
    ["very deep", `${"[".repeat(20_000)}${"]".repeat(20_000)}`],
  ])("400: %s", async (_, text) => {
    expect(problem(await raw("POST", "/api/v1/verify", text, JSON_TYPE))).toEqual([400, "invalid_request"]);
  });

  it("400: a body that is not compressed as its header says", async () => {
    const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
    const answer = await raw("POST", "/api/v1/verify", `{"username":"x","code":"123456"}`, headers);
    expect(problem(answer)).toEqual([400, "invalid_request"]);
  });

  it.each(["__proto__", "constructor", "prototype"])(
    "400: the key %s, and no object gains anything",
    async (key) => {
      const text = `{"username":"x","code":"123456","${key}":{"polluted":true}}`;
      expect((await raw("POST", "/api/v1/verify", text, JSON_TYPE)).status).toBe(400);
      expect((await raw("POST", "/api/v1/users", `{"${key}":{"username":"x"}}`, JSON_TYPE)).status).toBe(400);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );

  it.each([{ $ne: null }, { $gt: "" }, { $regex: ".*" }, { $where: "1" }, ["admin"], 17, true, null])(
    "400: %j where a string belongs, in every field of every body",
    async (value) => {
      const bodies: [string, Record<string, unknown>][] = [
        ["/api/v1/verify", { username: "x", code: "123456", factor: "totp" }],
        ["/api/v1/verifications", { username: "x", redirectUri: "http://localhost/", state: "s" }],
        ["/api/v1/verifications/none/attempts", { factor: "totp" }],
        ["/api/v1/verifications/exchange", { code: "c", redirectUri: "http://localhost/" }],
        [
          "/api/v1/users",
          { username: "x", displayName: "x", email: "x@example.org", password: "long enough" },
        ],
        ["/api/v1/applications", { name: "x", unknownUsers: "refuse" }],
      ];
      for (const [path, body] of bodies) {
        for (const field of Object.keys(body)) {
          const answer = await call("POST", path, { ...body, [field]: value });
          expect(answer.status, `${path} ${field}`).toBe(400);
        }
      }
    },
  );

  it("400: an operator in place of a code tries nothing and counts nothing", async () => {
    const app = await userWithApp(service, "operators");
    for (let i = 0; i < 3; i++) {
      const answer = await call("POST", "/api/v1/verify", { username: "operators", code: { $ne: "0" } });
      expect(answer.status).toBe(400);
    }
    expect((await call("POST", "/api/v1/verify", { username: "operators", code: app.code() })).status).toBe(
      200,
    );
  });

  it.each([
    ["control characters", "bell\u0007-and-more"],
    ["half a character", "half\ud800-and-more"],
  ])("400: %s in a name; what was sent is not repeated", async (_, username) => {
    const answer = await post({ username, code: "123456" });
    expect(problem(answer)).toEqual([400, "invalid_request"]);
    expect(JSON.stringify(answer.body)).not.toContain("and-more");
  });
});

describe("addresses and methods", () => {
  it.each([
    "/nothing",
    "/api/v1",
    "/api/v2/verify",
    "/api/v1/verify/",
    "/%2e%2e/etc/passwd",
    "/assets/..%2f..%2fpackage.json",
  ])("404: %s is a problem document", async (path) => {
    const answer = await call("GET", path);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(problem(answer)).toEqual([404, "not_found"]);
  });

  it("404: a method that an address does not take", async () => {
    for (const method of ["GET", "PUT", "DELETE", "PATCH"]) {
      expect(problem(await call(method, "/api/v1/verify"))).toEqual([404, "not_found"]);
    }
  });

  it("HEAD is answered as GET, without a body; OPTIONS allows no other origin", async () => {
    expect((await raw("HEAD", "/healthz")).status).toBe(200);
    const preflight = await raw("OPTIONS", "/api/v1/verify", "", {
      origin: "https://evil.example",
      "access-control-request-method": "POST",
    });
    expect([...preflight.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  it("refuses an address or headers of any length, and goes on", async () => {
    expect((await raw("GET", `/${"a".repeat(15_000)}`)).status).toBe(404);
    expect((await raw("GET", `/${"a".repeat(100_000)}`)).status).toBe(431);
    expect((await raw("GET", "/healthz", "", { "x-long": "a".repeat(100_000) })).status).toBe(431);
    expect((await call("GET", `/api/v1/users/${"a".repeat(300)}`)).status).toBe(400);
    expect((await call("GET", "/api/v1/users/%ff")).status, "no UTF-8 names nobody").toBe(404);
    expect((await call("GET", "/healthz")).status).toBe(200);
  });
});

describe("a connection that breaks off", () => {
  it("is no error of ours: it is logged for debugging alone, without the bytes that came", async () => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const head = `DELETE /api/v1/session HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    socket.write(`${head}{"password":"bytes that no length announced"}`);
    for await (const _ of socket);
    await expect.poll(() => service.logs.some((line) => line.includes("HPE_"))).toBe(true);
    expect(service.logs.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
    expect(service.logs.join("")).not.toContain("bytes that no length");
    expect(service.logs.join("")).not.toContain("rawPacket");
  });
});

describe("headers sent twice", () => {
  it("the first of two keys counts, whoever added the second", async () => {
    const keys = [`Bearer ${ADMIN_KEY}`, "Bearer other"];
    expect((await raw("GET", "/api/v1/users/x", "", { authorization: keys })).status).toBe(404);
    expect((await raw("GET", "/api/v1/users/x", "", { authorization: keys.reverse() })).status).toBe(401);
  });

  it("400: two lengths, and a length beside chunks, which a proxy might read differently", async () => {
    for (const headers of [
      { "content-length": ["5", "6"] },
      { "content-length": "5", "transfer-encoding": "chunked" },
    ]) {
      expect((await rawBytes("POST", "/api/v1/verify", headers)).startsWith("HTTP/1.1 400")).toBe(true);
    }
  });
});

function post(body: unknown): Promise<Answer> {
  return call("POST", "/api/v1/verify", body);
}

function problem({ status, body }: Answer): [number, unknown] {
  expect(body.status).toBe(status);
  return [status, body.code];
}

type SentHeaders = Record<string, string | string[]>;

/** By Node's own client, which sends what `fetch` would not. */
function raw(
  method: string,
  path: string,
  body: string | Buffer = "",
  headers: SentHeaders = {},
): Promise<Answer> {
  const { port } = new URL(url);
  const all = {
    authorization: `Bearer ${ADMIN_KEY}`,
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: "127.0.0.1", method, path, headers: all }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = answer.headers["content-type"]?.includes("json");
        resolve({
          status: answer.statusCode ?? 0,
          headers: new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
          body: isJson && text !== "" ? JSON.parse(text) : {},
        });
      });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** What comes back for a request that no client library would write. */
async function rawBytes(method: string, path: string, headers: SentHeaders): Promise<string> {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write([`${method} ${path} HTTP/1.1`, "Host: localhost", ...lines, "", "hello"].join("\r\n"));
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text;
}
