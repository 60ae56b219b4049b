/** Reminding users by e-mail that they have no second factor (mission A2): queued here, sent by the job of letters. */
import type { Caller } from "../audit/audit.js";
import { LatchkeyError } from "../errors.js";
import { hasSecondFactor } from "../factors/credentials.js";
import { newId } from "../secrets.js";
import type { User } from "../storage/storage.js";
import type { VerificationDeps } from "../verification/deps.js";

/** Nobody is reminded twice within a day. */
const NOT_AGAIN_MS = 24 * 3600 * 1000;
const BATCH = 500;

const OBSTACLES = {
  not_found: "There is no such user.",
  suspended: "A suspended user cannot sign in.",
  protected: "This user has a second factor.",
  no_address: "Latchkey knows no e-mail address of this user.",
  reminded_lately: "This user was reminded within the last 24 hours, or will be.",
} as const;

type Obstacle = keyof typeof OBSTACLES;

/** What became of a user: `queued` gets a letter, in their turn. */
export type ReminderRow = { username: string } & (
  | { outcome: "queued" }
  | { outcome: "refused"; code: Obstacle; message: string }
);

/** Why a user cannot or need not be reminded; null where they can. */
export function obstacleTo(
  { factors }: Pick<VerificationDeps, "factors">,
  user: User | null,
): Obstacle | null {
  if (user === null || user.decoy) return "not_found";
  if (user.suspended) return "suspended";
  if (hasSecondFactor(user, factors)) return "protected";
  return user.email === null ? "no_address" : null;
}

/**
 * Queues a reminder to each of these users who has no second factor.
 * @param usernames as people write them; one who is named twice counts once
 * @returns what became of each, and the job by which their letters are counted
 * @throws LatchkeyError `conflict` where no mail server is configured
 */
export async function remindUsers(
  deps: Pick<VerificationDeps, "storage" | "keys" | "factors" | "audit" | "notices">,
  caller: Caller,
  usernames: readonly string[],
  { dryRun }: { dryRun: boolean },
): Promise<{ job: string; results: ReminderRow[] }> {
  if (!deps.notices.canSend) {
    throw new LatchkeyError(
      "conflict",
      "No mail server is configured, so that nobody can be reminded: set LATCHKEY_SMTP_URL and LATCHKEY_MAIL_FROM.",
    );
  }
  const job = newId();
  const targets = [...new Map(usernames.map((name) => [deps.keys.userId(name), name]))];
  const results: ReminderRow[] = [];
  for (let from = 0; from < targets.length; from += BATCH) {
    const batch = targets.slice(from, from + BATCH);
    results.push(...(await remindBatch(deps, batch, { id: job, by: caller.actor, dryRun })));
  }
  if (!dryRun) await recordSummary(deps, caller, job, results);
  return { job, results };
}

async function remindBatch(
  deps: Pick<VerificationDeps, "storage" | "factors">,
  batch: readonly (readonly [id: string, username: string])[],
  { id, by, dryRun }: { id: string; by: string; dryRun: boolean },
): Promise<ReminderRow[]> {
  const { users, now } = await deps.storage.users.readMany(batch.map(([userId]) => userId));
  const since = new Date(now.getTime() - NOT_AGAIN_MS);
  const known = new Map(users.map((user) => [user.id, user]));
  const obstacles = new Map(batch.map(([userId]) => [userId, obstacleTo(deps, known.get(userId) ?? null)]));
  const fit = batch.map(([userId]) => userId).filter((userId) => obstacles.get(userId) === null);
  const { reminders } = deps.storage;
  if (dryRun) {
    for (const userId of await reminders.lately(fit, since)) obstacles.set(userId, "reminded_lately");
  } else {
    const queued = await reminders.add(fit, { id, by, unlessSince: since });
    for (const userId of fit) if (!queued.has(userId)) obstacles.set(userId, "reminded_lately");
  }
  return batch.map(([userId, name]) => {
    const code = obstacles.get(userId) ?? null;
    const username = known.get(userId)?.username || name;
    return code === null
      ? { username, outcome: "queued" }
      : { username, outcome: "refused", code, message: OBSTACLES[code] };
  });
}

async function recordSummary(
  { audit, storage }: Pick<VerificationDeps, "audit" | "storage">,
  caller: Caller,
  job: string,
  results: readonly ReminderRow[],
): Promise<void> {
  const queued = results.filter(({ outcome }) => outcome === "queued").length;
  await audit.record(caller, {
    at: await storage.now(),
    action: "reminder.queue",
    outcome: "success",
    user: null,
    userId: null,
    factor: null,
    credentialId: null,
    detail: { job, queued, refused: results.length - queued },
  });
}
