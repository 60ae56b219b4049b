import { describe, expect, it } from "vitest";
import { z } from "zod";
import { LatchkeyError, notFound, tooManyAttempts, verificationFailed } from "../../../server/errors.js";
import { defineRoute } from "../../../server/http/route.js";
import { ROUTES } from "../../../server/http/routes/index.js";
import { testService } from "../../support/service.js";

const anything = z.looseObject({});
const declared = { method: "post", summary: "", access: { public: true }, body: anything } as const;
const session = { csrfToken: "csrf-1", username: "alice", roles: [], elevatedUntil: null, expiresAt: "" };

/** Routes that answer as the contract has them, so that a page's side is seen alone. */
const answers = [
  defineRoute({
    ...declared,
    path: "/api/v1/session",
    responses: { 201: anything },
    async handle({ body }) {
      if (body.password === "blocked") throw tooManyAttempts(9);
      if (body.password !== "right") throw new LatchkeyError("unauthenticated", "no");
      const factors = [{ factor: "recovery-key" }, { factor: "totp" }];
      return { status: 201, body: { verificationId: "v-1", decision: "required", factors, expiresAt: "" } };
    },
  }),
  defineRoute({
    ...declared,
    path: "/api/v1/session/attempts",
    responses: { 200: anything },
    async handle({ body }) {
      const { code } = body.response as { code: string };
      if (body.verificationId !== "v-1") throw notFound("gone");
      if (code === "000000") throw verificationFailed("wrong");
      if (code === "111111") throw tooManyAttempts(4);
      if (!/^\w+$/.test(code)) throw new LatchkeyError("invalid_request", "shape");
      const recoveryKey = body.factor === "recovery-key" ? { recoveryKey: "NEWK-EY22" } : {};
      return {
        status: 200,
        body: { verified: true, factor: body.factor, session, ...recoveryKey },
        session: { token: "cookie-1" },
      };
    },
  }),
  defineRoute({
    ...declared,
    path: "/api/v1/hosted/verification",
    responses: { 200: anything },
    async handle({ body }) {
      if (body.page !== "token-1") throw notFound("gone");
      return { status: 200, body: { username: "alice", application: "Wiki", factors: [{ factor: "totp" }] } };
    },
  }),
  defineRoute({
    ...declared,
    path: "/api/v1/hosted/attempts",
    responses: { 200: anything },
    async handle() {
      const returnTo = "https://wiki.example/back?code=c-1";
      return { status: 200, body: { verified: true, factor: "totp", returnTo } };
    },
  }),
];

const replaced = new Set(answers.map(({ path }) => path));
const { url } = await testService({
  routes: [...ROUTES.filter(({ path }) => !replaced.has(path)), ...answers],
});

