import { describe, expect, it, vi } from "vitest";
import { application } from "../support/application.js";
import { signedInPerson } from "../support/people.js";
import { type Answer, testService } from "../support/service.js";

const service = await testService();
const { call, clock, deps } = service;
const path = "/api/v1/applications";
const DAY = 24 * 3600;

// Made before there is an administrator, who takes this right from the environment's key.
const manager = await application(service, { name: "manager", scopes: ["admin"] });
const { browser: admin } = await signedInPerson(service, "ada", "administrator");

interface Key {
  keyId: string;
  lastUsedAt: string | null;
  standing: string;
}
const keysOf = async (id: string): Promise<Key[]> =>
  (await manager.call("GET", `${path}/${id}`)).body.keys as unknown as Key[];
/** Whether a key is taken for an application's; the answer to an unknown verification shows it. */
const taken = async (apiKey: unknown): Promise<Answer> =>
  call("POST", "/api/v1/verify", { username: "nobody", code: "1" }, { apiKey: String(apiKey) });
const register = async (settings: object) =>
  (await manager.call("POST", path, { name: "Wiki", ...settings })).body;

describe("applications", () => {
  it("200: are listed by name with what is known of their keys, and with nothing by which a key could be used", async () => {
    await register({ name: "zeta" });
    const { apiKey, applicationId } = await register({ name: "Alpha", expiresInDays: 10 });
    const answer = await manager.call("GET", path);
    const listed = answer.body.applications as unknown as { name: string }[];
    const expiresAt = new Date(clock.now().getTime() + 10 * DAY * 1000).toISOString();
    expect(listed.map(({ name }) => name)).toEqual(["Alpha", "manager", "zeta"]);
    expect(listed[0]).toMatchObject({
      applicationId,
      scopes: ["verify"],
      suspended: false,
      keys: [{ standing: "ends_soon", expiresAt }],
    });
    const text = JSON.stringify(answer.body);
    expect(text).not.toContain(String(apiKey));
    expect(text).not.toContain(deps.keys.digest("api-key", String(apiKey)));
  });

  it("200: are changed, and the change counts at the next request", async () => {
    const app = await register({});
    const users = () => call("GET", "/api/v1/users/nobody", undefined, { apiKey: String(app.apiKey) });
    expect((await users()).status).toBe(403);
    const changed = await admin.call("PATCH", `${path}/${app.applicationId}`, {
      name: "Portal",
      scopes: ["users"],
    });
    expect(changed).toMatchObject({ status: 200, body: { name: "Portal", scopes: ["users"] } });
    expect((await users()).status).toBe(404);
  });

  it("401: a suspended application's key is refused and says so; it goes on with the same key", async () => {
    const app = await register({});
    expect((await taken(app.apiKey)).status).toBe(400);
    expect((await admin.call("POST", `${path}/${app.applicationId}/suspend`, {})).body.suspended).toBe(true);
    const refused = await taken(app.apiKey);
    expect(refused).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(refused.body.detail).toContain("suspended");
    await admin.call("POST", `${path}/${app.applicationId}/resume`, {});
    expect((await taken(app.apiKey)).status).toBe(400);
  });

  it("204: a deleted application's keys end at once; 404: it is gone", async () => {
    const app = await register({});
    const one = `${path}/${app.applicationId}`;
    expect((await taken(app.apiKey)).status).toBe(400);
    expect((await admin.call("DELETE", one)).status).toBe(204);
    expect((await taken(app.apiKey)).status).toBe(401);
    for (const [method, where, body] of [
      ["GET", one],
      ["DELETE", one],
      ["PATCH", one, { name: "x" }],
      ["POST", `${one}/suspend`, {}],
      ["POST", `${one}/keys`, {}],
      ["DELETE", `${one}/keys/none`],
    ] as const) {
      expect(await manager.call(method, where, body), `${method} ${where}`).toMatchObject({
        status: 404,
        body: { code: "not_found" },
      });
    }
  });

  it.each([
    ["nothing to change", "PATCH", "", {}],
    ["an unknown scope", "PATCH", "", { scopes: ["everything"] }],
    ["no scope", "PATCH", "", { scopes: [] }],
    ["a redirect URI without https", "PATCH", "", { redirectUris: ["http://wiki.example/"] }],
    ["its keys", "PATCH", "", { keys: [] }],
    ["two ends", "POST", "/keys", { expiresInDays: 1, expiresAt: "2027-01-01T00:00:00Z" }],
    ["an end that has passed", "POST", "/keys", { expiresAt: "2026-01-01T00:00:00Z" }],
    ["an overlap of a year", "POST", "/keys", { overlapSeconds: 365 * DAY }],
  ])("400: %s", async (_, method, under, body) => {
    const { applicationId } = await register({});
    expect(await manager.call(method, `${path}/${applicationId}${under}`, body)).toMatchObject({
      status: 400,
      body: { code: "invalid_request" },
    });
  });

  it("403: only owners and administrators change them, elevated, or the scope `admin`; never the environment's key beside an administrator", async () => {
    const { applicationId, apiKey } = await register({});
    const one = `${path}/${applicationId}`;
    const { browser: helper } = await signedInPerson(service, "hella", "helpdesk");
    expect((await helper.call("GET", path)).status).toBe(200);
    expect((await helper.call("POST", `${one}/keys`, {})).status).toBe(403);
    const { browser: nobody } = await signedInPerson(service, "una");
    expect((await nobody.call("GET", path)).status).toBe(403);
    expect((await call("GET", path, undefined, { apiKey: String(apiKey) })).status).toBe(403);
    expect((await call("GET", path)).status).toBe(200);
    const { browser: late } = await signedInPerson(service, "lena", "administrator");
    clock.advance(700);
    for (const [method, where] of [
      ["POST", path],
      ["PATCH", one],
      ["DELETE", one],
      ["POST", `${one}/suspend`],
      ["POST", `${one}/resume`],
      ["POST", `${one}/keys`],
      ["DELETE", `${one}/keys/x`],
    ] as const) {
      expect(await call(method, where, {}), `${method} ${where}`).toMatchObject({ status: 403 });
      expect((await late.call(method, where, {})).body.code, where).toBe("elevation_required");
    }
    expect((await call("GET", path, undefined, { apiKey: null })).status).toBe(401);
  });
});

