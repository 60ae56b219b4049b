import { z } from "zod";
import type { LdapTarget } from "../people/directory/ldap/dial.js";
import { comparableDn } from "../people/directory/ldap/dn.js";
import { isFilter } from "../people/directory/ldap/filter.js";
import { readNamedFile } from "./checks.js";

const integer = (least: number, most: number) =>
  z.coerce.number<string>().int().min(least, `At least ${least}.`).max(most, `At most ${most}.`);

const attribute = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/, "The name of an attribute.")
  .optional();

/** Scheme, host (an IPv6 address in brackets) and port. */
const ADDRESS = /^(ldaps?):\/\/(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?\/?$/;

const dn = z
  .string()
  .refine(
    (text) => comparableDn(text) !== null,
    "A distinguished name, such as `ou=people,dc=example,dc=org`.",
  )
  .optional();

/** The variables of the directory; part of the schema in config.ts. */
export const directoryVariables = {
  LATCHKEY_LDAP_URL: z
    .string()
    .regex(ADDRESS, "`ldaps://HOST` or `ldap://HOST`, with `:PORT` where it is another.")
    .optional()
    .describe("Directory that users come from. Without it every user is Latchkey's own."),
  LATCHKEY_LDAP_KIND: z
    .enum(["openldap", "ad"])
    .default("openldap")
    .describe("Whose attributes and ways are the defaults: OpenLDAP's or Active Directory's."),
  LATCHKEY_LDAP_TLS: z
    .enum(["on", "off"])
    .default("on")
    .describe(
      "`ldap://` is secured by StartTLS; `off` sends passwords in the clear, for trials on one machine.",
    ),
  LATCHKEY_LDAP_CA_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      "PEM file of the authority that signed the directory's certificate. Default: those that Node.js knows.",
    ),
  LATCHKEY_LDAP_BIND_DN: z
    .string()
    .min(1)
    .optional()
    .describe("The service account that searches: its distinguished name, or for `ad` its `name@domain`."),
  LATCHKEY_LDAP_BIND_PASSWORD: z.string().min(1).optional().describe("Password of the service account."),
  LATCHKEY_LDAP_BIND_PASSWORD_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("File that holds that password, instead of the variable."),
  LATCHKEY_LDAP_USER_BASE: dn.describe(
    "Entry below which the users are, such as `ou=people,dc=example,dc=org`.",
  ),
  LATCHKEY_LDAP_USER_FILTER: z
    .string()
    .refine(isFilter, "A filter, such as `(objectClass=person)`.")
    .optional()
    .describe(
      "Which entries are users. Default `(objectClass=inetOrgPerson)`; for `ad` `(&(objectCategory=person)(objectClass=user))`.",
    ),
  LATCHKEY_LDAP_NAME_ATTRIBUTE: attribute.describe(
    "Attribute of the user name. Default `uid`; for `ad` `sAMAccountName`.",
  ),
  LATCHKEY_LDAP_DISPLAY_NAME_ATTRIBUTE: attribute.describe(
    "Attribute of the name that is shown. Default `cn`; for `ad` `displayName`.",
  ),
  LATCHKEY_LDAP_EMAIL_ATTRIBUTE: attribute.describe("Attribute of the address. Default `mail`."),
  LATCHKEY_LDAP_GROUPS: z
    .string()
    .optional()
    .describe(
      "Latchkey groups and the directory's they follow, with semicolons: `finance: cn=finance,ou=groups,dc=example,dc=org; …`. Other groups stay as they are.",
    ),
  LATCHKEY_LDAP_CREATE: z
    .enum(["always", "sign-in", "sync"])
    .default("always")
    .describe(
      "When users of the directory are created here: at each run and at their first sign-in, or at one of them.",
    ),
  LATCHKEY_LDAP_SYNC_MINUTES: integer(1, 10_080)
    .default(60)
    .describe("Minutes from one run to the next that compares all users with the directory."),
  LATCHKEY_LDAP_SUSPEND_PERCENT: integer(0, 100)
    .default(10)
    .describe(
      "A run that would suspend more than this share of the directory's users suspends nobody and says so.",
    ),
};

const directorySchema = z.object(directoryVariables);
type DirectoryEnvironment = z.output<typeof directorySchema>;

export type DirectoryKind = DirectoryEnvironment["LATCHKEY_LDAP_KIND"];

/** A Latchkey group, and a group of the directory whose members are in it. */
export interface GroupMapping {
  group: string;
  dn: string;
}

/** The directory as the server uses it. */
export interface DirectoryConfig {
  url: string;
  kind: DirectoryKind;
  target: LdapTarget;
  /** Null: anonymous. */
  bind: { dn: string; password: string } | null;
  userBase: string;
  userFilter: string;
  attributes: { id: string; name: string; displayName: string; email: string };
  groups: GroupMapping[];
  create: DirectoryEnvironment["LATCHKEY_LDAP_CREATE"];
  syncMinutes: number;
  suspendPercent: number;
}

/** What a directory of that kind has unless it is said otherwise. */
const PRESETS = {
  openldap: { filter: "(objectClass=inetOrgPerson)", id: "entryUUID", name: "uid", displayName: "cn" },
  ad: {
    filter: "(&(objectCategory=person)(objectClass=user))",
    id: "objectGUID",
    name: "sAMAccountName",
    displayName: "displayName",
  },
} as const;

