import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { wrong } from "../support/hotp.js";
import { signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock, deps } = service;

const path = (name: string) => `/rest/tsv/latest/totp/unenroll/user/${encodeURIComponent(name)}`;
const admin = await signedInPerson(service, "Admin", "administrator");

/** As the administrator, without a CSRF token. */
function rescue(name: string, totpCode: unknown) {
  return admin.browser.call("DELETE", path(name), { totpCode }, { csrf: null });
}

/** With a code that was not used yet. */
function fresh(name: string) {
  clock.advance(30);
  return rescue(name, admin.app.code());
}

describe("rescue (mission A3)", () => {
  it("204: removes every factor, the recovery key and every session; tokens go back suspended with their counters", async () => {
    const lost = await signedInPerson(service, "lost");
    await call("POST", "/api/v1/tokens", {
      serial: "resc-1",
      type: "hotp",
      secretHex: randomBytes(20).toString("hex"),
    });
    await call("POST", "/api/v1/tokens/resc-1/assign", { username: "lost" });
    const device = { id: "d1", userId: deps.keys.userId("lost"), digest: "", ip: null, userAgent: null };
    const bound = { credentials: [], secrets: "" };
    await deps.storage.devices.remember({ ...device, bound }, 60);
    expect((await fresh("lost")).status).toBe(204);
    expect((await call("GET", "/api/v1/users/lost/devices")).body).toEqual({ devices: [] });
    expect((await call("GET", "/api/v1/users/lost")).body.credentials).toEqual([]);
    expect((await lost.browser.call("GET", "/api/v1/session")).status).toBe(401);
    expect((await call("GET", "/api/v1/tokens/resc-1")).body).toMatchObject({ state: "suspended" });
    expect((await call("GET", "/api/v1/tokens/resc-1")).body).not.toHaveProperty("username");
    expect((await call("POST", "/api/v1/verify", { username: "lost", code: lost.app.code(1) })).status).toBe(
      401,
    );
  });

  it("204: lifts the user's block, and names both in the audit trail", async () => {
    const blocked = await userWithApp(service, "blocked");
    for (let i = 0; i < 2; i++)
      await call("POST", "/api/v1/verify", { username: "blocked", code: wrong(blocked.code()) });
    expect((await fresh("BLOCKED")).status).toBe(204);
    expect((await deps.storage.users.read(deps.keys.userId("blocked")))?.user.guard.failures).toBe(0);
    const [entry] = await service.database.db
      .collection("audit")
      .find({ action: "user.rescue" })
      .sort({ seq: -1 })
      .limit(1)
      .toArray();
    expect(entry).toMatchObject({ actor: "Admin", user: "blocked", outcome: "success" });
  });

  it("401: no session, an API key, or a wrong code, before the name is looked at", async () => {
    const body = { totpCode: "123456" };
    expect((await call("DELETE", path("nobody"), body, { apiKey: null })).status).toBe(401);
    expect(await call("DELETE", path("nobody"), body)).toMatchObject({
      status: 401,
      body: { code: "unauthenticated" },
    });
    clock.advance(30);
    const guess = await rescue("nobody", wrong(admin.app.code()));
    expect(guess).toMatchObject({ status: 401, body: { code: "verification_failed" } });
    expect((await fresh("nobody")).status).toBe(404);
  });

  it("429: while the administrator's guard stands", async () => {
    await userWithApp(service, "waiting");
    for (let i = 0; i < 2; i++) await rescue("waiting", wrong(admin.app.code()));
    expect((await rescue("waiting", admin.app.code())).status).toBe(429);
  });

  it("403: without a role, without a code of one's own, for oneself in any spelling", async () => {
    const plain = await signedInPerson(service, "plain");
    expect(
      (await plain.browser.call("DELETE", path("waiting"), { totpCode: "1" }, { csrf: null })).status,
    ).toBe(403);
    expect((await fresh("  ADMIN ")).status).toBe(403);
    expect((await fresh("admin")).body.code).toBe("forbidden");
  });

  it("400: a code that has no shape counts nothing; a user without enrolment is answered in the words of the contract", async () => {
    expect((await rescue("waiting", 373416)).status).toBe(400);
    expect((await rescue("waiting", "")).status).toBe(400);
    await call("POST", "/api/v1/users", { username: "bare", password: "password of bare" });
    expect(await fresh("bare")).toMatchObject({
      status: 400,
      body: { code: "not_enrolled", message: "No enrollment found for this user." },
    });
    expect((await fresh("no such user")).status).toBe(404);
  });

  it("403: from another site", async () => {
    const headers = { origin: "https://evil.example" };
    const body = { totpCode: admin.app.code() };
    expect((await admin.browser.call("DELETE", path("bare"), body, { csrf: null, headers })).status).toBe(
      403,
    );
  });

  it("403: an administrator does not rescue an owner, whose password it could then set", async () => {
    await signedInPerson(service, "Owner", "owner");
    expect((await fresh("owner")).status).toBe(403);
  });
});
