import { Client } from "ldapts";
import { beforeAll, describe, expect, it } from "vitest";
import { BASE, GROUPS, PEOPLE, passwordOf, SHORT, startSlapd } from "../../support/slapd.js";
import { faultOf, ldapDirectory, NOW } from "./support.js";

const slapd = await startSlapd();
for (const name of ["ada", "bob", "cleo", "dora"]) await slapd.addPerson(name);
const directory = (env: Record<string, string> = {}) => ldapDirectory(slapd.url, env);
const read = (env: Record<string, string> = {}) => directory(env).read(NOW, () => {});

describe("A2 a password that the directory checks", () => {
  it("belongs to the one entry of that name", async () => {
    const ada = await directory().check("ada", passwordOf("ada"), NOW);
    expect(ada).toMatchObject({
      dn: `uid=ada,${PEOPLE}`,
      username: "ada",
      displayName: "The person ada",
      email: "ada@example.org",
      absence: null,
    });
    expect(ada?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await directory().check("ADA", passwordOf("ada"), NOW)).toMatchObject({ username: "ada" });
    expect(await directory().check("ada", passwordOf("bob"), NOW)).toBeNull();
    expect(await directory().check("nobody", passwordOf("ada"), NOW)).toBeNull();
  });

  it("is never empty, though this server would let an empty one in", async () => {
    const client = new Client({ url: slapd.url });
    await client.bind(`uid=ada,${PEOPLE}`, "");
    await client.unbind();
    expect(await directory().check("ada", "", NOW)).toBeNull();
    expect(await directory().check("ada", "\0", NOW)).toBeNull();
    expect(await directory().check("ada", `${passwordOf("ada")}\0`, NOW)).toBeNull();
  });

  it("reaches the directory as it was typed, spaces and all", async () => {
    const dn = await slapd.addPerson("spaces", { userPassword: "  in and out  " });
    expect(await directory().check("spaces", "  in and out  ", NOW)).not.toBeNull();
    expect(await directory().check("spaces", "in and out", NOW)).toBeNull();
    await slapd.remove(dn);
  });

  it.each([
    "*",
    "a*",
    "*)(uid=*",
    "ada)(|(uid=*",
    "ada\0",
    "\\61da",
    "ada)(&",
    "uid=ada",
    "ada,ou=people",
    "",
  ])("is nobody's under the name %j, which a filter or a DN could take for syntax", async (name) => {
    expect(await directory().check(name, passwordOf("ada"), NOW)).toBeNull();
  });

  it("works for names that look like syntax and are names", async () => {
    for (const name of ["eve (tester)*", "o,neil", "frå", 'quo"te']) {
      const dn = await slapd.addPerson(name);
      expect(await directory().check(name, passwordOf(name), NOW), name).toMatchObject({ username: name });
      await slapd.remove(dn);
    }
  });

  it("is nobody's where two entries have the name", async () => {
    await slapd.add(`ou=twins,${PEOPLE}`, { objectClass: "organizationalUnit", ou: "twins" });
    const twin = `uid=bob,ou=twins,${PEOPLE}`;
    await slapd.add(twin, {
      objectClass: "inetOrgPerson",
      uid: "bob",
      cn: "b",
      sn: "b",
      userPassword: passwordOf("bob"),
    });
    expect(await directory().check("bob", passwordOf("bob"), NOW)).toBeNull();
    const { entries, skipped, faults } = await read();
    expect(entries.map(({ username }) => username)).not.toContain("bob");
    expect(skipped).toHaveLength(2);
    expect(faults.join()).toContain("Several entries have one user name");
    await slapd.remove(twin);
    expect(await directory().check("bob", passwordOf("bob"), NOW)).not.toBeNull();
  });

  it("is nobody's where the entry has several names, or is outside of base and filter", async () => {
    const dn = await slapd.addPerson("many", { uid: ["many", "another"] });
    expect(await directory().check("another", passwordOf("many"), NOW)).toBeNull();
    await slapd.remove(dn);
    const only = { LATCHKEY_LDAP_USER_FILTER: "(&(objectClass=inetOrgPerson)(!(uid=cleo)))" };
    expect(await directory(only).check("cleo", passwordOf("cleo"), NOW)).toBeNull();
    expect(
      await directory({ LATCHKEY_LDAP_USER_BASE: GROUPS }).check("ada", passwordOf("ada"), NOW),
    ).toBeNull();
  });

  it("is a fault, not a wrong password, where the service account is not let in or the server is gone", async () => {
    const wrong = directory({ LATCHKEY_LDAP_BIND_PASSWORD: "another" });
    const fault = await faultOf(wrong.check("ada", passwordOf("ada"), NOW));
    expect(fault.step).toBe("bind");
    expect(fault.message).not.toContain("another");
    await slapd.stop();
    expect((await faultOf(directory().check("ada", passwordOf("ada"), NOW))).step).toBe("connect");
    await slapd.restart();
  });
});

