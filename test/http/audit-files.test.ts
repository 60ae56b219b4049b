import { describe, expect, it, vi } from "vitest";
import { hashOf } from "../../server/audit/chain.js";
import { application } from "../support/application.js";
import { Browser, signIn } from "../support/browser.js";
import { ADMIN_KEY, testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService({ env: { LATCHKEY_TOLERATED_FAILURES: "0" } });
const { call, clock, database, deps, url } = service;

const authorization = `Bearer ${ADMIN_KEY}`;

async function download(query: string): Promise<{ text: string; headers: Headers }> {
  const answer = await fetch(`${url}/api/v1/audit/export${query}`, { headers: { authorization } });
  expect(answer.status).toBe(200);
  return { text: await answer.text(), headers: answer.headers };
}

describe("GET /api/v1/audit/export", () => {
  it("200: CSV with a line an entry, in which no name is a formula of a spreadsheet", async () => {
    await call("POST", "/api/v1/users", { username: "=cmd|' /C calc'!A0" });
    const { text, headers } = await download("?action=user.create");
    const lines = text.trimEnd().split("\r\n");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toBe('attachment; filename="latchkey-audit.csv"');
    expect(lines[0]).toMatch(/^at,action,outcome,actor,user,/);
    expect(lines[1]).toContain(`,user.create,success,environment key,"'=cmd|' /C calc'!A0",`);
  });

  it("200: JSON Lines of every page, from which each entry's hash can be computed again", async () => {
    await call("POST", "/api/v1/users", { username: "exported 1" });
    const caller = { actor: "a test", application: null, ip: null, userAgent: null, requestId: "none" };
    const fact = { at: service.now(), action: "user.create", outcome: "success", factor: null } as const;
    await Promise.all(
      Array.from({ length: 1010 }, (_, i) => {
        const user = { user: `made ${i}`, userId: `made ${i}`, credentialId: null };
        return deps.audit.record(caller, { ...fact, ...user });
      }),
    );
    const { text } = await download("?action=user.create&format=jsonl");
    const entries = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(new Set(entries.map(({ user }) => user)).size).toBe(1012);
    for (const { hash, ...entry } of entries.slice(0, 20)) {
      expect(hashOf({ ...entry, at: new Date(entry.at) }, deps.keys.auditSigner)).toBe(hash);
    }
  });

  it("is an entry itself: who took which part, for whom only where that user exists", async () => {
    await download("?user=exported+1&action=user.create");
    await download("?user=a+password+typed+here");
    const { body } = await call("GET", "/api/v1/audit?action=audit.export&limit=2");
    expect(body.entries).toMatchObject([
      { actor: "environment key", user: null, detail: { format: "csv" } },
      { user: "exported 1", detail: { format: "csv", "filter action": "user.create" } },
    ]);
  });

  it("403 without the scope, 400 for another format", async () => {
    const wiki = await application(service);
    expect((await wiki.call("GET", "/api/v1/audit/export")).status).toBe(403);
    expect((await call("GET", "/api/v1/audit/export?format=xml")).status).toBe(400);
  });
});

describe("GET /api/v1/audit/summary", () => {
  it("200: sign-ins and failures by interval and factor, and who was blocked most", async () => {
    clock.advance(24 * 3600);
    const from = service.now().toISOString();
    const [anna, bert] = [await userWithApp(service, "anna"), await userWithApp(service, "bert")];
    const verify = (username: string, code: string) => call("POST", "/api/v1/verify", { username, code });
    await verify("anna", anna.code());
    clock.advance(3600);
    await verify("bert", bert.code());
    await verify("bert", "000000");
    for (let i = 0; i < 3; i++) await verify("bert", "000000");
    await verify("nobody here", "000000");
    await verify("nobody here", "000000");
    const to = service.now().toISOString();
    // Further refusals of a block are counted up once a second.
    const body = await vi.waitFor(async () => {
      const query = `from=${from}&to=${to}&interval=hour`;
      const answer = await call("GET", `/api/v1/audit/summary?${query}`);
      expect(answer.status).toBe(200);
      expect(answer.body.intervals).toMatchObject([
        { success: 1, failure: 0, refused: 0 },
        { success: 1, failure: 2, refused: 4 },
      ]);
      return answer.body;
    }, 10_000);
    expect(body.factors).toContainEqual({ factor: "totp", success: 2, failure: 0, refused: 0 });
    expect(body.factors).toContainEqual({ factor: "any", success: 0, failure: 2, refused: 4 });
    expect(body.mostBlocked).toEqual([{ user: "bert", refusals: 3 }]);
  });

  it("400 for a span of more intervals than a chart has, or one that ends before it begins", async () => {
    for (const query of [
      "?from=2026-01-01T00:00:00Z&to=2026-11-01T00:00:00Z&interval=hour",
      "?from=2020-01-01T00:00:00Z&to=2026-11-01T00:00:00Z",
      "?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z",
    ]) {
      expect((await call("GET", `/api/v1/audit/summary${query}`)).status, query).toBe(400);
    }
  });
});

describe("GET /api/v1/audit/tail", () => {
  it("200: new entries that the filter finds come as they are written", async () => {
    const stop = new AbortController();
    const answer = await fetch(`${url}/api/v1/audit/tail?action=user.create`, {
      headers: { authorization },
      signal: stop.signal,
    });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    const received = reader(answer);
    await received.until(": new entries follow");
    await call("POST", "/api/v1/verify", { username: "anna", code: "000000" });
    await call("POST", "/api/v1/users", { username: "seen at once" });
    const text = await received.until("seen at once");
    expect(text).not.toContain("verification.login");
    expect(text).not.toContain("exported 1");
    stop.abort();
  });

  it("ends when the reader's session does", { timeout: 15_000 }, async () => {
    const app = await userWithApp(service, "auditor");
    const id = deps.keys.userId("auditor") as never;
    await database.db.collection("users").updateOne({ _id: id }, { $set: { roles: ["auditor"] } });
    const browser = new Browser(service);
    await signIn(browser, "auditor", app.code());
    const cookie = `__Host-latchkey-session=${browser.cookie}`;
    const answer = await fetch(`${url}/api/v1/audit/tail`, { headers: { cookie } });
    expect(answer.status).toBe(200);
    const received = reader(answer);
    await received.until(": new entries follow");
    expect((await browser.call("DELETE", "/api/v1/session")).status).toBe(204);
    expect(await received.end()).toContain("session.end");
  });
});

function reader(answer: Response) {
  const chunks = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async () => {
    const { done, value } = (await chunks?.read()) ?? { done: true, value: undefined };
    text += value ?? "";
    return !done;
  };
  return {
    async until(wanted: string): Promise<string> {
      while (!text.includes(wanted) && (await next()));
      return text;
    },
    async end(): Promise<string> {
      while (await next());
      return text;
    },
  };
}
