import { afterAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../server/policy/policy.js";
import { application } from "../support/application.js";
import { Browser, beginSignIn, signIn } from "../support/browser.js";
import { giveRoles, signedInPerson } from "../support/people.js";
import { setPolicy } from "../support/policy.js";
import { testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";
import { userWithApp } from "../support/totp.js";

const DAY = 24 * 3600;

const smtp = await startSmtpServer();
const service = await testService({
  env: { LATCHKEY_SMTP_URL: smtp.url, LATCHKEY_MAIL_FROM: "latchkey@example.org" },
});
afterAll(() => smtp.close());
const { call, clock, deps } = service;
await setPolicy(service, { rules: { rememberDays: 30 } });
const wiki = await application(service, { scopes: ["verify", "enrol"] });
const helpdesk = await signedInPerson(service, "Hella", "helpdesk");

const path = (username: string, id = "") => `/api/v1/users/${username}/bypass-codes${id && `/${id}`}`;
const make = (username: string, wish: object = {}) => call("POST", path(username), wish);
const codeFor = async (username: string, wish: object = {}) => String((await make(username, wish)).body.code);
const use = (username: string, code: string) =>
  call("POST", "/api/v1/verify", { username, code, factor: "bypass-code" });
const listed = async (username: string) =>
  (await call("GET", path(username))).body.bypassCodes as unknown as Record<string, unknown>[];
const guardOf = async (username: string) =>
  (await deps.storage.users.read(deps.keys.userId(username)))?.user.guard;

/** Elevates the help desk again, whose ten minutes are over. */
async function elevateHelpdesk() {
  clock.advance(30);
  const body = { factor: "totp", response: { code: helpdesk.app.code() } };
  expect((await helpdesk.browser.call("POST", "/api/v1/session/elevation", body)).status).toBe(200);
  clock.advance(30);
}

describe("A3 one-time bypass codes: POST …/users/{username}/bypass-codes", () => {
  it("201: twelve digits, shown once, for a day and one use unless said otherwise", async () => {
    await userWithApp(service, "ann");
    const { status, body } = await make("ann");
    expect(status).toBe(201);
    expect(body.code).toMatch(/^\d{4} \d{4} \d{4}$/);
    expect(body).toMatchObject({
      uses: 1,
      expiresAt: new Date(clock.now().getTime() + DAY * 1000).toISOString(),
    });
    expect(await listed("ann")).toEqual([
      {
        id: body.bypassCodeId,
        createdAt: clock.now().toISOString(),
        by: "environment key",
        expiresAt: body.expiresAt,
        usesLeft: 1,
        reason: null,
      },
    ]);
    const stored = JSON.stringify(await service.database.db.collection("users").find({}).toArray());
    expect(stored).not.toContain(String(body.code).replaceAll(" ", ""));
    expect(service.logs.join("")).not.toContain(String(body.code));
    expect(JSON.stringify((await call("GET", "/api/v1/users/ann")).body)).not.toContain("bypass");
  });

  it("201: by the help desk, and the audit trail says who made it for whom, why, and that it was used", async () => {
    await userWithApp(service, "ben");
    const wish = { uses: 2, expiresInSeconds: 3600, reason: "token at home" };
    const made = await helpdesk.browser.call("POST", path("ben"), wish);
    expect(made.status).toBe(201);
    await use("ben", String(made.body.code));
    const entries = await service.database.db
      .collection("audit")
      .find({ credentialId: made.body.bypassCodeId })
      .sort({ seq: 1 })
      .toArray();
    expect(entries).toMatchObject([
      {
        action: "bypass_code.create",
        actor: "Hella",
        user: "ben",
        detail: { uses: 2, reason: "token at home" },
      },
      { action: "verification.login", user: "ben", factor: "bypass-code", outcome: "success" },
    ]);
    expect(JSON.stringify(entries)).not.toContain(String(made.body.code));
    expect(await listed("ben")).toMatchObject([{ by: "Hella", usesLeft: 1, reason: "token at home" }]);
  });

  it("400: more than seven days or ten uses, or a user without a second factor", async () => {
    await userWithApp(service, "cid");
    expect((await make("cid", { expiresInSeconds: 7 * DAY + 1 })).status).toBe(400);
    expect((await make("cid", { expiresInSeconds: 59 })).status).toBe(400);
    expect((await make("cid", { uses: 11 })).status).toBe(400);
    expect((await make("cid", { uses: 0 })).status).toBe(400);
    await call("POST", "/api/v1/users", { username: "bare" });
    expect((await make("bare")).body.code).toBe("not_enrolled");
  });

  it("403: for oneself, for who ranks as high, and by the environment's key for who holds a role", async () => {
    await elevateHelpdesk();
    expect((await helpdesk.browser.call("POST", path("hella"), {})).status).toBe(403);
    for (const role of ["helpdesk", "administrator", "owner"] as const) {
      await userWithApp(service, `a-${role}`);
      await giveRoles(service, `a-${role}`, role);
      await elevateHelpdesk();
      expect((await helpdesk.browser.call("POST", path(`a-${role}`), {})).status).toBe(403);
      expect((await make(`a-${role}`)).status).toBe(403);
    }
  });

  it("403 without elevation, and with a scope that is not users", async () => {
    await userWithApp(service, "dee");
    clock.advance(660);
    const answer = await helpdesk.browser.call("POST", path("dee"), {});
    expect(answer).toMatchObject({ status: 403, body: { code: "elevation_required" } });
    expect((await wiki.call("POST", path("dee"), {})).status).toBe(403);
  });

  it("404: no such user", async () => {
    expect((await make("nobody")).status).toBe(404);
    expect((await call("GET", path("nobody"))).status).toBe(404);
  });

  it("409: three at once are enough; an expired one makes room", async () => {
    await userWithApp(service, "eva");
    for (let i = 0; i < 3; i++) expect((await make("eva", { expiresInSeconds: 60 })).status).toBe(201);
    expect((await make("eva")).status).toBe(409);
    clock.advance(61);
    expect(await listed("eva")).toEqual([]);
    expect((await make("eva")).status).toBe(201);
  });

  it("tells the user by mail: made, and used", async () => {
    await call("POST", "/api/v1/users", { username: "fay", email: "fay@example.org" });
    await userWithApp(service, "fay");
    await use("fay", await codeFor("fay", { uses: 2 }));
    const letters = (await smtp.received(3)).map(({ text }) => text.replaceAll("=\n", ""));
    const words = letters.join("\n");
    expect(words).toContain("A one-time code was made for you");
    expect(words).toContain("A one-time code was used to sign in as you");
    expect(words).toContain("Uses left: 1.");
    expect(words).not.toMatch(/\d{4} \d{4} \d{4}/);
  });
});

describe("A3 a bypass code", () => {
  it("signs in as often as it says, with or without spaces, and also where no factor is named", async () => {
    await userWithApp(service, "gus");
    const code = await codeFor("gus", { uses: 3 });
    expect(await use("gus", code)).toMatchObject({ status: 200, body: { factor: "bypass-code" } });
    expect((await use("gus", code.replaceAll(" ", ""))).status).toBe(200);
    expect((await call("POST", "/api/v1/verify", { username: "gus", code })).status).toBe(200);
    expect((await use("gus", code)).status).toBe(401);
    expect(await listed("gus")).toEqual([]);
  });

  it("ends when it expires, and when it is revoked", async () => {
    await userWithApp(service, "hal");
    const short = await codeFor("hal", { expiresInSeconds: 60, uses: 10 });
    clock.advance(60);
    expect((await use("hal", short)).status).toBe(401);
    const { body } = await make("hal");
    expect((await call("DELETE", path("hal", String(body.bypassCodeId)))).status).toBe(204);
    clock.advance(5);
    expect((await use("hal", String(body.code))).status).toBe(401);
    expect((await call("DELETE", path("hal", String(body.bypassCodeId)))).status).toBe(404);
  });

  it("is of one user: the same digits open nothing for another", async () => {
    await userWithApp(service, "ida");
    await userWithApp(service, "jon");
    const code = await codeFor("ida");
    expect((await use("jon", code)).status).toBe(401);
  });

  it("counts on the one guard: wrong ones block every factor, and during a block none is looked at", async () => {
    const app = await userWithApp(service, "kim");
    const code = await codeFor("kim");
    for (let i = 0; i < 2; i++) expect((await use("kim", "0000 0000 0000")).status).toBe(401);
    expect((await use("kim", code)).status).toBe(429);
    expect((await call("POST", "/api/v1/verify", { username: "kim", code: app.code() })).status).toBe(429);
    expect(await listed("kim")).toMatchObject([{ usesLeft: 1 }]);
    clock.advance(1);
    expect((await use("kim", code)).status).toBe(200);
    expect(await guardOf("kim")).toMatchObject({ failures: 0 });
  });

  it("is no guess where digits are missing, and looks the same for a name that nobody has", async () => {
    await userWithApp(service, "leo");
    expect((await use("leo", "1234 5678")).status).toBe(400);
    expect(await guardOf("leo")).toMatchObject({ failures: 0 });
    const known = await use("leo", "1234 5678 9012");
    const unknown = await use("nobody at all", "1234 5678 9012");
    expect({ ...unknown.body, requestId: "" }).toEqual({ ...known.body, requestId: "" });
    expect(unknown.status).toBe(401);
  });

  it("is never among the factors that are offered, whether the user has one or not", async () => {
    await userWithApp(service, "mia");
    const before = await call("POST", "/api/v1/verifications", { username: "mia" });
    await make("mia");
    const after = await call("POST", "/api/v1/verifications", { username: "mia" });
    expect(after.body.factors).toEqual(before.body.factors);
    expect(JSON.stringify(after.body)).not.toContain("bypass");
  });

  it("begins a session that unlocks nothing, lets no role count and can make no new factor", async () => {
    const app = await userWithApp(service, "nia");
    await giveRoles(service, "nia", "administrator");
    const owner = await signedInPerson(service, "olga", "owner");
    const { body } = await owner.browser.call("POST", path("nia"), { uses: 5 });
    const browser = new Browser(service);
    const answer = await signIn(browser, "nia", String(body.code), "bypass-code");
    expect(answer.body.session).toMatchObject({ roles: [], elevatedUntil: null });
    expect((await browser.call("GET", "/api/v1/users")).status).toBe(403);
    expect((await browser.call("GET", "/api/v1/users/nia")).status).toBe(200);
    for (const change of ["totp", "webauthn/options", "recovery-key"]) {
      const refused = await browser.call("POST", `/api/v1/users/nia/${change}`, {});
      expect(refused).toMatchObject({ status: 403, body: { code: "elevation_required" } });
    }
    const unlock = { factor: "bypass-code", response: { code: String(body.code) } };
    expect((await browser.call("POST", "/api/v1/session/elevation", unlock)).status).toBe(400);
    clock.advance(30);
    const own = { factor: "totp", response: { code: app.code() } };
    const unlocked = await browser.call("POST", "/api/v1/session/elevation", own);
    expect(unlocked.body.session).toMatchObject({ roles: ["administrator"] });
  });

  it("has no browser remembered, on Latchkey's pages and through the API", async () => {
    await userWithApp(service, "pia");
    const code = await codeFor("pia", { uses: 2 });
    const browser = new Browser(service);
    const begun = await beginSignIn(browser, "pia");
    const attempt = { factor: "bypass-code", response: { code }, rememberDevice: true };
    const onPage = await browser.call("POST", "/api/v1/session/attempts", {
      verificationId: begun.body.verificationId,
      ...attempt,
    });
    expect(onPage.status).toBe(200);
    const { body } = await call("POST", "/api/v1/verifications", { username: "pia" });
    const byApi = await call("POST", `/api/v1/verifications/${body.verificationId}/attempts`, attempt);
    expect(byApi).toMatchObject({ status: 200, body: { factor: "bypass-code" } });
    for (const answer of [onPage, byApi]) expect(answer.body).not.toHaveProperty("deviceToken");
    expect((await call("GET", "/api/v1/users/pia/devices")).body).toEqual({ devices: [] });
  });

  it("is taken from every application, as its answer holds no new secret", async () => {
    await userWithApp(service, "quin");
    const code = await codeFor("quin");
    const { body } = await wiki.call("POST", "/api/v1/verifications", { username: "quin" });
    const sent = { factor: "bypass-code", response: { code } };
    const answer = await wiki.call("POST", `/api/v1/verifications/${body.verificationId}/attempts`, sent);
    expect(Object.keys(answer.body).sort()).toEqual(["credentialId", "factor", "verified"]);
  });

  it("ends with a suspension, with a rescue, with the second factor, and with the last authenticator", async () => {
    const apps = new Map<string, string>();
    for (const name of ["r1", "r2", "r3", "r4"]) {
      apps.set(name, (await userWithApp(service, name)).credentialId);
      await make(name, { uses: 10 });
    }
    await call("POST", "/api/v1/users/r1/suspend");
    expect((await make("r1")).status).toBe(409);
    await call("POST", "/api/v1/users/r1/resume");
    await elevateHelpdesk();
    const totpCode = helpdesk.app.code();
    const rescue = "/rest/tsv/latest/totp/unenroll/user/r2";
    expect((await helpdesk.browser.call("DELETE", rescue, { totpCode }, { csrf: null })).status).toBe(204);
    expect((await call("DELETE", "/api/v1/users/r3/second-factor")).status).toBe(204);
    expect((await call("DELETE", `/api/v1/users/r4/credentials/${apps.get("r4")}`)).status).toBe(204);
    for (const name of apps.keys()) {
      expect(await listed(name), name).toEqual([]);
      const stored = await deps.storage.users.read(deps.keys.userId(name));
      expect(stored?.user.credentials.filter(({ bypass }) => bypass)).toEqual([]);
    }
  });

  it("takes no room from authenticators, and is found by no search for who has a factor", async () => {
    expect(DEFAULT_POLICY.rules.factors).not.toContain("bypass-code");
    const { body } = await call("GET", "/api/v1/coverage");
    expect(JSON.stringify(body)).not.toContain("bypass");
  });
});