describe("application keys: expiry, last used, rotation with overlap (issue point 8)", () => {
  it("goes on with the old key beside the new one, until it is revoked", async () => {
    const app = await register({});
    const made = await manager.call("POST", `${path}/${app.applicationId}/keys`, {});
    expect(made).toMatchObject({ status: 201, body: { expiresAt: null } });
    expect((await taken(app.apiKey)).status).toBe(400);
    expect((await taken(made.body.apiKey)).status).toBe(400);
    const [old] = await keysOf(String(app.applicationId));
    expect((await manager.call("DELETE", `${path}/${app.applicationId}/keys/${old?.keyId}`)).status).toBe(
      204,
    );
    expect((await taken(app.apiKey)).status).toBe(401);
    expect((await taken(made.body.apiKey)).status).toBe(400);
  });

  it("ends the old keys after the overlap, by the database's instant, and never later than they ended anyway", async () => {
    const app = await register({ expiresInDays: 1 });
    const { applicationId } = app;
    const second = (await manager.call("POST", `${path}/${applicationId}/keys`, {})).body;
    const third = (await manager.call("POST", `${path}/${applicationId}/keys`, { overlapSeconds: 2 * DAY }))
      .body;
    clock.advance(DAY - 1);
    deps.applications.forget();
    expect((await taken(app.apiKey)).status).toBe(400);
    clock.advance(1);
    deps.applications.forget();
    const refused = await taken(app.apiKey);
    expect(refused.status).toBe(401);
    expect(refused.body.detail).toContain("ended");
    expect((await taken(second.apiKey)).status).toBe(400);
    clock.advance(DAY);
    deps.applications.forget();
    expect((await taken(second.apiKey)).status).toBe(401);
    expect((await taken(third.apiKey)).status).toBe(400);
    expect((await keysOf(String(applicationId))).map(({ standing }) => standing)).toEqual([
      "ended",
      "ended",
      "active",
    ]);
  });

  it("ends the old keys at once where there is no overlap", async () => {
    const app = await register({});
    expect((await taken(app.apiKey)).status).toBe(400);
    const next = await manager.call("POST", `${path}/${app.applicationId}/keys`, { overlapSeconds: 0 });
    expect((await taken(app.apiKey)).status).toBe(401);
    expect((await taken(next.body.apiKey)).status).toBe(400);
  });

  it("does not keep a key in memory beyond its end", async () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(1_000_000);
    try {
      const app = await register({ expiresAt: new Date(clock.now().getTime() + 2000).toISOString() });
      expect((await taken(app.apiKey)).status).toBe(400);
      clock.advance(2);
      now.mockReturnValue(1_002_000);
      expect((await taken(app.apiKey)).status).toBe(401);
    } finally {
      now.mockRestore();
    }
  });

  it("409: at most ten keys that have not ended; those that have make room", async () => {
    const { applicationId } = await register({ expiresInDays: 1 });
    const add = () => manager.call("POST", `${path}/${applicationId}/keys`, {});
    for (let i = 0; i < 9; i++) expect((await add()).status).toBe(201);
    expect(await add()).toMatchObject({ status: 409, body: { code: "conflict" } });
    clock.advance(DAY);
    expect((await add()).status).toBe(201);
    expect(await keysOf(String(applicationId))).toHaveLength(10);
  });

  it("gives room for ten keys to twenty requests at once", async () => {
    const { applicationId } = await register({});
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => manager.call("POST", `${path}/${applicationId}/keys`, {})),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(9);
    expect(await keysOf(String(applicationId))).toHaveLength(10);
  });

  it("knows when each key was last used, written beside the request and at most once a minute", async () => {
    const touch = vi.spyOn(deps.storage.applications, "touchKey");
    const app = await register({});
    const id = String(app.applicationId);
    expect((await keysOf(id))[0]?.lastUsedAt).toBeNull();
    const at = clock.now().toISOString();
    for (let i = 0; i < 5; i++) await taken(app.apiKey);
    await expect.poll(async () => (await keysOf(id))[0]?.lastUsedAt).toBe(at);
    expect(touch.mock.calls.filter(([application]) => application === id)).toHaveLength(1);
    expect((await manager.call("GET", `${path}/${id}`)).body.lastUsedAt).toBe(at);
    touch.mockRestore();
  });
});
