import type {
  AttemptCount,
  AuditHour,
  AuditHourStore,
  HourSpan,
  RefusalCount,
} from "../storage/audit-hours.js";

/** What is counted: second steps of signing in, through an application or on Latchkey's own pages, and passkeys. */
const SIGN_INS: readonly string[] = ["verification.login"];

export const HOUR_MS = 3_600_000;
/** An entry's `repeated` grows while a block stands, which is an hour at most; the rest is for entries on their way. */
const CLOSED_AFTER_MS = HOUR_MS + 300_000;
const DAY_MS = 24 * HOUR_MS;
/** So much is counted at a time, and so often at most in one run: a trail that is older takes several runs. */
const MOST_DAYS = 31;

/**
 * Counts the hours that have closed since the last call and keeps their numbers, so that no chart counts them again.
 * Any number of processes may do it: each comes to the same numbers.
 * @param now the database's instant
 */
export async function keepClosedHours(hours: AuditHourStore, now: Date): Promise<void> {
  const closed = floorHour(now.getTime() - CLOSED_AFTER_MS);
  const begin = (await hours.keptUntil()) ?? (await hours.begin());
  if (begin === null) return;
  let from = floorHour(begin.getTime());
  for (let day = 0; day < MOST_DAYS && from < closed; day++) {
    const until = Math.min(from + DAY_MS, closed);
    const counted = await hours.count(SIGN_INS, { from: new Date(from), to: new Date(until - 1) });
    await hours.keep(counted, new Date(until));
    from = until;
  }
}

/**
 * The numbers of a span by hours, in order. Hours that are kept are read; only what is newer than they are, or a part of
 * an hour, is counted.
 */
export async function hoursOf(hours: AuditHourStore, { from, to }: HourSpan): Promise<AuditHour[]> {
  const kept = (await hours.keptUntil())?.getTime() ?? 0;
  const first = ceilHour(from.getTime());
  const last = Math.min(kept, floorHour(to.getTime() + 1));
  const count = (begin: number, end: number) =>
    begin <= end ? hours.count(SIGN_INS, { from: new Date(begin), to: new Date(end) }) : [];
  if (first >= last) return count(from.getTime(), to.getTime());
  const parts = await Promise.all([
    count(from.getTime(), first - 1),
    hours.kept({ from: new Date(first), to: new Date(last - 1) }),
    count(last, to.getTime()),
  ]);
  return parts.flat();
}

/** The users who were refused most, the most first. */
export function mostRefused(hours: readonly Pick<AuditHour, "refusals">[], limit: number): RefusalCount[] {
  const byUser = new Map<string, RefusalCount>();
  for (const { userId, user, count } of hours.flatMap(({ refusals }) => refusals)) {
    byUser.set(userId, { userId, user, count: count + (byUser.get(userId)?.count ?? 0) });
  }
  const order = (a: RefusalCount, b: RefusalCount) => b.count - a.count || (a.user < b.user ? -1 : 1);
  return [...byUser.values()].sort(order).slice(0, limit);
}

/** Successes, failures and refusals of sign-ins. */
export interface Tally {
  success: number;
  failure: number;
  refused: number;
}

/** Sums of counts by what `keyOf` says of each. */
export function tally<T extends Pick<AttemptCount, "outcome" | "count">>(
  counts: readonly T[],
  keyOf: (count: T) => string,
): Map<string, Tally> {
  const tallied = new Map<string, Tally>();
  for (const one of counts) {
    const sums = tallied.get(keyOf(one)) ?? nothing();
    sums[one.outcome] += one.count;
    tallied.set(keyOf(one), sums);
  }
  return tallied;
}

/** What an interval without any attempt has. */
export function nothing(): Tally {
  return { success: 0, failure: 0, refused: 0 };
}

function floorHour(ms: number): number {
  return Math.floor(ms / HOUR_MS) * HOUR_MS;
}

function ceilHour(ms: number): number {
  return Math.ceil(ms / HOUR_MS) * HOUR_MS;
}
