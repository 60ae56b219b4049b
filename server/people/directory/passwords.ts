import type { Caller } from "../../audit/audit.js";
import { userFact } from "../../audit/user-fact.js";
import type { DirectoryConfig } from "../../config/directory.js";
import { unavailable } from "../../errors.js";
import type { User } from "../../storage/storage.js";
import type { DirectoryPasswords, Welcome } from "../../verification/directory.js";
import { handleClaim } from "../new-user.js";
import type { PeopleDeps } from "../users.js";
import type { Directory } from "./directory.js";
import { DirectoryFault } from "./fault.js";
import { newcomer } from "./newcomer.js";

/** Whoever is not of the directory waits so long for it at most. */
const PRETENCE_MS = 1_000;

/** What it needs. */
export interface DirectoryPasswordDeps extends PeopleDeps {
  log: { warn(reason: object, text: string): void };
}

/** The passwords of the directory's users. */
export function directoryPasswords(
  deps: DirectoryPasswordDeps,
  directory: Directory,
  { create }: Pick<DirectoryConfig, "create">,
): DirectoryPasswords {
  /** @throws LatchkeyError `unavailable` in place of a fault, which is for the log */
  const asking = async <T>(question: Promise<T>): Promise<T> => {
    try {
      return await question;
    } catch (error) {
      if (!(error instanceof DirectoryFault)) throw error;
      deps.log.warn({ step: error.step, reason: error.message }, "the directory could not be asked");
      throw unavailable(`the directory could not be asked: ${error.message}`, error);
    }
  };
  const pretend = async (username: string) => {
    const asked = directory.pretend(username).catch(() => undefined);
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, PRETENCE_MS).unref())]);
  };
  return {
    pretend,

    async accepts(user, password, now) {
      if (!user.directory) return false;
      const person = await asking(directory.check(user.username, password, now));
      // Another entry of the same name is another person.
      return person !== null && person.id === user.directory.id && person.absence === null;
    },

    async welcomes(username, password, now) {
      if (create === "sync") {
        await pretend(username);
        return null;
      }
      const person = await asking(directory.check(username, password, now));
      if (person === null || person.absence !== null) return null;
      return async (caller) =>
        welcome(deps, caller, await asking(directory.find(username, now)), person.id, now);
    },
  };
}

async function welcome(
  deps: PeopleDeps,
  caller: Caller,
  entry: Awaited<ReturnType<Directory["find"]>>,
  id: string,
  now: Date,
): ReturnType<Welcome> {
  if (entry?.id !== id) return null;
  const user: User = newcomer(deps.keys, entry, now);
  if (!(await deps.storage.users.create(user, handleClaim(user)))) return null;
  await deps.audit.record(caller, { ...userFact("user.create", user, now), detail: { source: "directory" } });
  return user;
}
