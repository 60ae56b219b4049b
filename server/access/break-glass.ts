const DAY_MS = 24 * 3_600_000;

/**
 * Until when break-glass runs, looked at once, at the start.
 * @param stated `LATCHKEY_BREAK_GLASS`
 * @param now the database's instant
 * @returns null where it is not set, or has ended: then with a sentence, as a restart after its end must not keep the
 *   service down
 * @throws Error for a time that is more than 24 hours ahead: what is meant for an emergency must not become the rule
 */
export function breakGlassAtStart(
  stated: Date | null,
  now: Date,
): { until: Date | null; warning: string | null } {
  if (stated === null) return { until: null, warning: null };
  if (stated <= now)
    return { until: null, warning: `LATCHKEY_BREAK_GLASS ended at ${stated.toISOString()}: remove it.` };
  if (stated.getTime() - now.getTime() <= DAY_MS) return { until: stated, warning: null };
  throw new Error(
    "The configuration has a fault:\n  - LATCHKEY_BREAK_GLASS: at most 24 hours ahead of the start.",
  );
}
