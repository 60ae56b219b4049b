import { describe, expect, it } from "vitest";
import { Browser, beginSignIn } from "../../support/browser.js";
import { giveRoles, signedInPerson } from "../../support/people.js";
import { testService } from "../../support/service.js";
import { GROUPS, PEOPLE, passwordOf, SHORT, startSlapd } from "../../support/slapd.js";
import { ldapEnvironment } from "./support.js";

const slapd = await startSlapd();
const people: Record<string, string> = {};
for (const name of ["ada", "bob", "cleo", "dora", "emil"]) people[name] = await slapd.addPerson(name);
await slapd.add(`cn=finance,${GROUPS}`, {
  objectClass: "groupOfNames",
  cn: "finance",
  member: `uid=ada,${PEOPLE}`,
});

const env = ldapEnvironment(slapd.url, {
  LATCHKEY_LDAP_GROUPS: `finance: cn=finance,${GROUPS}`,
  LATCHKEY_LDAP_SUSPEND_PERCENT: "20",
});
const service = await testService({ env });
const { call, clock, deps } = service;

/** What a test looks at of a run. */
type Run = Record<string, unknown> & { faults: string[]; counts: object };

/** Runs and waits. @returns the run as it ended */
async function run(body: object = {}, on = service): Promise<Run> {
  const begun = await on.call("POST", "/api/v1/directory/sync", body);
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  await on.deps.connectedDirectory?.sync.ended();
  return (await on.call("GET", "/api/v1/directory")).body.run as unknown as Run;
}

const user = async (name: string) => (await call("GET", `/api/v1/users/${name}`)).body;

