import { describe, expect, it } from "vitest";
import { unavailable } from "../../server/errors.js";
import { changeUser } from "../../server/storage/change-user.js";
import type { User, UserStore } from "../../server/storage/storage.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock, deps } = service;
const { storage, keys } = deps;

const attempt = (username: string, code: string) => call("POST", "/api/v1/verify", { username, code });
const change = (username: string, to: (user: User) => User) =>
  changeUser({ users }, keys.userId(username), (user) => ({ user: to(user) }));

const users: UserStore = { ...storage.users };

/** Lets something happen once, after an attempt has read and checked, and before it writes. */
function beforeNextSettle(happen: () => Promise<unknown>): void {
  storage.users.write = async (previous, next, claims) => {
    storage.users.write = users.write;
    await happen();
    return users.write(previous, next, claims);
  };
}

describe("between read and settle", () => {
  it("a credential that is revoked is refused", async () => {
    const app = await userWithApp(service, "revoked");
    beforeNextSettle(() => change("revoked", (user) => ({ ...user, credentials: [] })));
    expect((await attempt("revoked", app.code())).status).toBe(401);
  });

  it("a user who is suspended is refused", async () => {
    const app = await userWithApp(service, "suspended");
    beforeNextSettle(() => change("suspended", (user) => ({ ...user, suspended: true })));
    expect((await attempt("suspended", app.code())).status).toBe(401);
  });

  it("another failure that begins a block refuses the right code as well: it was never evaluated", async () => {
    const app = await userWithApp(service, "blocked");
    beforeNextSettle(async () => {
      const notBefore = new Date(clock.now().getTime() + 4000);
      await change("blocked", (user) => ({
        ...user,
        guard: { failures: 4, notBefore, updatedAt: clock.now() },
      }));
    });
    expect(await attempt("blocked", app.code())).toMatchObject({
      status: 429,
      body: { retryAfterSeconds: 4 },
    });
  });

  it("a change that has nothing to do with it costs another round and nothing else", async () => {
    const app = await userWithApp(service, "renamed");
    beforeNextSettle(() => change("renamed", (user) => ({ ...user, displayName: "New" })));
    expect((await attempt("renamed", app.code())).status).toBe(200);
    expect((await call("GET", "/api/v1/users/renamed")).body.displayName).toBe("New");
  });

  it("a write whose outcome is unknown is 503, neither a success nor a refusal", async () => {
    const app = await userWithApp(service, "unknown-outcome");
    const code = app.code();
    beforeNextSettle(() => Promise.reject(unavailable("the answer was lost")));
    expect(await attempt("unknown-outcome", code)).toMatchObject({
      status: 503,
      body: { code: "unavailable" },
    });
  });

  it("a race that is lost again and again ends with 503 after forty rounds", async () => {
    const app = await userWithApp(service, "contended");
    let rounds = 0;
    storage.users.write = async () => {
      rounds += 1;
      return false;
    };
    expect((await attempt("contended", app.code())).status).toBe(503);
    storage.users.write = users.write;
    expect(rounds).toBe(40);
    expect((await attempt("contended", app.code())).status).toBe(200);
  });
});

describe("a new primary with a slower clock", () => {
  it("neither shortens a block nor takes the guard's instant back", async () => {
    const app = await userWithApp(service, "failover");
    const ahead = new Date(clock.now().getTime() + 60_000);
    const notBefore = new Date(ahead.getTime() + 8000);
    await change("failover", (user) => ({ ...user, guard: { failures: 5, notBefore, updatedAt: ahead } }));
    expect((await attempt("failover", app.code())).body.retryAfterSeconds).toBe(8);
  });
});
