import { describe, expect, it } from "vitest";
import { changeUser } from "../../server/storage/change-user.js";
import type { User } from "../../server/storage/storage.js";
import { application } from "../support/application.js";
import { Browser } from "../support/browser.js";
import { wrong } from "../support/hotp.js";
import { signedInPerson } from "../support/people.js";
import { ADMIN_KEY, testService } from "../support/service.js";

const service = await testService();
const { call, clock, database, deps } = service;
// Before anybody administers: afterwards the environment's key registers no application.
const { apiKey: usersKey } = await application(service, { scopes: ["users"] });

const remove = (name: string, apiKey: string | null = ADMIN_KEY) =>
  call("DELETE", `/api/v1/users/${encodeURIComponent(name)}`, undefined, { apiKey });

/** Assigns a counter token and spends one of its codes. */
async function withToken(username: string, serial: string) {
  await call("POST", "/api/v1/tokens", { serial, type: "hotp", secretHex: "ab".repeat(20) });
  await call("POST", `/api/v1/tokens/${serial}/assign`, { username });
  await changeUser(deps.storage, deps.keys.userId(username), (user) => ({
    user: {
      ...user,
      credentials: user.credentials.map((one) => (one.token ? { ...one, spent: { counter: 41 } } : one)),
    },
  }));
}

describe("A2 deleting a user", () => {
  it("204: everything of theirs is gone at once, and their tokens are back in stock with their counters", async () => {
    const gone = await signedInPerson(service, "a2-gone");
    await withToken("a2-gone", "a2-del-1");
    const { id, handle } = (await deps.storage.users.read(deps.keys.userId("a2-gone")))?.user ?? {
      id: "",
      handle: "",
    };
    const bound = { credentials: [], secrets: "" };
    const device = { id: "a2-d", userId: id, digest: "", ip: null, userAgent: null, bound };
    await deps.storage.devices.remember(device, 60);
    const { body } = await call("POST", "/api/v1/users/a2-gone/password-link", {});

    expect((await remove("A2-GONE")).status).toBe(204);
    expect((await call("GET", "/api/v1/users/a2-gone")).status).toBe(404);
    expect((await gone.browser.call("GET", "/api/v1/session")).status).toBe(401);
    expect(await deps.storage.devices.list(id)).toEqual([]);
    expect(await deps.storage.users.readByClaim(`handle:${handle}`)).toBeNull();
    const token = new URL(String(body.url)).hash.slice(1);
    const late = await call("POST", "/api/v1/password-link", { token, password: "chosen much too late" });
    expect(late.status).toBe(401);
    const read = await deps.storage.tokens.read("a2-del-1");
    expect(read?.token).toMatchObject({
      state: "suspended",
      userId: null,
      username: null,
      spent: { counter: 41 },
    });
    const [entry] = await database.db.collection("audit").find({ action: "user.delete" }).toArray();
    expect(entry).toMatchObject({
      user: "a2-gone",
      actor: "environment key",
      detail: { tokens: "a2-del-1" },
    });
    for (const name of await database.db.listCollections().toArray()) {
      if (/^audit/.test(name.name)) continue;
      const rest = await database.db.collection(name.name).findOne({ $or: [{ userId: id }, { user: id }] });
      expect(rest, name.name).toBeNull();
    }
  });

  it("leaves nothing to somebody new of the same name", async () => {
    const { app } = await signedInPerson(service, "a2-again");
    await remove("a2-again");
    expect((await call("POST", "/api/v1/users", { username: "a2-again" })).status).toBe(201);
    expect((await call("GET", "/api/v1/users/a2-again")).body.credentials).toEqual([]);
    clock.advance(30);
    expect((await call("POST", "/api/v1/verify", { username: "a2-again", code: app.code() })).status).toBe(
      401,
    );
  });

  it("leaves no session to whoever was deleted while they signed in, once somebody new has the name", async () => {
    await signedInPerson(service, "a2-late");
    const read = await deps.storage.users.read(deps.keys.userId("a2-late"));
    await remove("a2-late");
    // Verified before, stored after.
    const start = { kind: "full", factor: "totp", elevated: true, mostSeconds: null } as const;
    const { token } = await deps.sessions.begin({
      ...start,
      user: read?.user as User,
      ip: null,
      userAgent: null,
    });
    clock.advance(1);
    const { browser } = await signedInPerson(service, "a2-late", "owner");
    expect((await new Browser(service, token).call("GET", "/api/v1/session")).status).toBe(401);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
  });

  it("deletes nobody in part where a token or the user changes meanwhile, and does it again from the read", async () => {
    await call("POST", "/api/v1/users", { username: "a2-race" });
    await withToken("a2-race", "a2-del-2");
    const { users } = deps.storage;
    const original = users.delete;
    let tries = 0;
    users.delete = async (user, tokens) => {
      tries += 1;
      if (tries === 1) await call("POST", "/api/v1/tokens/a2-del-2/lost", {});
      return original(user, tokens);
    };
    expect((await remove("a2-race")).status).toBe(204);
    users.delete = original;
    expect(tries).toBe(2);
    const read = await deps.storage.tokens.read("a2-del-2");
    expect(read?.token).toMatchObject({ state: "lost", userId: null });
  });

  it("403: not oneself, not who is of the same rank, and a key deletes nobody who holds a role", async () => {
    const owner = await signedInPerson(service, "a2-owner", "owner");
    const admin = await signedInPerson(service, "a2-admin", "administrator");
    const of = (name: string) => `/api/v1/users/${name}`;
    expect((await owner.browser.call("DELETE", of("a2-owner"))).status).toBe(403);
    expect((await admin.browser.call("DELETE", of("A2-Admin"))).status).toBe(403);
    expect((await admin.browser.call("DELETE", of("a2-owner"))).status).toBe(403);
    expect((await remove("a2-admin", usersKey)).status).toBe(403);
    expect((await remove("a2-owner")).status).toBe(403);
    expect((await remove("a2-nobody")).status).toBe(404);
    expect((await owner.browser.call("DELETE", of("a2-admin"))).status).toBe(204);
  });

  it("answers an unknown name as before: whoever tries codes learns nothing", async () => {
    await call("POST", "/api/v1/users", { username: "a2-known" });
    await remove("a2-known");
    const answer = await call("POST", "/api/v1/verify", { username: "a2-known", code: wrong("000000") });
    expect(answer).toMatchObject({ status: 401, body: { code: "verification_failed" } });
  });
});
