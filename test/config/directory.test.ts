import { describe, expect, it } from "vitest";
import { readConfig } from "../../server/config.js";

const RIGHT = {
  LATCHKEY_LDAP_URL: "ldap://ldap.example.org",
  LATCHKEY_LDAP_USER_BASE: "ou=people,dc=example,dc=org",
};

function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    return String(error).split("\n  - ").slice(1);
  }
  return [];
}

const directoryOf = (env: Record<string, string>) => readConfig({ ...RIGHT, ...env }).directory;

describe("A2 the settings of the directory", () => {
  it("are secure unless it is said otherwise", () => {
    expect(directoryOf({})?.target).toMatchObject({
      host: "ldap.example.org",
      port: 389,
      security: "starttls",
    });
    expect(directoryOf({ LATCHKEY_LDAP_URL: "ldaps://dc1" })?.target).toMatchObject({
      port: 636,
      security: "ldaps",
    });
    expect(directoryOf({ LATCHKEY_LDAP_URL: "ldaps://[::1]:443" })?.target).toMatchObject({
      host: "::1",
      port: 443,
    });
    expect(directoryOf({ LATCHKEY_LDAP_TLS: "off" })?.target.security).toBe("none");
    expect(readConfig({}).directory).toBeNull();
  });

  it("have the defaults of the kind of directory", () => {
    expect(directoryOf({})).toMatchObject({
      attributes: { id: "entryUUID", name: "uid", email: "mail" },
      groups: [],
    });
    expect(directoryOf({ LATCHKEY_LDAP_KIND: "ad" })).toMatchObject({
      userFilter: "(&(objectCategory=person)(objectClass=user))",
      attributes: { id: "objectGUID", name: "sAMAccountName" },
    });
  });

  it("map groups by names with commas, colons and escaped semicolons in them", () => {
    const groups = "finance: cn=Finance\\, EU,dc=x ; vpn: cn=a\\;b:c,dc=x;";
    expect(directoryOf({ LATCHKEY_LDAP_GROUPS: groups })?.groups).toEqual([
      { group: "finance", dn: "cn=Finance\\, EU,dc=x" },
      { group: "vpn", dn: "cn=a\\;b:c,dc=x" },
    ]);
  });

  it.each([
    ["LATCHKEY_LDAP_USER_BASE", { LATCHKEY_LDAP_USER_BASE: "" }],
    ["LATCHKEY_LDAP_USER_BASE", { LATCHKEY_LDAP_USER_BASE: "people" }],
    ["LATCHKEY_LDAP_URL", { LATCHKEY_LDAP_URL: "http://ldap.example.org" }],
    ["LATCHKEY_LDAP_URL", { LATCHKEY_LDAP_URL: "ldap://user@ldap.example.org/dc=x" }],
    ["LATCHKEY_LDAP_TLS", { LATCHKEY_LDAP_URL: "ldaps://x", LATCHKEY_LDAP_TLS: "off" }],
    ["LATCHKEY_LDAP_BIND_DN", { LATCHKEY_LDAP_BIND_DN: "cn=x" }],
    ["LATCHKEY_LDAP_BIND_DN", { LATCHKEY_LDAP_BIND_PASSWORD: "x" }],
    [
      "LATCHKEY_LDAP_BIND_PASSWORD_FILE",
      { LATCHKEY_LDAP_BIND_DN: "cn=x", LATCHKEY_LDAP_BIND_PASSWORD_FILE: "/no" },
    ],
    ["LATCHKEY_LDAP_CA_FILE", { LATCHKEY_LDAP_CA_FILE: "/no/such/file" }],
    ["LATCHKEY_LDAP_USER_FILTER", { LATCHKEY_LDAP_USER_FILTER: "(uid=x" }],
    ["LATCHKEY_LDAP_NAME_ATTRIBUTE", { LATCHKEY_LDAP_NAME_ATTRIBUTE: "uid)(x" }],
    ["LATCHKEY_LDAP_GROUPS", { LATCHKEY_LDAP_GROUPS: "finance" }],
    ["LATCHKEY_LDAP_SYNC_MINUTES", { LATCHKEY_LDAP_SYNC_MINUTES: "0" }],
  ])("stop the start by one fault that names %s: %j", (name, env) => {
    const faults = faultsOf({ ...RIGHT, ...env });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(name);
  });

  it("stop the start where they would do nothing", () => {
    expect(faultsOf({ LATCHKEY_LDAP_USER_BASE: "dc=x" })).toEqual([
      "LATCHKEY_LDAP_USER_BASE does nothing without LATCHKEY_LDAP_URL.",
    ]);
  });
});