describe("A2 reading every user", () => {
  it("goes through all pages and tells how far it has come", async () => {
    const counts: number[] = [];
    await slapd.withCrowd(510, async () => {
      const { entries, faults } = await directory().read(NOW, (count) => counts.push(count));
      expect(entries).toHaveLength(514);
      expect(faults).toEqual([]);
    });
    expect(counts).toEqual([500, 514]);
  });

  it("is a fault where the server stops at a size limit", async () => {
    const short = { LATCHKEY_LDAP_BIND_DN: SHORT.dn, LATCHKEY_LDAP_BIND_PASSWORD: SHORT.password };
    expect((await faultOf(read(short))).message).toContain("size limit");
  });

  it("is a fault where some users are on other servers, which are not asked", async () => {
    const dn = `ou=branch,${PEOPLE}`;
    await slapd.add(dn, {
      objectClass: ["referral", "extensibleObject"],
      ou: "branch",
      ref: "ldap://127.0.0.1:1/ou=branch,dc=example,dc=org",
    });
    expect((await faultOf(read())).message).toContain("refers to other servers");
    // Who signs in is found beside it all the same.
    expect(await directory().check("ada", passwordOf("ada"), NOW)).not.toBeNull();
    await slapd.removeReferral(dn);
  });

  it("is a fault where the base is not there", async () => {
    const fault = await faultOf(read({ LATCHKEY_LDAP_USER_BASE: `ou=elsewhere,${BASE}` }));
    expect(fault).toMatchObject({ step: "search" });
    expect(fault.message).toContain("There is no ou=elsewhere");
  });
});

describe("A2 groups of the directory", () => {
  const mapping = {
    LATCHKEY_LDAP_GROUPS: `finance: CN=Finance\\, EU, ${GROUPS}; vpn: cn=vpn,${GROUPS}; vpn: cn=remote,${GROUPS}`,
  };

  it("are followed by memberOf, by member and by memberUid", async () => {
    await slapd.add(`cn=finance\\, EU,${GROUPS}`, {
      objectClass: "groupOfNames",
      cn: "finance, EU",
      member: [`uid=ada,${PEOPLE}`, `UID=cleo, ${PEOPLE}`],
    });
    await slapd.add(`cn=vpn,${GROUPS}`, {
      objectClass: "posixGroup",
      cn: "vpn",
      gidNumber: "500",
      memberUid: ["bob", "ada"],
    });
    await slapd.add(`cn=remote,${GROUPS}`, {
      objectClass: "groupOfUniqueNames",
      cn: "remote",
      uniqueMember: `uid=dora,${PEOPLE}`,
    });
    const { entries, faults } = await read(mapping);
    const groups = Object.fromEntries(entries.map(({ username, groups: of }) => [username, of]));
    expect(groups).toEqual({
      ada: { in: ["finance", "vpn"], out: [] },
      bob: { in: ["vpn"], out: ["finance"] },
      cleo: { in: ["finance"], out: ["vpn"] },
      dora: { in: ["vpn"], out: ["finance"] },
    });
    expect(faults).toEqual([]);
    for (const [name, expected] of Object.entries(groups))
      expect((await directory(mapping).find(name, NOW))?.groups, name).toEqual(expected);
  });

  it("stay as they are, and say so, where one of the directory is not there", async () => {
    await slapd.remove(`cn=remote,${GROUPS}`);
    const { entries, faults } = await read(mapping);
    expect(entries.find(({ username }) => username === "ada")?.groups).toEqual({ in: ["finance"], out: [] });
    expect(faults.join()).toContain(`There is no group cn=remote,${GROUPS}`);
    expect((await directory(mapping).find("ada", NOW))?.groups).toEqual({ in: ["finance"], out: [] });
  });
});

describe("A2 Active Directory", () => {
  const AD = { LATCHKEY_LDAP_KIND: "ad", LATCHKEY_LDAP_USER_BASE: `ou=ad,${BASE}` };
  /** An instant as Windows counts: steps of 100 ns since 1601. */
  const fileTime = (instant: string) => `${(BigInt(Date.parse(instant)) + 11_644_473_600_000n) * 10_000n}`;

  beforeAll(async () => {
    await slapd.add(`ou=ad,${BASE}`, { objectClass: "organizationalUnit", ou: "ad" });
    const person = (name: string, more: Record<string, string>) =>
      slapd.add(`cn=${name},ou=ad,${BASE}`, {
        objectClass: "user",
        objectCategory: "person",
        cn: name,
        sn: name,
        sAMAccountName: name,
        displayName: `Mx ${name}`,
        objectGUID: `guid of ${name} ..`.slice(0, 16),
        userPassword: passwordOf(name),
        ...more,
      });
    await person("active", { userAccountControl: "512", accountExpires: "9223372036854775807" });
    await person("disabled", { userAccountControl: "514", accountExpires: "0" });
    await person("expired", { userAccountControl: "512", accountExpires: fileTime("2026-11-24T11:59:59Z") });
    await person("leaving", { userAccountControl: "512", accountExpires: fileTime("2026-11-24T12:00:01Z") });
  });

  it("says who is disabled and whose time is over, and names people by objectGUID", async () => {
    const { entries } = await read(AD);
    const absences = Object.fromEntries(entries.map(({ username, absence }) => [username, absence]));
    expect(absences).toEqual({ active: null, disabled: "disabled", expired: "expired", leaving: null });
    const active = entries.find(({ username }) => username === "active");
    expect(active).toMatchObject({
      displayName: "Mx active",
      id: Buffer.from("guid of active .").toString("hex"),
    });
  });

  it("follows a group by memberOf", async () => {
    await slapd.add(`cn=staff,${GROUPS}`, {
      objectClass: "groupOfNames",
      cn: "staff",
      member: `cn=active,ou=ad,${BASE}`,
    });
    const env = { ...AD, LATCHKEY_LDAP_GROUPS: `staff: cn=staff,${GROUPS}` };
    const { entries } = await read(env);
    expect(
      entries.filter(({ groups }) => groups.in.includes("staff")).map(({ username }) => username),
    ).toEqual(["active"]);
    expect((await directory(env).find("active", NOW))?.groups).toEqual({ in: ["staff"], out: [] });
  });
});
