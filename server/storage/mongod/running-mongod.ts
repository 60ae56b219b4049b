import { databaseFolder } from "./database-folder.js";
import { databaseSecrets } from "./database-secrets.js";
import { localUri } from "./local-mongod.js";
import { listens, readPort } from "./port.js";

/**
 * The local database of a service that is running on this data folder, for a command beside it.
 * @returns a connection string with user and password, or null where none is running
 */
export async function runningMongodUri(dataDir: string): Promise<string | null> {
  const { folder, portFile } = databaseFolder(dataDir);
  const port = readPort(portFile);
  if (port === null || !(await listens(port))) return null;
  return localUri(port, databaseSecrets(folder).password);
}
