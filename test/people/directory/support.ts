import type { DirectoryConfig } from "../../../server/config/directory.js";
import { readConfig } from "../../../server/config.js";
import { DirectoryFault } from "../../../server/people/directory/fault.js";
import { LdapDirectory } from "../../../server/people/directory/ldap/ldap-directory.js";
import { PEOPLE, SERVICE } from "../../support/slapd.js";

export const NOW = new Date("2026-11-24T12:00:00Z");

/** The environment of a Latchkey that is connected to that server. */
export function ldapEnvironment(url: string, env: Record<string, string> = {}): Record<string, string> {
  return {
    LATCHKEY_LDAP_URL: url,
    LATCHKEY_LDAP_TLS: "off",
    LATCHKEY_LDAP_BIND_DN: SERVICE.dn,
    LATCHKEY_LDAP_BIND_PASSWORD: SERVICE.password,
    LATCHKEY_LDAP_USER_BASE: PEOPLE,
    ...env,
  };
}

function directoryConfig(url: string, env: Record<string, string> = {}): DirectoryConfig {
  const { directory } = readConfig(ldapEnvironment(url, env));
  if (!directory) throw new Error("no directory is configured");
  return directory;
}

/** The directory behind that address, with little patience. */
export function ldapDirectory(url: string, env: Record<string, string> = {}): LdapDirectory {
  return new LdapDirectory(directoryConfig(url, env), { connectMs: 1_000, requestMs: 1_000 });
}

/** The fault that the work ends with. */
export async function faultOf(work: Promise<unknown>): Promise<DirectoryFault> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof DirectoryFault) return error;
  throw new Error(`no fault of the directory: ${String(error)}`);
}