describe("A2 a run that compares the users with the directory", () => {
  it("creates whoever is there, without a role, and says how far it has come and what it did", async () => {
    expect(await run()).toMatchObject({
      outcome: "complete",
      phase: "changing",
      done: 5,
      total: 5,
      counts: { read: 5, created: 5, updated: 0, suspended: 0, resumed: 0, refused: 0 },
      faults: [],
    });
    expect(await user("ada")).toMatchObject({
      displayName: "The person ada",
      email: "ada@example.org",
      groups: ["finance"],
      roles: [],
      suspended: false,
      hasPassword: false,
      directory: { dn: people.ada },
    });
    const { body } = await call("GET", "/api/v1/audit?action=directory.run");
    expect(body.entries).toMatchObject([{ outcome: "success", detail: { created: 5 } }]);
  });

  it("changes what has changed there, and only the groups that follow the directory", async () => {
    await call("PATCH", "/api/v1/users/ada", { groups: ["finance", "by hand"] });
    await call("PATCH", "/api/v1/users/bob", { groups: ["by hand"] });
    await slapd.set(people.ada as string, "cn", "Ada, renamed");
    await slapd.set(`cn=finance,${GROUPS}`, "member", `uid=bob,${PEOPLE}`);
    expect((await run()).counts).toMatchObject({ created: 0, updated: 2 });
    expect(await user("ada")).toMatchObject({ displayName: "Ada, renamed", groups: ["by hand"] });
    expect(await user("bob")).toMatchObject({ groups: ["by hand", "finance"] });
    expect((await run()).counts).toMatchObject({ updated: 0 });
  });

  it("suspends one who is gone, ends their sessions, and lets them go on when they are back", async () => {
    const browser = new Browser(service);
    expect((await beginSignIn(browser, "emil", passwordOf("emil"))).status).toBe(201);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
    const id = await slapd.hide(people.emil as string);
    expect(await run()).toMatchObject({ outcome: "complete", counts: { suspended: 1 } });
    expect(await user("emil")).toMatchObject({ suspended: true, directory: { suspendedFor: "gone" } });
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(401);
    const { body } = await call("GET", "/api/v1/audit?action=user.suspend&user=emil");
    expect(body.entries).toMatchObject([{ detail: { source: "directory", reason: "gone" } }]);
    await slapd.unhide(id);
    expect((await run()).counts).toMatchObject({ resumed: 1 });
    expect(await user("emil")).toMatchObject({ suspended: false, directory: { dn: people.emil } });
  });

  it("lets nobody go on whom a person has suspended", async () => {
    await call("POST", "/api/v1/users/emil/suspend");
    expect((await run()).counts).toMatchObject({ resumed: 0 });
    expect(await user("emil")).toMatchObject({ suspended: true });
    await call("POST", "/api/v1/users/emil/resume");
  });

  it("suspends nobody where too many would be, says so, and does it when it is told to", async () => {
    const hidden = [await slapd.hide(people.dora as string), await slapd.hide(people.emil as string)];
    const held = await run();
    expect(held).toMatchObject({ outcome: "held", counts: { suspended: 0 } });
    expect(held.faults[0]).toContain("2 of 5 users would be suspended, and nobody was: dora, emil.");
    expect(await user("dora")).toMatchObject({ suspended: false });
    expect(await run({ acceptSuspensions: true })).toMatchObject({
      outcome: "complete",
      counts: { suspended: 2 },
    });
    for (const dn of hidden) await slapd.unhide(dn);
    expect((await run()).counts).toMatchObject({ resumed: 2 });
  });

  it("suspends nobody where the directory gives no user at all", async () => {
    const other = await testService({
      env: { ...env, LATCHKEY_LDAP_USER_FILTER: "(uid=no-such-user)", LATCHKEY_LDAP_SUSPEND_PERCENT: "100" },
      database: service.database,
      keys: deps.keys,
      clock,
    });
    expect(await run({}, other)).toMatchObject({ outcome: "held", counts: { suspended: 0 } });
    expect(await user("ada")).toMatchObject({ suspended: false });
  });

  it("changes nothing at all where the answer is a part only: size limit, referral, or a server that is gone", async () => {
    const short = await testService({
      env: {
        ...env,
        LATCHKEY_LDAP_BIND_DN: SHORT.dn,
        LATCHKEY_LDAP_BIND_PASSWORD: SHORT.password,
        LATCHKEY_LDAP_SUSPEND_PERCENT: "100",
      },
      database: service.database,
      keys: deps.keys,
      clock,
    });
    await slapd.set(people.ada as string, "cn", "Changed in between");
    const failed = await run({}, short);
    expect(failed).toMatchObject({ outcome: "failed", counts: { updated: 0, suspended: 0 } });
    expect(failed.faults.join()).toContain("size limit");
    await slapd.stop();
    expect(await run()).toMatchObject({ outcome: "failed", counts: { suspended: 0 } });
    await slapd.restart();
    for (const name of Object.keys(people))
      expect(await user(name), name).toMatchObject({ suspended: false });
    expect(await user("ada")).toMatchObject({ displayName: "Ada, renamed" });
    expect((await run()).counts).toMatchObject({ updated: 1 });
  });

  it("never takes a user of Latchkey's own over, nor gives a name to another entry, and reports both", async () => {
    await call("POST", "/api/v1/users", {
      username: "root",
      displayName: "Our own",
      password: "a local password",
    });
    const root = await slapd.addPerson("root");
    await slapd.remove(people.cleo as string);
    await slapd.addPerson("cleo", { cn: "Another Cleo" });
    const { counts, faults } = await run({ acceptSuspensions: true });
    expect(counts).toMatchObject({ refused: 2, suspended: 1, created: 0 });
    expect(faults.join(" ")).toMatch(
      /root is one of Latchkey's own.*cleo came from another entry|cleo came from another entry.*root is one/,
    );
    expect(await user("root")).toMatchObject({ displayName: "Our own", hasPassword: true });
    expect((await user("root")).directory).toBeUndefined();
    expect(await user("cleo")).toMatchObject({ displayName: "The person cleo", suspended: true });
    for (const [name, secret, status] of [
      ["root", passwordOf("root"), 401],
      ["root", "a local password", 201],
      ["cleo", passwordOf("cleo"), 401],
    ] as const)
      expect((await beginSignIn(new Browser(service), name, secret)).status, name).toBe(status);
    await slapd.remove(root);
    await slapd.remove(people.cleo as string);
  });

  it("makes a renamed entry another user, and says so", async () => {
    await slapd.rename(people.dora as string, `uid=dorothea,${PEOPLE}`);
    const { counts, faults } = await run({ acceptSuspensions: true });
    expect(counts).toMatchObject({ created: 1, suspended: 1 });
    expect(faults.join()).toContain("dora is called dorothea in the directory now");
    await slapd.rename(`uid=dorothea,${PEOPLE}`, people.dora as string);
    expect((await run({ acceptSuspensions: true })).counts).toMatchObject({ resumed: 1, suspended: 1 });
  });

  it("does not suspend the last owner", async () => {
    await giveRoles(service, "bob", "owner");
    const hidden = await slapd.hide(people.bob as string);
    const { faults } = await run({ acceptSuspensions: true });
    expect(faults.join()).toContain("bob is not suspended");
    expect(await user("bob")).toMatchObject({ suspended: false });
    await slapd.unhide(hidden);
  });
});

