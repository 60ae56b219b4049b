import { describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { Browser } from "../support/browser.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock } = service;
const HOME = "https://wiki.example/back?tab=a%20b&x=1";
const PLAIN = "https://wiki.example/plain";
const wiki = await application(service, { name: "The wiki", redirectUris: [HOME, PLAIN] });
const other = await application(service, { name: "Other", redirectUris: [HOME] });

/** Begins a hosted verification. @returns the bearer id that is in the page's address */
async function page(username: string, redirectUri = HOME, state?: string): Promise<string> {
  const { body } = await wiki.call("POST", "/api/v1/verifications", {
    username,
    redirectUri,
    ...(state === undefined ? {} : { state }),
  });
  return new URL(String(body.url)).searchParams.get("verification") ?? "";
}

const browser = new Browser(service);
const look = (of: unknown) => browser.call("POST", "/api/v1/hosted/verification", { page: of });
const attempt = (of: string, code: string, factor = "totp") =>
  browser.call("POST", "/api/v1/hosted/attempts", { page: of, factor, response: { code } });

const exchange = (code: string | null, redirectUri = HOME, by = wiki) =>
  by.call("POST", "/api/v1/verifications/exchange", { code, redirectUri });

describe("POST /api/v1/verifications with a redirect URI", () => {
  it("201: answers the address of the hosted page", async () => {
    await userWithApp(service, "anna");
    const { status, body } = await wiki.call("POST", "/api/v1/verifications", {
      username: "anna",
      redirectUri: HOME,
    });
    expect(status).toBe(201);
    expect(body.url).toBe(`${service.url}/login?verification=${body.verificationId}`);
  });

  it("201: without an address where nothing is to be asked there, so that nobody is sent to an empty page", async () => {
    await call("POST", "/api/v1/users", { username: "bare" });
    const wanted = { username: "bare", redirectUri: HOME };
    const { body } = await wiki.call("POST", "/api/v1/verifications", wanted);
    expect(body).toMatchObject({ decision: "skipped", factors: [] });
    expect(body).not.toHaveProperty("url");
  });

  it("400: a redirect URI that is not registered, or that another application registered", async () => {
    for (const redirectUri of ["https://evil.example/", PLAIN.toUpperCase(), `${PLAIN}#x`]) {
      const begun = await wiki.call("POST", "/api/v1/verifications", { username: "anna", redirectUri });
      expect(begun).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    }
    const foreign = { username: "anna", redirectUri: PLAIN };
    expect((await other.call("POST", "/api/v1/verifications", foreign)).status).toBe(400);
  });
});

describe("POST /api/v1/hosted/verification", () => {
  it("200: says for whom and for which application, and offers the factors", async () => {
    const { status, body } = await look(await page("anna"));
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        username: "anna",
        application: "The wiki",
        factors: [{ factor: "totp" }, { factor: "recovery-key" }],
        expiresAt: expect.any(String),
      },
    });
  });

  it("200: an unknown name looks like a known one", async () => {
    const known = await look(await page("anna"));
    const unknown = await look(await page("unknown name"));
    expect(unknown.status).toBe(200);
    expect(Object.keys(unknown.body).sort()).toEqual(Object.keys(known.body).sort());
    expect(unknown.body.username).toBe("unknown name");
  });

  it("404: unknown, finished, expired, and those that have no place to return to", async () => {
    const app = await userWithApp(service, "bert");
    const done = await page("bert");
    await attempt(done, app.code());
    const expired = await page("bert");
    const { body } = await wiki.call("POST", "/api/v1/verifications", { username: "bert" });
    clock.advance(300);
    const late = await wiki.call("POST", "/api/v1/verifications", { username: "bert" });
    for (const of of ["unknown", done, expired, body.verificationId, late.body.verificationId]) {
      expect((await look(of)).body).toMatchObject({ status: 404, code: "not_found" });
    }
  });

  it("403: another site's page", async () => {
    const sent = { origin: "https://evil.example" };
    const body = { page: await page("anna") };
    expect((await browser.call("POST", "/api/v1/hosted/verification", body, sent)).status).toBe(403);
    expect(
      (await browser.call("POST", "/api/v1/hosted/attempts", { ...body, factor: "totp", response: {} }, sent))
        .status,
    ).toBe(403);
  });
});

