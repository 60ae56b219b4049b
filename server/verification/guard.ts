import type { Guard } from "../storage/storage.js";
import { blockSeconds } from "./backoff.js";

/** A guard that has seen nothing yet. */
export function freshGuard(now: Date): Guard {
  return { failures: 0, notBefore: null, updatedAt: now };
}

/**
 * The instant of an attempt: the database's, but never before the guard was last written, since a new primary may have
 * a slower clock and must not shorten a block.
 */
export function instantOf(guard: Guard, now: Date): Date {
  return now < guard.updatedAt ? guard.updatedAt : now;
}

/**
 * How long the guard still stands.
 * @returns whole seconds rounded up, at least 1; null where attempts are evaluated
 */
export function secondsLeft(guard: Guard, now: Date): number | null {
  if (guard.notBefore === null || guard.notBefore <= now) return null;
  return Math.max(1, Math.ceil((guard.notBefore.getTime() - now.getTime()) / 1000));
}

/** The guard after one more failure. */
export function afterFailure(guard: Guard, now: Date, tolerated: number): Guard {
  const failures = guard.failures + 1;
  const seconds = blockSeconds(failures, tolerated);
  return {
    failures,
    notBefore: seconds === 0 ? null : new Date(now.getTime() + seconds * 1000),
    updatedAt: now,
  };
}