describe("A2 runs of several processes", () => {
  it("are one at a time, begin when they are due, and end with their process", async () => {
    const { directory } = deps.storage;
    const caller = { actor: "test", application: null, ip: null, userAgent: null, requestId: "1" };
    const due = { ifDue: true, acceptSuspensions: false };
    expect(await deps.connectedDirectory?.sync.begin(caller, due)).toBe(false);
    clock.advance(60 * 60);
    // Another process has begun, and then dies.
    expect(await directory.begin("of another process", { ifDue: true, holdSeconds: 60 })).not.toBeNull();
    expect(await deps.connectedDirectory?.sync.begin(caller, due)).toBe(false);
    expect((await call("POST", "/api/v1/directory/sync", {})).status).toBe(409);
    expect((await call("GET", "/api/v1/directory")).body).toMatchObject({
      running: true,
      run: { outcome: null },
    });
    clock.advance(61);
    expect((await call("GET", "/api/v1/directory")).body).toMatchObject({
      running: false,
      run: { outcome: "interrupted" },
    });
    expect(await deps.connectedDirectory?.sync.begin(caller, due)).toBe(true);
    await deps.connectedDirectory?.sync.ended();
    expect((await call("GET", "/api/v1/directory")).body.run).toMatchObject({ outcome: "complete" });
  });
});

describe("A2 GET /api/v1/directory, POST …/sync and …/test", () => {
  it("says what is connected, and never a password", async () => {
    const answer = await call("GET", "/api/v1/directory");
    expect(answer.body).toMatchObject({
      configured: true,
      connection: { url: slapd.url, kind: "openldap", security: "none", userBase: PEOPLE, syncMinutes: 60 },
    });
    expect(JSON.stringify(answer.body)).not.toContain("password of a service");
  });

  it("tries the connection step by step, and says which step fails", async () => {
    const { body } = await call("POST", "/api/v1/directory/test", {});
    expect(body).toMatchObject({
      ok: true,
      steps: [
        { step: "connect", ok: true },
        { step: "tls", ok: true },
        { step: "bind", ok: true },
        { step: "search", ok: true },
        { step: "groups", ok: true },
      ],
    });
    const wrong = await testService({ env: { ...env, LATCHKEY_LDAP_BIND_PASSWORD: "not this one" } });
    const failed = await wrong.call("POST", "/api/v1/directory/test", {});
    expect(failed.body).toMatchObject({ ok: false });
    expect((failed.body.steps as unknown as object[]).at(-1)).toMatchObject({ step: "bind", ok: false });
    expect(JSON.stringify(failed.body)).not.toContain("not this one");
  });

  it("says where none is configured, 403 for a help desk and for an administrator who has not unlocked", async () => {
    const without = await testService();
    expect((await without.call("GET", "/api/v1/directory")).body).toMatchObject({
      configured: false,
      run: null,
    });
    expect((await without.call("POST", "/api/v1/directory/sync", {})).status).toBe(409);
    expect((await without.call("POST", "/api/v1/directory/test", {})).status).toBe(409);
    const { browser: desk } = await signedInPerson(service, "desk", "helpdesk");
    expect((await desk.call("GET", "/api/v1/directory")).status).toBe(200);
    expect((await desk.call("POST", "/api/v1/directory/sync", {})).status).toBe(403);
    const { browser: admin } = await signedInPerson(service, "admin", "administrator");
    expect((await admin.call("POST", "/api/v1/directory/test", {})).status).toBe(200);
    clock.advance(601);
    expect((await admin.call("POST", "/api/v1/directory/sync", {})).body).toMatchObject({
      code: "elevation_required",
    });
    expect((await call("GET", "/api/v1/directory", undefined, { apiKey: null })).status).toBe(401);
  });
});
