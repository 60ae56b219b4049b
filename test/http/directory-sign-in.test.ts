import { describe, expect, it } from "vitest";
import { ldapEnvironment } from "../people/directory/support.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { giveRoles, signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { BASE, GROUPS, passwordOf, startSlapd } from "../support/slapd.js";
import { userWithApp } from "../support/totp.js";

const slapd = await startSlapd();
const dns: Record<string, string> = {};
for (const name of ["ada", "bob", "cleo", "dora", "emil", "fay"]) dns[name] = await slapd.addPerson(name);
await slapd.add(`cn=finance,${GROUPS}`, {
  objectClass: "groupOfNames",
  cn: "finance",
  member: dns.ada as string,
});

const env = ldapEnvironment(slapd.url, { LATCHKEY_LDAP_GROUPS: `finance: cn=finance,${GROUPS}` });
const service = await testService({ env });
const { call, clock, deps } = service;

const signIn = (name: string, password: string, on = service) => beginSignIn(new Browser(on), name, password);

describe("A2 signing in with the password of the directory", () => {
  it("makes whoever Latchkey does not know a user, with name, address and groups, and without a role", async () => {
    const browser = new Browser(service);
    const answer = await beginSignIn(browser, "ADA", passwordOf("ada"));
    expect(answer).toMatchObject({
      status: 201,
      body: { decision: "skipped", session: { username: "ada", roles: [] } },
    });
    expect((await call("GET", "/api/v1/users/ada")).body).toMatchObject({
      displayName: "The person ada",
      email: "ada@example.org",
      groups: ["finance"],
      directory: { dn: dns.ada },
      hasPassword: false,
    });
    const { body } = await call("GET", "/api/v1/audit?user=ada");
    expect(body.entries).toMatchObject([
      { action: "verification.skip" },
      { action: "password.check", outcome: "success", detail: { source: "directory" } },
      { action: "user.create", detail: { source: "directory" } },
    ]);
    expect((await signIn("ada", passwordOf("ada"))).status).toBe(201);
  });

  it("keeps no password and no hash of one", async () => {
    const stored = JSON.stringify(await service.database.db.collection("users").find().toArray());
    expect(stored).not.toMatch(/argon2|directory password/);
    expect(service.logs.join()).not.toContain(passwordOf("ada"));
  });

  it("401 for a wrong password, as for a name that nobody has, and both are counted", async () => {
    const [wrong, unknown] = [await signIn("bob", "wrong"), await signIn("nobody at all", "wrong")];
    for (const answer of [wrong, unknown])
      expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(wrong.body.detail).toBe(unknown.body.detail);
    for (const name of ["bob", "nobody at all"]) {
      await signIn(name, "wrong again");
      expect((await signIn(name, passwordOf("bob"))).status, name).toBe(429);
    }
    clock.advance(2);
    expect((await signIn("bob", passwordOf("bob"))).status).toBe(201);
  });

  it("400 for a password that is empty or endless: no directory is asked about it", async () => {
    for (const password of ["", "x".repeat(1025)]) {
      const answer = await signIn("bob", password);
      expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    }
  });

  it("takes the password as it was typed, spaces and all", async () => {
    await slapd.set(dns.cleo as string, "userPassword", "  spaces around  ");
    expect((await signIn("cleo", "spaces around")).status).toBe(401);
    expect((await signIn("cleo", "  spaces around  ")).status).toBe(201);
  });

  it.each(["*", "ada*", "*)(uid=*", "ada)(|(uid=*"])("401 for the name %j", async (name) => {
    expect((await signIn(name, passwordOf("ada"))).status).toBe(401);
  });

  it("unlocks the settings with it while there is no factor, by the user's own guard", async () => {
    const browser = new Browser(service);
    await beginSignIn(browser, "dora", passwordOf("dora"));
    const elevate = (password: string) =>
      browser.call("POST", "/api/v1/session/elevation", { factor: "password", response: { password } });
    const options = await browser.call("POST", "/api/v1/session/elevation/options", {});
    expect(options.body.factors).toMatchObject([{ factor: "password" }]);
    expect((await elevate("wrong")).status).toBe(401);
    expect(await elevate(passwordOf("dora"))).toMatchObject({
      status: 200,
      body: { verified: true, factor: "password" },
    });
    await userWithApp(service, "dora");
    expect((await elevate(passwordOf("dora"))).status).toBe(400);
    expect((await signIn("dora", passwordOf("dora"))).body).toMatchObject({ decision: "required" });
  });

  it("403: nobody changes it here, or gets a link for it", async () => {
    const browser = new Browser(service);
    await beginSignIn(browser, "ada", passwordOf("ada"));
    await browser.call("POST", "/api/v1/session/elevation", {
      factor: "password",
      response: { password: passwordOf("ada") },
    });
    const password = "a long enough password of her own";
    for (const answer of [
      await browser.call("PUT", "/api/v1/users/ada/password", { password }),
      await call("PUT", "/api/v1/users/ada/password", { password }),
      await call("POST", "/api/v1/users/ada/password-link", {}),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
      expect(answer.body.detail).toContain("The directory checks this password");
    }
    expect((await signIn("ada", password)).status).toBe(401);
  });

  it("401 for whoever is suspended here, though the directory takes the password", async () => {
    await signIn("emil", passwordOf("emil"));
    await call("POST", "/api/v1/users/emil/suspend");
    expect((await signIn("emil", passwordOf("emil"))).status).toBe(401);
    await call("POST", "/api/v1/users/emil/resume");
    clock.advance(60);
    expect((await signIn("emil", passwordOf("emil"))).status).toBe(201);
  });
});

it("A2 401 for whoever is disabled in Active Directory, though a server takes the password", async () => {
  await slapd.add(`ou=ad,${BASE}`, { objectClass: "organizationalUnit", ou: "ad" });
  const ad = await testService({
    env: { ...env, LATCHKEY_LDAP_KIND: "ad", LATCHKEY_LDAP_USER_BASE: `ou=ad,${BASE}` },
  });
  const dn = `cn=gwen,ou=ad,${BASE}`;
  await slapd.add(dn, {
    objectClass: "user",
    objectCategory: "person",
    cn: "gwen",
    sn: "gwen",
    sAMAccountName: "gwen",
    objectGUID: "guid of gwen    ",
    userAccountControl: "512",
    userPassword: passwordOf("gwen"),
  });
  expect((await signIn("gwen", passwordOf("gwen"), ad)).status).toBe(201);
  await slapd.set(dn, "userAccountControl", "514");
  expect((await signIn("gwen", passwordOf("gwen"), ad)).status).toBe(401);
  // The run says why, and lets them go on.
  const run = async () => {
    await ad.call("POST", "/api/v1/directory/sync", {});
    await ad.deps.connectedDirectory?.sync.ended();
    return (await ad.call("GET", "/api/v1/users/gwen")).body;
  };
  expect(await run()).toMatchObject({ suspended: true, directory: { suspendedFor: "disabled" } });
  await slapd.set(dn, "userAccountControl", "512");
  expect(await run()).toMatchObject({ suspended: false });
});

describe("A2 when the directory does not answer", () => {
  it("503, nothing is counted, and users of Latchkey's own sign in as ever", async () => {
    await call("POST", "/api/v1/users", { username: "owner", password: "a password kept here" });
    await slapd.stop();
    for (let attempt = 0; attempt < 5; attempt++) {
      for (const name of ["ada", "somebody new"])
        expect(await signIn(name, "whatever it is"), name).toMatchObject({
          status: 503,
          body: { code: "unavailable" },
        });
    }
    expect((await signIn("owner", "a password kept here")).status).toBe(201);
    expect((await signIn("owner", "wrong")).status).toBe(401);
    await slapd.restart();
    expect((await signIn("ada", passwordOf("ada"))).status).toBe(201);
  });

  it("503 at elevation too, and nothing is counted", async () => {
    const browser = new Browser(service);
    await beginSignIn(browser, "bob", passwordOf("bob"));
    const elevate = () =>
      browser.call("POST", "/api/v1/session/elevation", {
        factor: "password",
        response: { password: passwordOf("bob") },
      });
    await slapd.stop();
    for (let attempt = 0; attempt < 4; attempt++) expect((await elevate()).status).toBe(503);
    await slapd.restart();
    expect((await elevate()).status).toBe(200);
  });

  it("is not even asked while the guard stands", async () => {
    await signIn("bob", "wrong");
    await signIn("bob", "wrong");
    await slapd.stop();
    expect((await signIn("bob", passwordOf("bob"))).status).toBe(429);
    await slapd.restart();
    clock.advance(2);
    expect((await signIn("bob", passwordOf("bob"))).status).toBe(201);
  });
});

describe("A2 LATCHKEY_LDAP_CREATE", () => {
  it("sync: nobody becomes a user by signing in", async () => {
    const strict = await testService({ env: { ...env, LATCHKEY_LDAP_CREATE: "sync" } });
    expect((await signIn("fay", passwordOf("fay"), strict)).status).toBe(401);
    await strict.call("POST", "/api/v1/directory/sync", {});
    await strict.deps.connectedDirectory?.sync.ended();
    expect((await signIn("fay", passwordOf("fay"), strict)).status).toBe(201);
  });

  it("sign-in: a run creates nobody, and updates those who came", async () => {
    const lazy = await testService({ env: { ...env, LATCHKEY_LDAP_CREATE: "sign-in" } });
    expect((await signIn("fay", passwordOf("fay"), lazy)).status).toBe(201);
    await slapd.set(dns.fay as string, "cn", "Fay the Second");
    await lazy.call("POST", "/api/v1/directory/sync", {});
    await lazy.deps.connectedDirectory?.sync.ended();
    const { users } = (await lazy.call("GET", "/api/v1/users")).body as unknown as { users: object[] };
    expect(users).toMatchObject([{ username: "fay", displayName: "Fay the Second" }]);
  });
});

describe("A2 POST /api/v1/users/{username}/directory", () => {
  it("hands a user over to the entry of their name: factors stay, the password kept here is gone, sessions end", async () => {
    const dn = await slapd.addPerson("hugo");
    const app = await userWithApp(service, "hugo");
    expect((await signIn("hugo", passwordOf("hugo"))).status).toBe(401);
    const answer = await call("POST", "/api/v1/users/hugo/directory", {});
    expect(answer).toMatchObject({ status: 200, body: { hasPassword: false, directory: { dn } } });
    expect(answer.body.credentials).toMatchObject([{ id: app.credentialId }, { factor: "recovery-key" }]);
    expect((await signIn("hugo", "password of hugo")).status).toBe(401);
    clock.advance(2);
    expect((await signIn("hugo", passwordOf("hugo"))).body).toMatchObject({ decision: "required" });
    expect(await call("POST", "/api/v1/users/hugo/directory", {})).toMatchObject({ status: 409 });
  });

  it("alone gives a user to another entry of their name: until then its password is nobody's", async () => {
    const dn = await slapd.addPerson("ida");
    expect((await signIn("ida", passwordOf("ida"))).status).toBe(201);
    await slapd.remove(dn);
    await slapd.addPerson("ida", { cn: "Another Ida" });
    expect((await signIn("ida", passwordOf("ida"))).status).toBe(401);
    expect((await call("POST", "/api/v1/users/ida/directory", {})).status).toBe(200);
    expect((await signIn("ida", passwordOf("ida"))).status).toBe(201);
  });

  it("404 for whom the directory does not know, 403 for a role that does not reach them", async () => {
    await call("POST", "/api/v1/users", { username: "unlisted" });
    expect((await call("POST", "/api/v1/users/unlisted/directory", {})).status).toBe(404);
    expect((await call("POST", "/api/v1/users/nobody-here/directory", {})).status).toBe(404);
    await slapd.addPerson("boss");
    const { browser: admin } = await signedInPerson(service, "admin", "administrator");
    await userWithApp(service, "boss");
    await giveRoles(service, "boss", "owner");
    expect((await admin.call("POST", "/api/v1/users/boss/directory", {})).status).toBe(403);
    expect((await call("GET", "/api/v1/users/boss")).body.directory).toBeUndefined();
  });
});

it("A2 without a directory a user who came from one is refused, and everybody else signs in", async () => {
  const without = await testService({ database: service.database, keys: deps.keys, clock });
  expect((await signIn("ada", passwordOf("ada"), without)).status).toBe(401);
  expect((await signIn("owner", "a password kept here", without)).status).toBe(201);
});
