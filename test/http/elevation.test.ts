import { describe, expect, it } from "vitest";
import { Browser, beginSignIn, signIn } from "../support/browser.js";
import { testService } from "../support/service.js";
import { codeAt, userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock } = service;

const OPTIONS = "/api/v1/session/elevation/options";
const ELEVATION = "/api/v1/session/elevation";

/** Signs in a new user with an app, and lets the elevation of the sign-in run out. */
async function signedIn(username: string) {
  const app = await userWithApp(service, username);
  const browser = new Browser(service);
  await signIn(browser, username, app.code());
  clock.advance(601);
  return { app, browser };
}

async function passwordOnly(username: string): Promise<Browser> {
  await call("POST", "/api/v1/users", { username, password: `password of ${username}` });
  const browser = new Browser(service);
  await beginSignIn(browser, username);
  return browser;
}

const code = (of: string, factor = "totp") => ({ factor, response: { code: of } });
const password = (username: string) => ({
  factor: "password",
  response: { password: `password of ${username}` },
});

describe("elevation", () => {
  it("lasts ten minutes by the clock and not a second longer", async () => {
    const app = await userWithApp(service, "timer");
    const browser = new Browser(service);
    await signIn(browser, "timer", app.code());
    const change = () => browser.call("POST", "/api/v1/users/timer/totp", {});
    clock.advance(599);
    expect((await change()).status).toBe(201);
    clock.advance(1);
    expect(await change()).toMatchObject({ status: 403, body: { code: "elevation_required" } });
    expect((await browser.call("GET", "/api/v1/session")).body.session).toMatchObject({
      elevatedUntil: null,
    });
    expect((await browser.call("POST", ELEVATION, code(app.code()))).status).toBe(200);
    expect((await change()).status).toBe(201);
  });
});

describe("POST /api/v1/session/elevation/options", () => {
  it("200: offers the user's factors in fallback order, the recovery key last, and never the password beside them", async () => {
    const { browser } = await signedIn("anna");
    const answer = await browser.call("POST", OPTIONS, {});
    expect(answer).toMatchObject({
      status: 200,
      body: { verificationId: expect.any(String), expiresAt: expect.any(String) },
    });
    expect(answer.body.factors).toEqual([{ factor: "totp" }, { factor: "recovery-key" }]);
  });

  it("200: offers only the password while nothing is enrolled", async () => {
    const browser = await passwordOnly("ben");
    expect((await browser.call("POST", OPTIONS, {})).body.factors).toEqual([{ factor: "password" }]);
  });

  it("401: without a session", async () => {
    expect((await new Browser(service).call("POST", OPTIONS, {})).status).toBe(401);
  });

  it("403: an application has no settings to unlock", async () => {
    expect((await call("POST", OPTIONS, {})).status).toBe(403);
  });
});

