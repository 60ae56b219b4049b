import { describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { Browser, signIn } from "../support/browser.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock, database, deps } = service;
// Before anybody administers: the environment's key registers none afterwards.
const wiki = await application(service, { name: "The wiki" });

interface Entry {
  id: string;
  current: boolean;
}

async function signedIn(username: string, roles: string[] = []) {
  const app = await userWithApp(service, username);
  const id = deps.keys.userId(username) as never;
  await database.db.collection("users").updateOne({ _id: id }, { $set: { roles } });
  const browser = new Browser(service);
  await signIn(browser, username, app.code());
  clock.advance(30);
  return { app, browser };
}

const sessionsOf = async (browser: Browser, username: string) =>
  (await browser.call("GET", `/api/v1/users/${username}/sessions`)).body.sessions as unknown as Entry[];

describe("GET /api/v1/users/{username}/sessions", () => {
  it("200: lists one's own sessions, newest first, by ids that are neither the cookie nor its hash", async () => {
    const { app, browser } = await signedIn("anna");
    const second = new Browser(service);
    await signIn(second, "anna", app.code());
    const { status, body } = await second.call("GET", "/api/v1/users/anna/sessions");
    expect(status).toBe(200);
    expect(body.sessions).toMatchObject([
      { current: true, factor: "totp", ip: "127.0.0.1" },
      { current: false, factor: "totp", ip: "127.0.0.1" },
    ]);
    const stored = await database.db.collection("sessions").find({}).toArray();
    const text = JSON.stringify(body);
    for (const secret of [
      browser.cookie,
      second.cookie,
      browser.csrf,
      ...stored.map(({ _id }) => String(_id)),
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it("a session keeps its public id when it is elevated", async () => {
    const { app, browser } = await signedIn("bert");
    const [before] = await sessionsOf(browser, "bert");
    const elevation = { factor: "totp", response: { code: app.code() } };
    expect((await browser.call("POST", "/api/v1/session/elevation", elevation)).status).toBe(200);
    expect(await sessionsOf(browser, "bert")).toMatchObject([{ id: before?.id, current: true }]);
  });

  it("401 without a session; an auditor may look; 403 for other people and for an application without the scope; 404 unknown", async () => {
    const { browser } = await signedIn("cara");
    const { browser: auditor } = await signedIn("auditor", ["auditor"]);
    const { browser: helpdesk } = await signedIn("helpdesk", ["helpdesk"]);
    const path = "/api/v1/users/anna/sessions";
    expect((await new Browser(service).call("GET", path)).status).toBe(401);
    expect((await browser.call("GET", path)).status).toBe(403);
    expect((await auditor.call("GET", path)).status).toBe(200);
    expect((await helpdesk.call("GET", path)).status).toBe(200);
    expect((await helpdesk.call("GET", "/api/v1/users/nobody/sessions")).status).toBe(404);
    expect((await wiki.call("GET", path)).status).toBe(403);
  });
});

describe("DELETE /api/v1/users/{username}/sessions/{id}", () => {
  it("204: signs out in one place, on the server too", async () => {
    const { app, browser } = await signedIn("dora");
    const lost = new Browser(service);
    await signIn(lost, "dora", app.code());
    const other = (await sessionsOf(browser, "dora")).find(({ current }) => !current);
    expect((await browser.call("DELETE", `/api/v1/users/dora/sessions/${other?.id}`)).status).toBe(204);
    expect((await lost.call("GET", "/api/v1/session")).status).toBe(401);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
  });

  it("204: one's own current session takes its cookie along", async () => {
    const { browser } = await signedIn("elsa");
    const [own] = await sessionsOf(browser, "elsa");
    await browser.call("DELETE", `/api/v1/users/elsa/sessions/${own?.id}`);
    expect(browser.cookie).toBeNull();
  });

  it("404: another user's session under one's own name", async () => {
    const { browser: victim } = await signedIn("fred");
    const { browser } = await signedIn("mallory");
    const [target] = await sessionsOf(victim, "fred");
    expect((await browser.call("DELETE", `/api/v1/users/mallory/sessions/${target?.id}`)).status).toBe(404);
    expect((await browser.call("DELETE", `/api/v1/users/fred/sessions/${target?.id}`)).status).toBe(403);
    expect((await victim.call("GET", "/api/v1/session")).status).toBe(200);
  });

  it("204 and 403: the helpdesk signs users out, and nobody of higher rank", async () => {
    const { browser: owner } = await signedIn("chief", ["owner"]);
    const { browser: user } = await signedIn("user");
    const { browser: helpdesk } = await signedIn("second helpdesk", ["helpdesk"]);
    for (const [name, browser, status] of [
      ["chief", owner, 403],
      ["user", user, 204],
    ] as const) {
      const [target] = await sessionsOf(browser, name);
      const path = `/api/v1/users/${name}/sessions/${target?.id}`;
      expect((await helpdesk.call("DELETE", path)).status).toBe(status);
    }
  });

  it("403: not elevated, without the CSRF token, from another site", async () => {
    const { browser } = await signedIn("gabi");
    const [own] = await sessionsOf(browser, "gabi");
    const path = `/api/v1/users/gabi/sessions/${own?.id}`;
    expect((await browser.call("DELETE", path, undefined, { csrf: null })).status).toBe(403);
    expect((await browser.call("DELETE", path, undefined, { origin: "https://evil.example" })).status).toBe(
      403,
    );
    expect((await browser.call("DELETE", path, undefined, { contentType: null })).status).toBe(415);
    clock.advance(600);
    expect((await browser.call("DELETE", path)).body.code).toBe("elevation_required");
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
  });
});

describe("GET /api/v1/users/{username}/activity", () => {
  it("200: what happened around one's sign-in, newest first, with the application's name and no secret", async () => {
    const { app, browser } = await signedIn("hugo");
    await wiki.call("POST", "/api/v1/verify", { username: "hugo", code: "000000" });
    clock.advance(1);
    const { status, body } = await browser.call("GET", "/api/v1/users/hugo/activity");
    expect(status).toBe(200);
    const [newest] = body.entries as unknown as object[];
    expect(newest).toMatchObject({
      action: "verification.login",
      outcome: "failure",
      application: "The wiki",
    });
    expect(JSON.stringify(body)).not.toContain(app.recoveryKey);
    expect(body.entries).toContainEqual(
      expect.objectContaining({ action: "password.check", ip: "127.0.0.1" }),
    );
  });

  it("401, 403, 404: only for oneself, or by role or scope", async () => {
    const { browser } = await signedIn("ida");
    const { browser: auditor } = await signedIn("second auditor", ["auditor"]);
    const path = "/api/v1/users/hugo/activity";
    expect((await call("GET", path, undefined, { apiKey: null })).status).toBe(401);
    expect((await browser.call("GET", path)).status).toBe(403);
    expect((await auditor.call("GET", path)).status).toBe(200);
    expect((await auditor.call("GET", "/api/v1/users/nobody/activity")).status).toBe(404);
  });
});