async function post(fields: Record<string, string>, headers: Record<string, string> = { origin: url }) {
  const body = new URLSearchParams(fields);
  const answer = await fetch(`${url}/login`, { method: "POST", body, headers, redirect: "manual" });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

const second = { verification: "v-1", username: "alice", factor: "totp", factors: "totp recovery-key" };

describe("GET /login", () => {
  it("200: a page that sends its form without JavaScript", async () => {
    const answer = await fetch(`${url}/login`);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toMatch(/<form[^>]* method="post" action="\/login"/);
    expect(html).toMatch(/<input[^>]* autocomplete="username webauthn"/);
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("opens the second step alone where another application checked the password", async () => {
    const html = await (await fetch(`${url}/login?verification=token-1`)).text();
    expect(html).toContain("Wiki");
    expect(html).toContain('autocomplete="one-time-code"');
    expect(html).not.toContain('type="password"');
  });

  it("404: says that a hosted verification has expired", async () => {
    const answer = await fetch(`${url}/login?verification=other`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("has expired");
  });
});

describe("POST /login, a plain form", () => {
  it("goes from the right password to the first factor, the recovery key never first", async () => {
    const { status, html } = await post({ username: "alice", password: "right" });
    expect(status).toBe(200);
    expect(html).toMatch(/name="verification" value="v-1"/);
    expect(html).toContain('autocomplete="one-time-code"');
    expect(html).toMatch(/name="show" value="recovery-key"/);
  });

  it("401: keeps the user name, and never the password", async () => {
    const { status, html } = await post({ username: "alice", password: "wrong-secret" });
    expect(status).toBe(401);
    expect(html).toContain('value="alice"');
    expect(html).not.toContain("wrong-secret");
    expect(html).toContain("User name or password is wrong.");
  });

  it("429: says how long to wait, in words and in Retry-After", async () => {
    const blocked = await post({ username: "alice", password: "blocked" });
    expect([blocked.status, blocked.headers.get("retry-after")]).toEqual([429, "9"]);
    expect(blocked.html).toContain("Please wait 9 seconds");
    expect((await post({ ...second, code: "111111" })).html).toContain("Please wait 4 seconds");
  });

  it("303: a right code sets the session's cookie and leads on; spaces do not matter", async () => {
    const { status, headers } = await post({ ...second, code: " 123 456 ", next: "/profile" });
    expect([status, headers.get("location")]).toEqual([303, "/profile"]);
    expect(headers.get("set-cookie")).toContain("cookie-1");
  });

  it("401: a wrong code stays on the same factor", async () => {
    const { status, html } = await post({ ...second, code: "000000" });
    expect(status).toBe(401);
    expect(html).toContain("This code is wrong");
  });

  it("400: what has not the shape of a code is said with the field", async () => {
    const { status, html } = await post({ ...second, code: "12-x" });
    expect(status).toBe(400);
    expect(html).toContain("A code has 6 to 10 digits.");
  });

  it("404: a verification that is gone leads back to the password, with the user name kept", async () => {
    const { status, html } = await post({ ...second, verification: "v-0", code: "123456" });
    expect(status).toBe(404);
    expect(html).toContain("This sign-in took too long");
    expect(html).toContain('value="alice"');
  });

  it("shows another factor without an attempt", async () => {
    const { status, html } = await post({ ...second, show: "recovery-key", code: "000000" });
    expect(status).toBe(200);
    expect(html).toContain("Recovery key");
    expect(html).toMatch(/name="factor" value="recovery-key"/);
  });

  it("shows the new recovery key before it goes on", async () => {
    const { status, html } = await post({ ...second, factor: "recovery-key", code: "OLDK-EY22" });
    expect(status).toBe(200);
    expect(html).toContain("NEWK-EY22");
    expect(html).toMatch(/name="csrf" value="csrf-1"/);
  });

  it("goes back to the application by a document, as form-action stops a redirect to another site", async () => {
    const { status, html } = await post({ page: "token-1", factor: "totp", factors: "totp", code: "123456" });
    expect(status).toBe(200);
    expect(html).toContain('http-equiv="refresh" content="0;url=https://wiki.example/back?code=c-1"');
  });

  it("403: refuses a form from another site, and one that frees a session without its token", async () => {
    const crossSite = await post({ ...second, code: "123456" }, { origin: "https://evil.example" });
    expect(crossSite.status).toBe(403);
    expect((await post({ acknowledge: "yes", csrf: "guess", next: "/profile" })).status).toBe(403);
  });

  it("leads to a page of the console that was asked for", async () => {
    const next = "/admin/token/AB%2F12:3";
    expect((await post({ ...second, code: "123456", next })).headers.get("location")).toBe(next);
  });

  it("never leads to another site by `next`", async () => {
    for (const next of [
      "https://evil.example",
      "//evil.example",
      "/login/../x",
      "javascript:alert(1)",
      "/admin//evil.example",
      "/admin/\\evil.example",
    ]) {
      expect((await post({ ...second, code: "123456", next })).headers.get("location")).toBe("/profile");
    }
  });

  it("413 and 415: takes a small form and nothing else", async () => {
    expect((await post({ username: "a".repeat(20_000), password: "x" })).status).toBe(413);
    const json = await fetch(`${url}/login`, { method: "POST", body: "{}", headers: { origin: url } });
    expect(json.status).toBe(415);
  });
});

describe("an address that leads nowhere", () => {
  it("404: a page for a browser, a problem document for a program and for the API", async () => {
    const asBrowser = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };
    const page = await fetch(`${url}/nowhere`, asBrowser);
    expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(await page.text()).toContain("There is nothing here");
    for (const answer of [await fetch(`${url}/nowhere`), await fetch(`${url}/api/v1/nowhere`, asBrowser)]) {
      expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    }
  });
});

describe("the files of the pages", () => {
  it("are served for ever, compressed, and by nothing but their own names", async () => {
    const html = await (await fetch(`${url}/login`)).text();
    const [, script = ""] = /src="(\/assets\/[^"]+)"/.exec(html) ?? [];
    const file = await fetch(`${url}${script}`);
    expect(file.headers.get("cache-control")).toContain("immutable");
    expect(file.headers.get("content-encoding")).toBe("gzip");
    expect(file.headers.get("content-type")).toContain("text/javascript");
    for (const path of [
      "/assets/manifest.json",
      "/assets/..%2fmanifest.json",
      "/assets/%2e%2e%2fmanifest.json",
    ]) {
      expect((await fetch(`${url}${path}`)).status, path).toBe(404);
    }
  });
});