/** @returns null where no directory is named; what does not go together is a fault */
export function readDirectory(env: DirectoryEnvironment, faults: string[]): DirectoryConfig | null {
  const url = env.LATCHKEY_LDAP_URL;
  // What is faulty by itself has been said already.
  const isFaulty = (name: string) => faults.some((fault) => fault.startsWith(`${name}:`));
  if (url === undefined) {
    if (isFaulty("LATCHKEY_LDAP_URL")) return null;
    const lost = Object.entries(env).find(([name, value]) => name in OPTIONAL && value !== undefined);
    if (lost) faults.push(`${lost[0]} does nothing without LATCHKEY_LDAP_URL.`);
    return null;
  }
  const preset = PRESETS[env.LATCHKEY_LDAP_KIND];
  if (env.LATCHKEY_LDAP_USER_BASE === undefined && !isFaulty("LATCHKEY_LDAP_USER_BASE"))
    faults.push("LATCHKEY_LDAP_USER_BASE is needed with LATCHKEY_LDAP_URL.");
  return {
    url,
    kind: env.LATCHKEY_LDAP_KIND,
    target: targetOf(url, env, faults),
    bind: serviceAccount(env, faults),
    userBase: env.LATCHKEY_LDAP_USER_BASE ?? "",
    userFilter: env.LATCHKEY_LDAP_USER_FILTER ?? preset.filter,
    attributes: {
      id: preset.id,
      name: env.LATCHKEY_LDAP_NAME_ATTRIBUTE ?? preset.name,
      displayName: env.LATCHKEY_LDAP_DISPLAY_NAME_ATTRIBUTE ?? preset.displayName,
      email: env.LATCHKEY_LDAP_EMAIL_ATTRIBUTE ?? "mail",
    },
    groups: mappings(env.LATCHKEY_LDAP_GROUPS ?? "", faults),
    create: env.LATCHKEY_LDAP_CREATE,
    syncMinutes: env.LATCHKEY_LDAP_SYNC_MINUTES,
    suspendPercent: env.LATCHKEY_LDAP_SUSPEND_PERCENT,
  };
}

/** The variables that have no default: whoever sets one means to use a directory. */
const OPTIONAL = Object.fromEntries(
  Object.entries(directoryVariables).filter(([, schema]) => schema.safeParse(undefined).data === undefined),
);

const LDAP_PORT = 389;
const LDAPS_PORT = 636;

function targetOf(url: string, env: DirectoryEnvironment, faults: string[]): LdapTarget {
  const [, scheme, address, name, port] = ADDRESS.exec(url) ?? [];
  const isSecure = scheme === "ldaps";
  if (isSecure && env.LATCHKEY_LDAP_TLS === "off")
    faults.push("LATCHKEY_LDAP_TLS=off does not go with ldaps://: write ldap:// if you mean it.");
  return {
    host: address ?? name ?? "",
    port: port === undefined ? (isSecure ? LDAPS_PORT : LDAP_PORT) : Number(port),
    security: isSecure ? "ldaps" : env.LATCHKEY_LDAP_TLS === "on" ? "starttls" : "none",
    ca: readNamedFile("LATCHKEY_LDAP_CA_FILE", env.LATCHKEY_LDAP_CA_FILE, faults),
  };
}

function serviceAccount(env: DirectoryEnvironment, faults: string[]): DirectoryConfig["bind"] {
  const { LATCHKEY_LDAP_BIND_DN: name, LATCHKEY_LDAP_BIND_PASSWORD: given } = env;
  const file = env.LATCHKEY_LDAP_BIND_PASSWORD_FILE;
  if (given !== undefined && file !== undefined)
    faults.push("Set LATCHKEY_LDAP_BIND_PASSWORD or LATCHKEY_LDAP_BIND_PASSWORD_FILE, not both.");
  // A newline at the end is the editor's; a space may be the password's.
  const password =
    given ?? readNamedFile("LATCHKEY_LDAP_BIND_PASSWORD_FILE", file, faults)?.replace(/\r?\n$/, "");
  if (password === "") faults.push("LATCHKEY_LDAP_BIND_PASSWORD_FILE: the file is empty.");
  const hasPassword = given !== undefined || file !== undefined;
  if ((name !== undefined) !== hasPassword)
    faults.push("LATCHKEY_LDAP_BIND_DN and LATCHKEY_LDAP_BIND_PASSWORD go together.");
  return name !== undefined && password ? { dn: name, password } : null;
}

const LONGEST_GROUP = 128;

/** `group: DN; group: DN`; a semicolon inside a DN is escaped (RFC 4514 §2.4), and so does not separate. */
function mappings(text: string, faults: string[]): GroupMapping[] {
  const entries = text.split(/(?<!\\);/).map((entry) => entry.trim());
  return entries.filter(Boolean).flatMap((entry) => {
    const colon = entry.indexOf(":");
    const group = entry.slice(0, colon).trim();
    const name = entry.slice(colon + 1).trim();
    if (colon > 0 && group.length <= LONGEST_GROUP && comparableDn(name) !== null)
      return [{ group, dn: name }];
    faults.push(`LATCHKEY_LDAP_GROUPS: "${entry}" is not of the form \`group: DN\`.`);
    return [];
  });
}
