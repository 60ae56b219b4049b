import { afterAll, describe, expect, it } from "vitest";
import { breakGlassAtStart } from "../../server/access/break-glass.js";
import { runCli } from "../../server/cli.js";
import { readConfig } from "../../server/config.js";
import { breakGlassCode } from "../../server/operations/break-glass-code.js";
import { logWarnings } from "../../server/operations/hourly-warnings.js";
import { application } from "../support/application.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { giveRoles, signedInPerson } from "../support/people.js";
import { type Answer, type TestService, testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";
import { testTerminal } from "../support/terminal.js";
import { userWithApp } from "../support/totp.js";

const UNTIL = "2026-11-24T18:00:00.000Z";
const smtp = await startSmtpServer();
afterAll(() => smtp.close());
/** In an emergency, until the clock says otherwise. */
const service = await testService({
  env: {
    LATCHKEY_BREAK_GLASS: UNTIL,
    LATCHKEY_SMTP_URL: smtp.url,
    LATCHKEY_MAIL_FROM: "latchkey@example.org",
  },
});
/** The same without one. */
const calm = await testService();
const monitor = await application(service, { scopes: ["admin", "metrics", "verify"] });

const pathOf = (username: string) => `/api/v1/users/${username}/break-glass-code`;

/** An owner with a break-glass code. */
async function owner(of: TestService, username: string) {
  const { browser, app } = await signedInPerson(of, username, "owner");
  const { status, body } = await browser.call("POST", pathOf(username), {});
  expect(status).toBe(201);
  return { browser, app, code: String(body.breakGlassCode) };
}

interface Begun {
  browser: Browser;
  factors: string[];
  attempt(factor: string, code: string, more?: object): Promise<Answer>;
}

/** Begins a sign-in by the password. */
async function begin(of: TestService, username: string): Promise<Begun> {
  const browser = new Browser(of);
  const { body } = await beginSignIn(browser, username);
  const offered = (body.factors ?? []) as unknown as { factor: string }[];
  return {
    browser,
    factors: offered.map(({ factor }) => factor),
    attempt: (factor, code, more = {}) =>
      browser.call("POST", "/api/v1/session/attempts", {
        verificationId: body.verificationId,
        factor,
        response: { code },
        ...more,
      }),
  };
}
const entries = (of: TestService, action: string, username: string) =>
  of.database.db
    .collection("audit")
    .find({ action, userId: of.deps.keys.userId(username) })
    .toArray();

describe("A7 a break-glass code", () => {
  it("is made by owners for themselves, unlocked; it is shown once, and stored as a keyed hash", async () => {
    const { browser, code } = await owner(calm, "oskar");
    expect(code).toMatch(/^(?:[2-9A-HJKMNP-Z]{5}-){5}[2-9A-HJKMNP-Z]{5}$/);
    expect((await browser.call("GET", pathOf("oskar"))).body).toEqual({
      createdAt: calm.clock.now().toISOString(),
      takenUntil: null,
    });
    const stored = JSON.stringify(await calm.database.db.collection("users").find().toArray());
    for (const secret of [code, code.replaceAll("-", "")]) expect(stored).not.toContain(secret);
    const user = await browser.call("GET", "/api/v1/users/oskar");
    expect(JSON.stringify(user.body)).not.toContain("break-glass");
    calm.clock.advance(700);
    expect((await browser.call("POST", pathOf("oskar"), {})).body.code).toBe("elevation_required");
    expect((await browser.call("DELETE", pathOf("oskar"))).body.code).toBe("elevation_required");
  });

  it("403: is for owners, and for oneself; no key makes one", async () => {
    const { browser: admin } = await signedInPerson(calm, "adam", "administrator");
    expect((await admin.call("POST", pathOf("adam"), {})).status).toBe(403);
    const { browser: chief } = await signedInPerson(calm, "olga", "owner");
    expect((await chief.call("POST", pathOf("adam"), {})).status).toBe(403);
    expect((await calm.call("POST", pathOf("olga"), {})).status).toBe(403);
    expect((await calm.call("GET", pathOf("olga"), undefined, { apiKey: null })).status).toBe(401);
  });

  it("fails as any wrong code while there is no emergency, and counts", async () => {
    const { code } = await owner(calm, "odo");
    const begun = await begin(calm, "odo");
    expect(begun.factors).not.toContain("break-glass");
    const refused = await begun.attempt("break-glass", code);
    expect(refused).toMatchObject({ status: 401, body: { code: "verification_failed" } });
    await begun.attempt("break-glass", code);
    expect((await begun.attempt("break-glass", code)).status).toBe(429);
  });
});

describe("A7 break-glass, while it runs", () => {
  it("lets an owner in by password and code, with role and elevation, once; everybody is told", async () => {
    const { browser, code } = await owner(service, "ora");
    await browser.call("PATCH", "/api/v1/users/ora", { email: "ora@example.org" });
    const { browser: other } = await owner(service, "orest");
    await other.call("PATCH", "/api/v1/users/orest", { email: "orest@example.org" });
    const begun = await begin(service, "ora");
    expect(begun.factors.at(-1)).toBe("break-glass");
    const done = await begun.attempt("break-glass", code.toLowerCase(), { rememberDevice: true });
    expect(done).toMatchObject({
      status: 200,
      body: { factor: "break-glass", session: { roles: ["owner"], elevatedUntil: expect.any(String) } },
    });
    // Not a browser that is let in without a second step afterwards.
    expect(done.body.deviceToken).toBeUndefined();
    // The session ends with the emergency.
    expect((done.body as unknown as { session: { expiresAt: string } }).session.expiresAt).toBe(UNTIL);
    expect(await entries(service, "break_glass.use", "ora")).toMatchObject([
      { outcome: "success", ip: "127.0.0.1" },
    ]);
    const again = await begin(service, "ora");
    expect(again.factors).not.toContain("break-glass");
    expect((await again.attempt("break-glass", code)).status).toBe(401);
    const letters = await smtp.received(2);
    expect(letters.map(({ to }) => to).sort()).toEqual(["ora@example.org", "orest@example.org"]);
    for (const { text } of letters) expect(text).toContain("A break-glass code was used");
    // Made anew from the session that it began.
    expect((await begun.browser.call("POST", pathOf("ora"), {})).status).toBe(201);
  });

  it("takes a code once, however many come at the same time, in two processes", async () => {
    const { code } = await owner(service, "otto");
    const other = await testServiceBeside();
    const begun = await Promise.all(
      [service, other, service, other, service, other].map((one) => begin(one, "otto")),
    );
    const answers = await Promise.all(begun.map(({ attempt }) => attempt("break-glass", code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await entries(service, "break_glass.use", "otto")).toHaveLength(1);
  });

  it("relaxes nobody else: no user, no administrator, no owner without a code, no suspended owner", async () => {
    const { code } = await owner(service, "opal");
    await userWithApp(service, "una");
    await userWithApp(service, "ada");
    await giveRoles(service, "ada", "administrator");
    await signedInPerson(service, "olaf", "owner");
    for (const username of ["una", "ada", "olaf"]) {
      const begun = await begin(service, username);
      expect(begun.factors, username).not.toContain("break-glass");
      expect((await begun.attempt("break-glass", code)).status, username).toBe(401);
    }
    // A role that was taken takes the code with it.
    await giveRoles(service, "opal", "administrator");
    const begun = await begin(service, "opal");
    expect(begun.factors).not.toContain("break-glass");
    expect((await begun.attempt("break-glass", code)).status).toBe(401);
  });

  it("counts wrong codes on the one guard, and needs the password first", async () => {
    const { code, app } = await owner(service, "oona");
    const begun = await begin(service, "oona");
    await begun.attempt("break-glass", "22222-22222-22222-22222-22222-22222");
    await begun.attempt("totp", "000000");
    expect((await begun.attempt("break-glass", code)).status).toBe(429);
    expect((await begun.attempt("totp", app.code())).status).toBe(429);
    expect((await begun.attempt("break-glass", "no code")).status).toBe(400);
  });

  it("is no way in for applications, and none to unlock", async () => {
    const { code, browser } = await owner(service, "odin");
    const { body } = await monitor.call("POST", "/api/v1/verifications", { username: "odin" });
    expect(JSON.stringify(body.factors)).not.toContain("break-glass");
    const path = `/api/v1/verifications/${body.verificationId}/attempts`;
    expect((await monitor.call("POST", path, { factor: "break-glass", response: { code } })).status).toBe(
      401,
    );
    const unlock = { factor: "break-glass", response: { code } };
    expect((await browser.call("POST", "/api/v1/session/elevation", unlock)).status).toBe(400);
  });

  it("is warned of, and ends by itself at the database's instant, with the sessions it began", async () => {
    const { code } = await owner(service, "oda");
    const { code: late } = await owner(service, "orla");
    const begun = await begin(service, "oda");
    expect((await begun.attempt("break-glass", code)).status).toBe(200);
    const open = await begin(service, "orla");
    const warning = { kind: "break_glass", until: UNTIL };
    const warnings = async () => (await monitor.call("GET", "/api/v1/warnings")).body.warnings;
    expect(await warnings()).toContainEqual(warning);
    await logWarnings(service.deps);
    expect(service.logs.join("")).toContain("break-glass is on");
    expect(await metric()).toBe("latchkey_break_glass 1");
    service.clock.advance((Date.parse(UNTIL) - service.clock.now().getTime()) / 1000);
    expect(await warnings()).not.toContainEqual(warning);
    expect(await metric()).toBe("latchkey_break_glass 0");
    expect((await begun.browser.call("GET", "/api/v1/session")).status).toBe(401);
    // The verification may have run out as well: a fresh one offers nothing of it.
    expect([401, 404]).toContain((await open.attempt("break-glass", late)).status);
    const after = await begin(service, "orla");
    expect(after.factors).not.toContain("break-glass");
    expect((await after.attempt("break-glass", late)).status).toBe(401);
  });
});

describe("LATCHKEY_BREAK_GLASS", () => {
  const now = new Date("2026-11-24T12:00:00Z");

  it("stops the start where it is no time, or more than 24 hours ahead", () => {
    expect(() => readConfig({ LATCHKEY_BREAK_GLASS: "tonight" })).toThrow(/LATCHKEY_BREAK_GLASS: A time/);
    expect(() => breakGlassAtStart(new Date("2026-11-25T12:00:01Z"), now)).toThrow(
      /LATCHKEY_BREAK_GLASS: at most 24 hours/,
    );
    const latest = new Date("2026-11-25T12:00:00Z");
    expect(breakGlassAtStart(latest, now)).toEqual({ until: latest, warning: null });
  });

  it("lets a restart after its end go on without it, and warns", () => {
    expect(breakGlassAtStart(now, now)).toEqual({
      until: null,
      warning: expect.stringContaining("ended at 2026-11-24T12:00:00.000Z: remove it"),
    });
    expect(breakGlassAtStart(null, now)).toEqual({ until: null, warning: null });
  });
});

describe("latchkey break-glass code", () => {
  it("makes one on the server's own machine, in the audit trail under its own name", async () => {
    await userWithApp(calm, "orpha");
    await giveRoles(calm, "orpha", "owner");
    const io = testTerminal({});
    expect(await breakGlassCode.run("orpha", io, calm.deps)).toBe(0);
    expect(io.said.stdout).toMatch(/^[2-9A-Z-]{35}\n$/);
    expect(await entries(calm, "break_glass.code_create", "orpha")).toMatchObject([
      { actor: "command line", outcome: "success" },
    ]);
    await expect(breakGlassCode.run("nobody", io, calm.deps)).rejects.toThrow("There is no such user");
    await userWithApp(calm, "ulf");
    await expect(breakGlassCode.run("ulf", io, calm.deps)).rejects.toThrow("Only an owner");
    expect(await runCli(["break-glass", "code"], io)).toBe(2);
  });
});

/** A second process on the same database and keys. */
function testServiceBeside(): Promise<TestService> {
  const { database, clock, deps } = service;
  return testService({ database, clock, keys: deps.keys, env: { LATCHKEY_BREAK_GLASS: UNTIL } });
}

async function metric(): Promise<string | undefined> {
  const headers = { authorization: `Bearer ${monitor.apiKey}` };
  const text = await (await fetch(`${service.url}/metrics`, { headers })).text();
  return text.split("\n").find((line) => line.startsWith("latchkey_break_glass "));
}
