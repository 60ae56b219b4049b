import { setTimeout as wait } from "node:timers/promises";
import { type Db, MongoClient, MongoServerError } from "mongodb";

/** How to make a freshly started, empty or older local mongod ready for the service. */
export interface BootstrapSettings {
  port: number;
  replicaSet: string;
  /** The content of the key file, which lets one act as the database system. */
  key: string;
  username: string;
  password: string;
  /** Ends the waiting, because mongod ended. */
  signal: AbortSignal;
}

/** Error codes of the server that this file acts on. */
const NOT_YET_INITIALIZED = 94;
const USER_EXISTS = 51003;

const ROLES = ["readWriteAnyDatabase", "dbAdminAnyDatabase", "clusterMonitor"].map((role) => ({
  role,
  db: "admin",
}));

/**
 * Makes the local mongod a writable single-node replica set with the service's user in it; run at every start, as a
 * start that was interrupted may have left any part of it undone, and as the port may have changed.
 * @throws {Error} when the server ends meanwhile or refuses
 */
export async function bootstrap(settings: BootstrapSettings): Promise<void> {
  const { port, key, signal } = settings;
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/`, {
    directConnection: true,
    auth: { username: "__system", password: key },
    authSource: "local",
    authMechanism: "SCRAM-SHA-256",
    serverSelectionTimeoutMS: 10_000,
    appName: "latchkey-bootstrap",
  });
  try {
    const admin = client.db("admin");
    await ensureReplicaSet(admin, settings);
    while (!(await admin.command({ hello: 1 })).isWritablePrimary) await wait(10, undefined, { signal });
    await ensureUser(admin, settings);
  } finally {
    await client.close();
  }
}

async function ensureReplicaSet(admin: Db, { port, replicaSet }: BootstrapSettings): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const config = await readReplicaSet(admin);
  if (!config) {
    await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } });
  } else if (config.members[0]?.host !== host) {
    // A member that does not find itself in the configuration never becomes primary; only force helps then.
    const members = [{ ...config.members[0], host }];
    await admin.command({
      replSetReconfig: { ...config, members, version: config.version + 1 },
      force: true,
    });
  }
}

interface ReplicaSetConfig {
  version: number;
  members: { host: string }[];
}

async function readReplicaSet(admin: Db): Promise<ReplicaSetConfig | null> {
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    return config as ReplicaSetConfig;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === NOT_YET_INITIALIZED) return null;
    throw error;
  }
}

async function ensureUser(admin: Db, { username, password }: BootstrapSettings): Promise<void> {
  const account = { pwd: password, roles: ROLES, mechanisms: ["SCRAM-SHA-256"] };
  try {
    await admin.command({ createUser: username, ...account, writeConcern: { w: "majority", j: true } });
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== USER_EXISTS) throw error;
    await admin.command({ updateUser: username, ...account, writeConcern: { w: "majority", j: true } });
  }
}
