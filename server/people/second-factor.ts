/** Requiring, disabling and resetting the second factor of many users at once (mission A2). */
import type { Caller } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import { disableSecondFactor, withoutSecondFactor } from "../enrolment/disable.js";
import type { MayChange } from "../enrolment/may-change.js";
import { rescue } from "../enrolment/rescue.js";
import { LatchkeyError } from "../errors.js";
import { changeUsers } from "../storage/change-users.js";
import type { User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";
import { noteWanted } from "./wanted.js";

/**
 * `require`: the user needs a second factor from the next sign-in on, whatever groups and applications say, with the
 * policy's grace. `release`: only the policy decides again. `disable`: every factor ends, where policy wants none (as
 * users do for themselves). `reset`: every factor ends, hardware tokens go back to the stock, and the user sets up a new
 * one (as a rescue does).
 */
export const SECOND_FACTOR_ACTIONS = ["require", "release", "disable", "reset"] as const;

export type SecondFactorAction = (typeof SECOND_FACTOR_ACTIONS)[number];

/** What became of a user, or would; `unchanged` is as it shall be already. */
export interface SecondFactorRow {
  username: string;
  outcome: "done" | "unchanged" | "refused";
  code?: string;
  message?: string;
}

export interface BulkOptions {
  /** Only look. */
  dryRun: boolean;
  /** Throws where the caller may not change this user; asked again inside the write. */
  mayChange: MayChange;
  /** Aborted once nobody waits for it: what is done so far stays. */
  signal: AbortSignal;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Users read or written together. */
const BATCH = 250;

/**
 * Does it to each user by themselves, so that one who is refused stands in nobody's way.
 * @param usernames as people write them; one who is named twice counts once
 * @returns one row a user, in their order
 */
export async function changeSecondFactors(
  deps: VerificationDeps,
  caller: Caller,
  usernames: readonly string[],
  action: SecondFactorAction,
  options: BulkOptions,
): Promise<SecondFactorRow[]> {
  const byId = new Map(usernames.map((username) => [deps.keys.userId(username), username]));
  const targets = [...byId].map(([id, username]) => ({ id, username }));
  const rows: SecondFactorRow[] = [];
  try {
    for (let from = 0; from < targets.length; from += BATCH) {
      options.signal.throwIfAborted();
      const batch = targets.slice(from, from + BATCH);
      rows.push(...(await changeBatch(deps, caller, batch, action, options)));
      options.onProgress?.(rows.length, targets.length);
    }
  } finally {
    if (!options.dryRun) await recordSummary(deps, caller, action, rows);
  }
  return rows;
}

interface Target {
  id: string;
  username: string;
}

async function changeBatch(
  deps: VerificationDeps,
  caller: Caller,
  batch: readonly Target[],
  action: SecondFactorAction,
  { dryRun, mayChange }: BulkOptions,
): Promise<SecondFactorRow[]> {
  const required = action === "require" ? true : action === "release" ? false : null;
  if (required !== null) return changeRequired(deps, caller, batch, required, { dryRun, mayChange });
  if (dryRun) return look(deps, batch, action, mayChange);
  const rows: SecondFactorRow[] = [];
  for (const { id, username } of batch) {
    rows.push(
      await outcomeOf(username, () =>
        action === "disable"
          ? disableSecondFactor(deps, caller, id, null, mayChange)
          : rescue(deps, caller, id, mayChange),
      ),
    );
  }
  return rows;
}

async function changeRequired(
  deps: VerificationDeps,
  caller: Caller,
  batch: readonly Target[],
  factorRequired: boolean,
  { dryRun, mayChange }: Pick<BulkOptions, "dryRun" | "mayChange">,
): Promise<SecondFactorRow[]> {
  const rows = new Map<string, SecondFactorRow>();
  const nameOf = new Map(batch.map(({ id, username }) => [id, username]));
  const plan = (user: User | null, id: string) => {
    const username = user?.username ?? nameOf.get(id) ?? "";
    const refusal = user === null ? NOBODY : refusalOf(() => mayChange(user));
    if (user === null || refusal !== null) {
      rows.set(id, { username, outcome: "refused", ...refusal });
      return null;
    }
    const isSo = user.factorRequired === factorRequired;
    rows.set(id, { username, outcome: isSo ? "unchanged" : "done" });
    return isSo ? null : { user: { ...user, factorRequired } };
  };
  const ids = batch.map(({ id }) => id);
  if (dryRun) {
    const known = await usersById(deps, ids);
    for (const id of ids) plan(known.get(id) ?? null, id);
  } else {
    const { changed, now } = await changeUsers(deps.storage, ids, plan);
    const action = factorRequired ? "second_factor.require" : "second_factor.release";
    await Promise.all(changed.map(({ user }) => deps.audit.record(caller, userFact(action, user, now))));
    await noteWanted(deps, changed);
  }
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** What disabling or resetting would do, by the checks that stand before it. */
async function look(
  deps: VerificationDeps,
  batch: readonly Target[],
  action: SecondFactorAction,
  mayChange: MayChange,
): Promise<SecondFactorRow[]> {
  const policy = await deps.policy.current();
  const now = await deps.storage.now();
  const known = await usersById(
    deps,
    batch.map(({ id }) => id),
  );
  return Promise.all(
    batch.map(({ id, username }) =>
      outcomeOf(username, async () => {
        const user = known.get(id);
        if (!user) throw new LatchkeyError("not_found", NOBODY.message);
        mayChange(user);
        if (action === "disable") withoutSecondFactor(deps, policy, user, now);
        else if (user.credentials.every(({ factor }) => deps.factors.get(factor)?.kind === "password"))
          throw new LatchkeyError("not_enrolled", "This user has no second factor.");
      }),
    ),
  );
}

const NOBODY = { code: "not_found", message: "There is no such user." } as const;

async function usersById(
  { storage }: Pick<VerificationDeps, "storage">,
  ids: readonly string[],
): Promise<Map<string, User>> {
  const { users } = await storage.users.readMany(ids);
  return new Map(users.filter(({ decoy }) => !decoy).map((user) => [user.id, user]));
}

async function outcomeOf(username: string, work: () => Promise<void>): Promise<SecondFactorRow> {
  try {
    await work();
    return { username, outcome: "done" };
  } catch (error) {
    if (!(error instanceof LatchkeyError) || error.status >= 500) throw error;
    if (error.code === "not_enrolled") return { username, outcome: "unchanged" };
    return { username, outcome: "refused", code: error.code, message: error.message };
  }
}

function refusalOf(check: () => void): { code: string; message: string } | null {
  try {
    check();
    return null;
  } catch (error) {
    if (!(error instanceof LatchkeyError)) throw error;
    return { code: error.code, message: error.message };
  }
}

async function recordSummary(
  { audit, storage }: Pick<VerificationDeps, "audit" | "storage">,
  caller: Caller,
  action: SecondFactorAction,
  rows: readonly SecondFactorRow[],
): Promise<void> {
  const count = (outcome: SecondFactorRow["outcome"]) => rows.filter((row) => row.outcome === outcome).length;
  await audit.record(caller, {
    at: await storage.now(),
    action: "second_factor.bulk",
    outcome: "success",
    user: null,
    userId: null,
    factor: null,
    credentialId: null,
    detail: { action, done: count("done"), unchanged: count("unchanged"), refused: count("refused") },
  });
}