describe("POST /api/v1/hosted/attempts", () => {
  it("200: leads back with a code and the state, the query of the redirect URI kept as it was", async () => {
    const app = await userWithApp(service, "carl");
    const done = await attempt(await page("carl", HOME, "a state & more"), app.code());
    expect(done).toMatchObject({ status: 200, body: { verified: true, factor: "totp" } });
    expect(done.headers.getSetCookie()).toEqual([]);
    const returnTo = String(done.body.returnTo);
    expect(returnTo.startsWith(`${HOME}&code=`)).toBe(true);
    const query = new URL(returnTo).searchParams;
    expect(query.get("tab")).toBe("a b");
    expect(query.get("state")).toBe("a state & more");
    expect(query.get("code")).toMatch(/^[\w-]{43}$/);
  });

  it("200: without a state there is none in the address", async () => {
    const app = await userWithApp(service, "cora");
    const { body } = await attempt(await page("cora", PLAIN), app.code());
    expect(String(body.returnTo)).toMatch(/^https:\/\/wiki\.example\/plain\?code=[\w-]{43}$/);
  });

  it("401 then 429: on the user's one guard", async () => {
    const app = await userWithApp(service, "dirk");
    const of = await page("dirk");
    expect((await attempt(of, "000000")).body).toMatchObject({ status: 401, code: "verification_failed" });
    expect((await attempt(of, "000000")).status).toBe(401);
    expect((await attempt(of, app.code())).status).toBe(429);
    expect((await look(of)).body).toMatchObject({ retryAfterSeconds: 1 });
    clock.advance(1);
    expect((await attempt(of, app.code())).status).toBe(200);
  });

  it("400: the password and unknown factors", async () => {
    const body = { page: await page("anna"), factor: "password", response: { password: "password of anna" } };
    expect((await browser.call("POST", "/api/v1/hosted/attempts", body)).status).toBe(400);
    expect((await attempt(body.page, "123456", "sms")).status).toBe(400);
  });

  it("404: what was begun for the API or for signing in to Latchkey is not attempted here", async () => {
    const app = await userWithApp(service, "elsa");
    const api = await wiki.call("POST", "/api/v1/verifications", { username: "elsa" });
    const own = await browser.call("POST", "/api/v1/session", {
      username: "elsa",
      password: "password of elsa",
    });
    for (const { body } of [api, own]) {
      expect((await attempt(String(body.verificationId), app.code())).status).toBe(404);
    }
  });

  it("200: a recovery key is taken here and the new one shown; there is time to write it down", async () => {
    const app = await userWithApp(service, "fritz");
    const { body } = await attempt(await page("fritz"), app.recoveryKey, "recovery-key");
    expect(body).toMatchObject({ verified: true, factor: "recovery-key", recoveryKey: expect.any(String) });
    clock.advance(500);
    const code = new URL(String(body.returnTo)).searchParams.get("code");
    expect((await exchange(code)).status).toBe(200);
  });
});

describe("POST /api/v1/verifications/exchange", () => {
  /** A code with which the hosted page has just returned. */
  async function returned(username: string, redirectUri = HOME): Promise<string | null> {
    const app = await userWithApp(service, username);
    const { body } = await attempt(await page(username, redirectUri, "the state"), app.code());
    return new URL(String(body.returnTo)).searchParams.get("code");
  }

  it("200: says who was verified, how and when, and gives the state back; once", async () => {
    const code = await returned("gabi");
    const { status, body } = await exchange(code);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        username: "gabi",
        verified: true,
        factor: "totp",
        amr: ["otp", "mfa"],
        authTime: clock.now().toISOString(),
        state: "the state",
      },
    });
    expect((await exchange(code)).body).toMatchObject({ status: 400, code: "invalid_request" });
  });

  it("400: after sixty seconds", async () => {
    const code = await returned("heidi");
    clock.advance(59.9);
    const other60 = await returned("horst");
    clock.advance(0.1);
    expect((await exchange(code)).status).toBe(400);
    expect((await exchange(other60)).status).toBe(200);
  });

  it("400: with another redirect URI or by another application, which uses nothing up", async () => {
    const code = await returned("ingo");
    expect((await exchange(code, PLAIN)).status).toBe(400);
    expect((await exchange(code, HOME, other)).status).toBe(400);
    expect((await exchange(code)).status).toBe(200);
  });

  it("400: an unknown code, and the bearer id of the verification itself", async () => {
    await userWithApp(service, "jana");
    expect((await exchange("A".repeat(43))).status).toBe(400);
    expect((await exchange(await page("jana"))).status).toBe(400);
  });

  it("401 without a key, 403 without the scope", async () => {
    const body = { code: "x", redirectUri: HOME };
    expect((await call("POST", "/api/v1/verifications/exchange", body, { apiKey: null })).status).toBe(401);
    const reader = await application(service, { scopes: ["audit"] });
    expect((await reader.call("POST", "/api/v1/verifications/exchange", body)).status).toBe(403);
  });

  it("is given to one of ten at once", async () => {
    const code = await returned("kurt");
    const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
