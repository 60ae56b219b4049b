import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What protects the local database from other users of the same machine. */
export interface DatabaseSecrets {
  /** The file mongod reads as `--keyFile`. */
  keyFile: string;
  /** Its content: whoever knows it may act as the database system itself. */
  key: string;
  /** The password of the service's own database user. */
  password: string;
}

/** Reads the secrets of the local database from its folder, or makes them (256 bits and more, mode 0600). */
export function databaseSecrets(folder: string): DatabaseSecrets {
  const keyFile = join(folder, "keyfile");
  // A key file takes 6 to 1024 characters of base64; padding and the URL alphabet would not do.
  const key = readOrMake(keyFile, () => randomBytes(96).toString("base64"));
  const password = readOrMake(join(folder, "password"), () => randomBytes(32).toString("base64url"));
  return { keyFile, key, password };
}

function readOrMake(path: string, make: () => string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const secret = make();
  writeFileSync(`${path}.new`, secret, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secret;
}
