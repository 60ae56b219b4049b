import { describe, expect, it } from "vitest";
import { Browser, beginSignIn, COOKIE, signIn } from "../support/browser.js";
import { testService } from "../support/service.js";
import { codeAt, userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock, database } = service;

/** A user with a password and no second factor. */
async function userWithPassword(username: string, roles: string[] = []): Promise<void> {
  await call("POST", "/api/v1/users", { username, password: `password of ${username}` });
  const id = service.deps.keys.userId(username);
  if (roles.length > 0)
    await database.db.collection("users").updateOne({ _id: id as never }, { $set: { roles } });
}

describe("POST /api/v1/session", () => {
  it("201: the right password begins the second step and gives no session", async () => {
    await userWithApp(service, "alice");
    const browser = new Browser(service);
    const begun = await beginSignIn(browser, "alice");
    expect(begun).toMatchObject({
      status: 201,
      body: { decision: "required", factors: [{ factor: "totp" }, { factor: "recovery-key" }] },
    });
    expect(begun.body).not.toHaveProperty("session");
    expect(begun.headers.getSetCookie()).toEqual([]);
  });

  it("201: a user who need not have a second factor is signed in, not elevated", async () => {
    await userWithPassword("plain");
    const browser = new Browser(service);
    const begun = await beginSignIn(browser, "plain");
    expect(begun).toMatchObject({
      status: 201,
      body: {
        decision: "skipped",
        reason: "not_enforced",
        session: { username: "plain", roles: [], elevatedUntil: null },
      },
    });
    const { body } = await browser.call("GET", "/api/v1/session");
    expect(body.session).toEqual(begun.body.session);
    const refused = await browser.call("POST", "/api/v1/users/plain/totp", {});
    expect(refused).toMatchObject({ status: 403, body: { code: "elevation_required" } });
  });

  it("201: a user with a role and no second factor gets a session that can only enrol, and has no role in it", async () => {
    await userWithPassword("boss", ["owner"]);
    const browser = new Browser(service);
    const begun = await beginSignIn(browser, "boss");
    expect(begun.body).toMatchObject({ decision: "enrolment_required", session: { roles: [] } });
    expect((await browser.call("GET", "/api/v1/users/plain")).status).toBe(403);
    expect((await browser.call("POST", "/api/v1/users", { username: "x" })).status).toBe(403);
    expect((await browser.call("POST", "/api/v1/users/boss/totp", {})).status).toBe(201);
  });

  it("a session that can only enrol becomes a full one in the browser that enrolled, and is worth nothing in another", async () => {
    await userWithPassword("chief", ["owner"]);
    const [owner, thief] = [new Browser(service), new Browser(service)];
    await beginSignIn(owner, "chief");
    await beginSignIn(thief, "chief");
    const pending = await thief.call("POST", "/api/v1/users/chief/totp", {});
    expect(pending.status).toBe(201);
    const begun = await owner.call("POST", "/api/v1/users/chief/totp", {});
    const confirm = `/api/v1/users/chief/totp/${begun.body.credentialId}/confirm`;
    const code = codeAt(String(begun.body.secret), clock.now());
    expect((await owner.call("POST", confirm, { code })).status).toBe(200);

    const { body } = await owner.call("GET", "/api/v1/session");
    const workingDay = new Date(clock.now().getTime() + 12 * 3600_000).toISOString();
    expect(body.session).toMatchObject({ roles: ["owner"], expiresAt: workingDay });
    expect((await thief.call("GET", "/api/v1/session")).body.session).toMatchObject({
      roles: [],
      elevatedUntil: null,
    });
    expect((await thief.call("GET", "/api/v1/users/plain")).status).toBe(403);
    for (const path of ["/api/v1/users/chief/totp", "/api/v1/users/chief/webauthn/options"]) {
      expect((await thief.call("POST", path, {})).body).toMatchObject({
        status: 403,
        code: "elevation_required",
      });
    }
  });

  it("401: wrong password, unknown user, suspended user and user without a password are answered alike", async () => {
    await userWithPassword("gone");
    await call("POST", "/api/v1/users", { username: "no-password" });
    const users = database.db.collection("users");
    const gone = service.deps.keys.userId("gone");
    await users.updateOne({ _id: gone as never }, { $set: { suspended: true } });
    const answers = [
      await beginSignIn(new Browser(service), "alice", "wrong"),
      await beginSignIn(new Browser(service), "stranger", "wrong"),
      await beginSignIn(new Browser(service), "gone"),
      await beginSignIn(new Browser(service), "no-password", "wrong"),
    ];
    const shown = answers.map(({ status, headers, body: { requestId, ...body } }) => {
      const names = [...headers.keys()].sort();
      return { status, names, body };
    });
    expect(shown[0]).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    for (const other of shown) expect(other).toEqual(shown[0]);
  });

  it("429: wrong passwords stand at a guard of their own, which does not touch the second factor", async () => {
    const app = await userWithApp(service, "guarded");
    for (const status of [401, 401, 429]) {
      expect((await beginSignIn(new Browser(service), "guarded", "wrong")).status).toBe(status);
    }
    const blocked = await beginSignIn(new Browser(service), "guarded");
    expect(blocked).toMatchObject({ status: 429, body: { retryAfterSeconds: 1 } });
    expect(blocked.headers.get("retry-after")).toBe("1");
    const code = await call("POST", "/api/v1/verify", { username: "guarded", code: app.code() });
    expect(code.status).toBe(200);
    clock.advance(1);
    expect((await beginSignIn(new Browser(service), "guarded")).status).toBe(201);
  });

  it("400: a body of another shape", async () => {
    const browser = new Browser(service);
    expect((await browser.call("POST", "/api/v1/session", { username: "alice" })).status).toBe(400);
    const operator = { username: { $ne: "" }, password: "x" };
    expect((await browser.call("POST", "/api/v1/session", operator)).status).toBe(400);
  });

  it("415 and 413: what is no JSON, or too much", async () => {
    const form = await new Browser(service).call("POST", "/api/v1/session", undefined, {
      contentType: "text/plain",
      body: JSON.stringify({ username: "alice", password: "password of alice" }),
    });
    expect(form).toMatchObject({ status: 415, body: { code: "invalid_request" } });
    const large = { username: "alice", password: "x".repeat(70_000) };
    expect((await new Browser(service).call("POST", "/api/v1/session", large)).status).toBe(413);
  });

  it("403: another site's page evaluates nothing and counts nothing", async () => {
    for (let i = 0; i < 4; i++) {
      const forged = await new Browser(service).call(
        "POST",
        "/api/v1/session",
        { username: "alice", password: "wrong" },
        { origin: "https://evil.example" },
      );
      expect(forged).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
    expect((await beginSignIn(new Browser(service), "alice")).status).toBe(201);
  });
});

describe("POST /api/v1/session/attempts", () => {
  it("200: a code signs in, elevates, and sets a cookie that no script and no other site can use", async () => {
    const app = await userWithApp(service, "bob");
    const browser = new Browser(service);
    const done = await signIn(browser, "bob", app.code());
    expect(done).toMatchObject({
      status: 200,
      body: { verified: true, factor: "totp", credentialId: app.credentialId, session: { username: "bob" } },
    });
    const elevatedUntil = new Date(clock.now().getTime() + 600_000).toISOString();
    expect(done.body.session).toMatchObject({ elevatedUntil });
    const [cookie = ""] = done.headers.getSetCookie();
    expect(cookie).toMatch(new RegExp(`^${COOKIE}=[\\w-]{43}; `));
    expect(cookie.split("; ").slice(1)).toEqual(["Path=/", "HttpOnly", "Secure", "SameSite=Lax"]);
    expect((await browser.call("GET", "/api/v1/session")).body.session).toEqual(done.body.session);
  });

  it("never takes over a session id that the browser brought", async () => {
    const app = await userWithApp(service, "fixed");
    for (const planted of ["attacker-chosen", "A".repeat(43)]) {
      const browser = new Browser(service, planted);
      const done = await signIn(browser, "fixed", app.code());
      expect(done.status).toBe(200);
      expect(browser.cookie).not.toBe(planted);
      expect((await new Browser(service, planted).call("GET", "/api/v1/session")).status).toBe(401);
      clock.advance(30);
    }
  });

  it("signing in anew ends the session that the browser had", async () => {
    const app = await userWithApp(service, "again");
    const browser = new Browser(service);
    await signIn(browser, "again", app.code());
    const first = browser.cookie;
    clock.advance(30);
    expect((await signIn(browser, "again", app.code())).status).toBe(200);
    expect((await new Browser(service, first).call("GET", "/api/v1/session")).status).toBe(401);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
  });

  it("401: a wrong code, which counts on the user's guard", async () => {
    const app = await userWithApp(service, "carol");
    const browser = new Browser(service);
    const { verificationId } = (await beginSignIn(browser, "carol")).body;
    const attempt = (code: string) =>
      browser.call("POST", "/api/v1/session/attempts", {
        verificationId,
        factor: "totp",
        response: { code },
      });
    expect(await attempt("000000")).toMatchObject({ status: 401, body: { code: "verification_failed" } });
    expect((await attempt("000000")).status).toBe(401);
    const blocked = await attempt(app.code());
    expect(blocked).toMatchObject({ status: 429, body: { retryAfterSeconds: 1 } });
    expect((await beginSignIn(browser, "carol")).body).toMatchObject({ retryAfterSeconds: 1 });
    clock.advance(1);
    expect((await attempt(app.code())).status).toBe(200);
  });

  it("404: unknown, finished and expired verifications, uncounted", async () => {
    const app = await userWithApp(service, "dora");
    const browser = new Browser(service);
    const attempt = (verificationId: unknown) =>
      browser.call("POST", "/api/v1/session/attempts", {
        verificationId,
        factor: "totp",
        response: { code: app.code() },
      });
    const { verificationId } = (await beginSignIn(browser, "dora")).body;
    const other = (await beginSignIn(browser, "dora")).body.verificationId;
    expect((await attempt("unknown")).body).toMatchObject({ status: 404, code: "not_found" });
    expect((await attempt(verificationId)).status).toBe(200);
    clock.advance(30);
    expect((await attempt(verificationId)).status).toBe(404);
    clock.advance(300);
    expect((await attempt(other)).status).toBe(404);
  });

  it("404: what an application began is attempted by that application alone, and the reverse", async () => {
    const app = await userWithApp(service, "erik");
    const browser = new Browser(service);
    const begun = await call("POST", "/api/v1/verifications", { username: "erik" });
    const body = { factor: "totp", response: { code: app.code() } };
    const here = { ...body, verificationId: begun.body.verificationId };
    expect((await browser.call("POST", "/api/v1/session/attempts", here)).status).toBe(404);
    const { verificationId } = (await beginSignIn(browser, "erik")).body;
    const there = await call("POST", `/api/v1/verifications/${verificationId}/attempts`, body);
    expect(there.status).toBe(404);
  });

  it("400: the password is no second step, and a response of another shape counts nothing", async () => {
    const app = await userWithApp(service, "finn");
    const browser = new Browser(service);
    const { verificationId } = (await beginSignIn(browser, "finn")).body;
    const wrong = [
      { factor: "password", response: { password: "password of finn" } },
      { factor: "resynchronisation", response: { codes: ["123456", "123456"] } },
      { factor: "totp", response: { code: "abc" } },
      { factor: "totp", response: { code: { $gt: "" } } },
      { factor: "__proto__", response: { code: "123456" } },
    ];
    for (const body of wrong) {
      const answer = await browser.call("POST", "/api/v1/session/attempts", { verificationId, ...body });
      expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    }
    const right = { verificationId, factor: "totp", response: { code: app.code() } };
    expect((await browser.call("POST", "/api/v1/session/attempts", right)).status).toBe(200);
  });

  it("403: another site's page cannot attempt", async () => {
    const app = await userWithApp(service, "gina");
    const browser = new Browser(service);
    const { verificationId } = (await beginSignIn(browser, "gina")).body;
    const body = { verificationId, factor: "totp", response: { code: app.code() } };
    const forged = await browser.call("POST", "/api/v1/session/attempts", body, { origin: "null" });
    expect(forged.status).toBe(403);
    expect((await browser.call("POST", "/api/v1/session/attempts", body, { origin: null })).status).toBe(200);
  });

  it("200: one of ten parallel attempts with one right code signs in", async () => {
    const app = await userWithApp(service, "hugo");
    const begun = await Promise.all(
      Array.from({ length: 10 }, () => beginSignIn(new Browser(service), "hugo")),
    );
    const answers = await Promise.all(
      begun.map(({ body }) =>
        new Browser(service).call("POST", "/api/v1/session/attempts", {
          verificationId: body.verificationId,
          factor: "totp",
          response: { code: app.code() },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toHaveLength(1);
  });
});

describe("a session begun by a recovery key", () => {
  it("can do nothing until the new key is acknowledged, and then everything", async () => {
    const app = await userWithApp(service, "ida");
    const browser = new Browser(service);
    const done = await signIn(browser, "ida", app.recoveryKey, "recovery-key");
    expect(done.body).toMatchObject({
      verified: true,
      recoveryKey: expect.stringMatching(/^(\w{5}-){5}\w{5}$/),
    });
    expect(done.body.recoveryKey).not.toBe(app.recoveryKey);
    for (const [method, path] of [
      ["GET", "/api/v1/users/ida"],
      ["POST", "/api/v1/users/ida/totp"],
    ] as const) {
      expect(await browser.call(method, path)).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
    expect((await browser.call("POST", "/api/v1/session/recovery-key/acknowledge", {})).status).toBe(204);
    expect((await browser.call("GET", "/api/v1/users/ida")).status).toBe(200);
  });

  it("can be ended without acknowledging", async () => {
    const app = await userWithApp(service, "jan");
    const browser = new Browser(service);
    await signIn(browser, "jan", app.recoveryKey, "recovery-key");
    expect((await browser.call("DELETE", "/api/v1/session")).status).toBe(204);
  });
});

describe("GET and DELETE /api/v1/session", () => {
  it("401: without a cookie, with one that is nobody's, and after the working day", async () => {
    expect((await new Browser(service).call("GET", "/api/v1/session")).status).toBe(401);
    expect((await new Browser(service, "x").call("DELETE", "/api/v1/session")).status).toBe(401);
    const app = await userWithApp(service, "kim");
    const browser = new Browser(service);
    await signIn(browser, "kim", app.code());
    clock.advance(12 * 3600);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(401);
  });

  it("204: ends it on the server too and takes the cookie away", async () => {
    const app = await userWithApp(service, "lea");
    const browser = new Browser(service);
    await signIn(browser, "lea", app.code());
    const { cookie } = browser;
    const ended = await browser.call("DELETE", "/api/v1/session");
    expect(ended.status).toBe(204);
    expect(ended.headers.getSetCookie()[0]).toContain("Max-Age=0");
    expect(browser.cookie).toBeNull();
    expect((await new Browser(service, cookie).call("GET", "/api/v1/session")).status).toBe(401);
  });

  it("401: a suspended user's session counts for nothing from then on", async () => {
    const app = await userWithApp(service, "mia");
    const browser = new Browser(service);
    await signIn(browser, "mia", app.code());
    const id = service.deps.keys.userId("mia");
    await database.db.collection("users").updateOne({ _id: id as never }, { $set: { suspended: true } });
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(401);
  });
});
