import type { Deps } from "../deps.js";
import { LatchkeyError } from "../errors.js";
import type { ConnectedDirectory } from "../people/directory/connect.js";

/** @throws LatchkeyError `conflict` where no directory is configured */
export function connectedOf({ connectedDirectory }: Pick<Deps, "connectedDirectory">): ConnectedDirectory {
  if (connectedDirectory) return connectedDirectory;
  throw new LatchkeyError("conflict", "No directory is configured: set LATCHKEY_LDAP_URL and start again.");
}
