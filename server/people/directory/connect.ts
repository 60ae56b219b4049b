import type { DirectoryConfig } from "../../config/directory.js";
import { type DirectoryPasswords, noDirectory } from "../../verification/directory.js";
import type { Directory } from "./directory.js";
import { LdapDirectory } from "./ldap/ldap-directory.js";
import { directoryPasswords } from "./passwords.js";
import { DirectorySync, type SyncDeps } from "./sync.js";

/** The directory that is configured, with all that is done by it. */
export interface ConnectedDirectory {
  config: DirectoryConfig;
  directory: Directory;
  sync: DirectorySync;
}

/** Puts together what is done by the directory. It asks nothing yet. */
export function connectDirectory(
  deps: SyncDeps,
  config: DirectoryConfig | null,
  directory: Directory | null = config && new LdapDirectory(config),
): { connected: ConnectedDirectory | null; passwords: DirectoryPasswords } {
  if (!config || !directory) return { connected: null, passwords: noDirectory };
  const sync = new DirectorySync(deps, directory, config);
  return { connected: { config, directory, sync }, passwords: directoryPasswords(deps, directory, config) };
}
