import { setTimeout as wait } from "node:timers/promises";
import { type Db, type Document, MongoClient, MongoServerError } from "mongodb";

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
const ALREADY_INITIALIZED = 23;
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

async function ensureReplicaSet(admin: Db, settings: BootstrapSettings): Promise<void> {
  const { port, replicaSet } = settings;
  const host = `127.0.0.1:${port}`;
  const config = await readReplicaSet(admin);
  if (!config) {
    // Until mongod has looked at the configuration in its data it reads as none, and initiating says that there is one.
    const initial = { _id: replicaSet, members: [{ _id: 0, host }] };
    const initiated = await unlessRefusedWith(ALREADY_INITIALIZED, admin, { replSetInitiate: initial });
    if (!initiated) await ensureReplicaSet(admin, settings);
  } else if (config.members[0]?.host !== host) {
    // A member that does not find itself in the configuration never becomes primary; only force helps then.
    const members = [{ ...config.members[0], host }];
    const moved = { ...config, members, version: config.version + 1 };
    await admin.command({ replSetReconfig: moved, force: true });
  }
}

interface ReplicaSetConfig {
  version: number;
  members: { host: string }[];
}

async function readReplicaSet(admin: Db): Promise<ReplicaSetConfig | null> {
  const answer = await unlessRefusedWith(NOT_YET_INITIALIZED, admin, { replSetGetConfig: 1 });
  return answer ? (answer.config as ReplicaSetConfig) : null;
}

async function ensureUser(admin: Db, { username, password }: BootstrapSettings): Promise<void> {
  const account = { pwd: password, roles: ROLES, mechanisms: ["SCRAM-SHA-256"] };
  const durable = { writeConcern: { w: "majority", j: true } };
  const created = await unlessRefusedWith(USER_EXISTS, admin, {
    createUser: username,
    ...account,
    ...durable,
  });
  if (!created) await admin.command({ updateUser: username, ...account, ...durable });
}

/** The answer to a command, or null where the server refuses it with this error code. */
async function unlessRefusedWith(code: number, admin: Db, command: Document): Promise<Document | null> {
  try {
    return await admin.command(command);
  } catch (error) {
    if (error instanceof MongoServerError && error.code === code) return null;
    throw error;
  }
}