describe("POST /api/v1/session/elevation", () => {
  it("200: elevates under a new cookie and a new CSRF token; the old cookie is dead", async () => {
    const { app, browser } = await signedIn("cleo");
    const before = { cookie: browser.cookie, csrf: browser.csrf };
    const done = await browser.call("POST", ELEVATION, code(app.code()));
    const elevatedUntil = new Date(clock.now().getTime() + 600_000).toISOString();
    expect(done).toMatchObject({
      status: 200,
      body: { verified: true, factor: "totp", credentialId: app.credentialId, session: { elevatedUntil } },
    });
    expect(browser.cookie).not.toBe(before.cookie);
    expect(browser.csrf).not.toBe(before.csrf);
    expect((await new Browser(service, before.cookie).call("GET", "/api/v1/session")).status).toBe(401);
    const stale = await browser.call("POST", "/api/v1/users/cleo/totp", {}, { csrf: before.csrf });
    expect(stale.status).toBe(403);
  });

  it("belongs to one session: another of the same user stays locked", async () => {
    const { app, browser } = await signedIn("dina");
    const other = new Browser(service);
    await signIn(other, "dina", app.code());
    clock.advance(601);
    await browser.call("POST", ELEVATION, code(app.code()));
    expect((await other.call("POST", "/api/v1/users/dina/totp", {})).body.code).toBe("elevation_required");
  });

  it("200: by the password while nothing is enrolled", async () => {
    const browser = await passwordOnly("emma");
    const done = await browser.call("POST", ELEVATION, password("emma"));
    expect(done).toMatchObject({ status: 200, body: { factor: "password" } });
    expect((await browser.call("POST", "/api/v1/users/emma/totp", {})).status).toBe(201);
  });

  it("400: the password beside a factor, uncounted; a session locked so stays locked", async () => {
    const { app, browser } = await signedIn("fred");
    for (let i = 0; i < 4; i++) {
      const refused = await browser.call("POST", ELEVATION, password("fred"));
      expect(refused).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    }
    expect((await browser.call("POST", ELEVATION, code("123456", "hotp"))).status).toBe(400);
    expect((await browser.call("POST", ELEVATION, code("123456", "constructor"))).status).toBe(400);
    expect((await browser.call("POST", ELEVATION, code(app.code()))).status).toBe(200);
  });

  it("401 then 429: wrong passwords, codes and recovery keys count on the one guard, which the next factor meets too", async () => {
    const browser = await passwordOnly("gita");
    const wrong = { factor: "password", response: { password: "wrong" } };
    for (const status of [401, 401, 429]) {
      expect((await browser.call("POST", ELEVATION, wrong)).status).toBe(status);
    }
    expect((await browser.call("POST", ELEVATION, password("gita"))).status).toBe(429);

    const { app, browser: second } = await signedIn("hans");
    const noKey = code("22222-33333-44444-55555-66666-77777", "recovery-key");
    expect((await second.call("POST", ELEVATION, code("000000"))).status).toBe(401);
    expect((await second.call("POST", ELEVATION, noKey)).status).toBe(401);
    const blocked = await second.call("POST", ELEVATION, code(app.code()));
    expect(blocked).toMatchObject({ status: 429, body: { code: "too_many_attempts" } });
    expect(blocked.headers.get("retry-after")).toBe("1");
    expect((await call("POST", "/api/v1/verify", { username: "hans", code: app.code() })).status).toBe(429);
  });

  it("200: by the recovery key, and then nothing until the new one is acknowledged", async () => {
    const { app, browser } = await signedIn("ines");
    const done = await browser.call("POST", ELEVATION, code(app.recoveryKey, "recovery-key"));
    expect(done).toMatchObject({
      status: 200,
      body: { factor: "recovery-key", recoveryKey: expect.any(String) },
    });
    for (const path of ["/api/v1/users/ines/totp", OPTIONS, ELEVATION]) {
      expect((await browser.call("POST", path, {})).body.code).toBe("forbidden");
    }
    await browser.call("POST", "/api/v1/session/recovery-key/acknowledge", {});
    expect((await browser.call("POST", "/api/v1/users/ines/totp", {})).status).toBe(201);
  });

  it("403: without the CSRF token, with another session's, or from another site: nothing is evaluated or counted", async () => {
    const { app, browser } = await signedIn("jule");
    const { browser: other } = await signedIn("karl");
    const wrong = code("000000");
    for (const sent of [
      { csrf: null },
      { csrf: other.csrf },
      { csrf: "" },
      { origin: "https://evil.example" },
    ]) {
      const forged = await browser.call("POST", ELEVATION, wrong, sent);
      expect(forged).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
    const typed = await browser.call("POST", ELEVATION, wrong, { contentType: "text/plain" });
    expect(typed).toMatchObject({ status: 415, body: { code: "invalid_request" } });
    expect((await browser.call("POST", ELEVATION, wrong, { contentType: null })).status).toBe(415);
    expect((await browser.call("POST", ELEVATION, code(app.code()), { origin: null })).status).toBe(200);
  });

  it("403 forbidden for a forged request that would need elevation too: the token is looked at first", async () => {
    const { browser } = await signedIn("lena");
    service.clock.advance(601);
    for (const sent of [{ csrf: null }, { csrf: "wrong" }, { origin: "https://evil.example" }]) {
      const forged = await browser.call("POST", "/api/v1/users/lena/totp", {}, sent);
      expect(forged).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
    const typed = await browser.call("POST", "/api/v1/users/lena/totp", {}, { contentType: "text/plain" });
    expect(typed.status).toBe(415);
    const honest = await browser.call("POST", "/api/v1/users/lena/totp", {});
    expect(honest.body.code).toBe("elevation_required");
  });

  it("401: a session that a parallel elevation has renewed is gone; one of them elevates", async () => {
    const { app, browser } = await signedIn("lars");
    const codes = [app.code(-1), app.code(0), app.code(1)];
    const answers = await Promise.all(
      codes.map((of) => {
        const tab = new Browser(service, browser.cookie);
        tab.csrf = browser.csrf;
        return tab.call("POST", ELEVATION, code(of));
      }),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200 || status === 401)).toBe(true);
  });
});

describe("a session begun by the password alone", () => {
  it("stays unlocked in the session that set up the factor", async () => {
    const browser = await passwordOnly("mona");
    await browser.call("POST", ELEVATION, password("mona"));
    const begun = await browser.call("POST", "/api/v1/users/mona/totp", {});
    const path = `/api/v1/users/mona/totp/${begun.body.credentialId}/confirm`;
    const confirmed = await browser.call("POST", path, {
      code: codeAt(String(begun.body.secret), clock.now()),
    });
    expect(confirmed.status).toBe(200);
    expect((await browser.call("POST", "/api/v1/users/mona/totp", {})).status).toBe(201);
  });

  it("gains nothing when the owner sets up a factor elsewhere: no elevation, not by the password, no enrolment", async () => {
    const thief = await passwordOnly("nora");
    await thief.call("POST", ELEVATION, password("nora"));
    const pending = await thief.call("POST", "/api/v1/users/nora/totp", {});
    const owner = new Browser(service);
    await beginSignIn(owner, "nora");
    await owner.call("POST", ELEVATION, password("nora"));
    const begun = await owner.call("POST", "/api/v1/users/nora/totp", {});
    const confirm = `/api/v1/users/nora/totp/${begun.body.credentialId}/confirm`;
    await owner.call("POST", confirm, { code: codeAt(String(begun.body.secret), clock.now()) });

    const stale = `/api/v1/users/nora/totp/${pending.body.credentialId}/confirm`;
    const stolen = codeAt(String(pending.body.secret), clock.now());
    expect((await thief.call("POST", stale, { code: stolen })).body.code).toBe("elevation_required");
    expect((await thief.call("POST", "/api/v1/users/nora/totp", {})).body.code).toBe("elevation_required");
    expect((await thief.call("POST", ELEVATION, password("nora"))).status).toBe(400);
    const { body } = await thief.call("GET", "/api/v1/session");
    expect(body.session).toMatchObject({ roles: [], elevatedUntil: null });
  });
});

describe("who makes a request", () => {
  it("a key wins over a cookie", async () => {
    const { browser } = await signedIn("otto");
    const { body } = await call("POST", "/api/v1/applications", { name: "reader", scopes: ["audit"] });
    const authorization = `Bearer ${body.apiKey}`;
    expect((await browser.call("GET", "/api/v1/users/otto", undefined)).status).toBe(200);
    const withKey = await browser.call("GET", "/api/v1/users/otto", undefined, {
      headers: { authorization },
    });
    expect(withKey.status).toBe(403);
    const wrong = { headers: { authorization: "Bearer nobody's" } };
    expect((await browser.call("GET", "/api/v1/users/otto", undefined, wrong)).status).toBe(401);
  });

  it("403: a person without a role reaches nobody else, known or not", async () => {
    const { browser } = await signedIn("paul");
    for (const name of ["otto", "nobody"]) {
      const answer = await browser.call("GET", `/api/v1/users/${name}`);
      expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
    expect((await browser.call("GET", "/api/v1/users/%20PAUL")).status).toBe(200);
  });
});
