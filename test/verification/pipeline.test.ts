import { describe, expect, it } from "vitest";
import { changeUser } from "../../server/storage/change-user.js";
import { giveHotp, wrong } from "../support/hotp.js";
import { testService } from "../support/service.js";
import { codeAt, userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock, deps } = service;

const tryCode = (username: string, code: string, factor?: string) =>
  call("POST", "/api/v1/verify", { username, code, ...(factor ? { factor } : {}) });
const guardOf = async (username: string) =>
  (await deps.storage.users.read(deps.keys.userId(username)))?.user.guard;

describe("the pipeline", () => {
  it("refuses a code of an older step after a newer one was accepted", async () => {
    const app = await userWithApp(service, "older-step");
    const older = app.code();
    clock.advance(30);
    expect((await tryCode("older-step", app.code())).status).toBe(200);
    expect((await tryCode("older-step", older)).status).toBe(401);
  });

  it("accepts the codes of the steps before and after the current one, and no further", async () => {
    const app = await userWithApp(service, "window");
    clock.advance(300);
    expect((await tryCode("window", app.code(-2))).status).toBe(401);
    expect((await tryCode("window", app.code(-1))).status).toBe(200);
    expect((await tryCode("window", app.code(2))).status).toBe(401);
    expect((await tryCode("window", app.code(1))).status).toBe(200);
  });

  it("never takes a counter back: codes that were skipped are refused", async () => {
    await userWithApp(service, "counter");
    const code = await giveHotp(service, "counter");
    expect((await tryCode("counter", code(7))).status).toBe(200);
    for (const skipped of [0, 6, 7]) {
      clock.advance(3600);
      expect((await tryCode("counter", code(skipped))).status).toBe(401);
    }
    clock.advance(3600);
    expect((await tryCode("counter", code(8))).status).toBe(200);
  });

  it("looks ten counters ahead and not eleven", async () => {
    await userWithApp(service, "ahead");
    const code = await giveHotp(service, "ahead");
    expect((await tryCode("ahead", code(10))).status).toBe(401);
    expect((await tryCode("ahead", code(9))).status).toBe(200);
  });

  it("counts across factors: changing the factor gains nothing", async () => {
    const app = await userWithApp(service, "switcher");
    const hotp = await giveHotp(service, "switcher");
    expect((await tryCode("switcher", wrong(app.code()), "totp")).status).toBe(401);
    expect((await tryCode("switcher", wrong(hotp(0)), "hotp")).status).toBe(401);
    expect((await tryCode("switcher", app.code(), "totp")).status).toBe(429);
    expect((await tryCode("switcher", hotp(0), "hotp")).status).toBe(429);
    expect((await tryCode("switcher", app.recoveryKey, "recovery-key")).status).toBe(429);
  });

  it("neither counts nor lengthens a block for attempts that are made during it", async () => {
    const app = await userWithApp(service, "patient");
    await tryCode("patient", wrong(app.code()));
    await tryCode("patient", wrong(app.code()));
    const before = await guardOf("patient");
    for (let i = 0; i < 20; i++) expect((await tryCode("patient", wrong(app.code()))).status).toBe(429);
    expect(await guardOf("patient")).toEqual(before);
  });

  it("doubles the block with each failure, and a right answer resets to one second", async () => {
    const app = await userWithApp(service, "doubling");
    expect((await tryCode("doubling", wrong(app.code()))).status).toBe(401);
    for (const seconds of [1, 2, 4, 8]) {
      expect((await tryCode("doubling", wrong(app.code()))).status).toBe(401);
      const refused = await tryCode("doubling", app.code());
      expect(refused.body.retryAfterSeconds).toBe(seconds);
      clock.advance(seconds);
    }
    expect((await tryCode("doubling", app.code())).status).toBe(200);
    clock.advance(30);
    await tryCode("doubling", wrong(app.code()));
    await tryCode("doubling", wrong(app.code()));
    expect((await tryCode("doubling", app.code())).body.retryAfterSeconds).toBe(1);
  });

  it("counts a well-formed code of a length that the user does not have", async () => {
    await userWithApp(service, "eight");
    await tryCode("eight", "12345678");
    expect(await guardOf("eight")).toMatchObject({ failures: 1 });
  });

  it("counts failures of a confirmation, and a confirmation resets nothing", async () => {
    await call("POST", "/api/v1/users", { username: "confirming" });
    const { body } = await call("POST", "/api/v1/users/confirming/totp", {});
    const confirm = (code: string) =>
      call("POST", `/api/v1/users/confirming/totp/${body.credentialId}/confirm`, { code });
    const code = () => codeAt(String(body.secret), clock.now());
    expect((await confirm(wrong(code()))).status).toBe(401);
    expect((await confirm(code())).status).toBe(200);
    expect(await guardOf("confirming")).toMatchObject({ failures: 1 });
  });

  it("spends the confirming code", async () => {
    await call("POST", "/api/v1/users", { username: "spender" });
    const { body } = await call("POST", "/api/v1/users/spender/totp", {});
    const code = codeAt(String(body.secret), clock.now());
    expect(
      (await call("POST", `/api/v1/users/spender/totp/${body.credentialId}/confirm`, { code })).status,
    ).toBe(200);
    expect((await tryCode("spender", code)).status).toBe(401);
  });

  it("refuses a pending credential", async () => {
    await call("POST", "/api/v1/users", { username: "pending" });
    const { body } = await call("POST", "/api/v1/users/pending/totp", {});
    expect((await tryCode("pending", codeAt(String(body.secret), clock.now()))).status).toBe(401);
  });

  it("refuses a suspended user as it refuses a wrong code", async () => {
    const app = await userWithApp(service, "suspended");
    await changeUser(deps.storage, deps.keys.userId("suspended"), (user) => ({
      user: { ...user, suspended: true },
    }));
    const answer = await tryCode("suspended", app.code());
    expect(answer).toMatchObject({ status: 401, body: { code: "verification_failed" } });
  });

  it("takes a recovery key once and gives the new one in the same answer", async () => {
    const app = await userWithApp(service, "recovering");
    const used = await tryCode("recovering", app.recoveryKey, "recovery-key");
    expect(used).toMatchObject({ status: 200, body: { factor: "recovery-key" } });
    expect((await tryCode("recovering", app.recoveryKey, "recovery-key")).status).toBe(401);
    expect((await tryCode("recovering", String(used.body.recoveryKey), "recovery-key")).status).toBe(200);
  });

  it("does not try recovery keys when no factor is named", async () => {
    const app = await userWithApp(service, "unnamed");
    expect((await tryCode("unnamed", app.recoveryKey)).status).toBe(400);
  });

  it("forgets nothing over a restart", async () => {
    const app = await userWithApp(service, "restarted");
    const code = app.code();
    await tryCode("restarted", code);
    await tryCode("restarted", wrong(code));
    await tryCode("restarted", wrong(code));
    const again = await testService({ database: service.database, clock, keys: deps.keys });
    expect(
      (await again.call("POST", "/api/v1/verify", { username: "restarted", code: app.code(1) })).status,
    ).toBe(429);
    clock.advance(1);
    expect((await again.call("POST", "/api/v1/verify", { username: "restarted", code })).status).toBe(401);
  });

  it("turns the decoy of a name into the user and keeps its failures", async () => {
    await tryCode("latecomer", "123456");
    await tryCode("latecomer", "123456");
    await call("POST", "/api/v1/users", { username: "latecomer" });
    expect(await guardOf("latecomer")).toMatchObject({ failures: 2 });
  });

  it("never stores the name of a decoy, which may be a password in the wrong field", async () => {
    await tryCode("hunter2 in the wrong field", "123456");
    const collections = await service.database.db.collections();
    for (const collection of collections) {
      const text = JSON.stringify(await collection.find({}).toArray());
      expect(text).not.toContain("hunter2");
    }
  });

  it("answers 503 and keeps the code spent where the success cannot be recorded", async () => {
    const app = await userWithApp(service, "unrecorded");
    const code = app.code();
    const broken = await testService({
      database: service.database,
      clock,
      keys: deps.keys,
      auditFails: true,
    });
    expect((await broken.call("POST", "/api/v1/verify", { username: "unrecorded", code })).status).toBe(503);
    expect((await tryCode("unrecorded", code)).status).toBe(401);
  });
});
