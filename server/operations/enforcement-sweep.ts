import type { Caller } from "../audit/audit.js";
import type { Deps } from "../deps.js";
import { concernOf } from "../people/wanted.js";
import type { Policy } from "../policy/policy.js";
import type { Sweep, SweepStep, Wanted } from "../storage/enforcement-notices.js";
import type { User } from "../storage/storage.js";

/** Users looked at by one query; between two of them others have their turn. */
const BATCH = 500;
/** A process that has not come this far within this time has died, and another goes on. */
const LEASE_SECONDS = 120;
/** Without a change of policy all are looked at once a day: who has got an address, and whoever was missed. */
const AGAIN_SECONDS = 24 * 3600;

type SweepDeps = Pick<Deps, "storage" | "policy" | "factors" | "audit" | "notices">;

/** On whose behalf Latchkey does by itself what a policy asks for. */
export const BY_ITSELF: Caller = {
  actor: "latchkey",
  application: null,
  ip: null,
  userAgent: null,
  requestId: "enforcement",
};

/**
 * Looks through all users, where the policy has changed since that was done last, and notes who has to be told that they
 * need a second factor. Whatever it is interrupted by, a process goes on with it from the last batch.
 * @param isEnding asked between two batches
 */
export async function sweepUsers(deps: SweepDeps, isEnding: () => boolean = () => false): Promise<void> {
  const { version, policy } = await deps.policy.versioned();
  const { enforcementNotices: notices } = deps.storage;
  let sweep = await notices.beginSweep(version, { leaseSeconds: LEASE_SECONDS, againSeconds: AGAIN_SECONDS });
  while (sweep !== null && !sweep.done && !isEnding()) {
    const users = await deps.storage.users.list({ after: sweep.after, limit: BATCH });
    const step = await noteBatch(deps, policy, sweep, users);
    sweep = await notices.stepSweep(step, LEASE_SECONDS);
  }
  if (sweep?.done && sweep.due > 0) await recordSummary(deps, sweep);
}

async function noteBatch(deps: SweepDeps, policy: Policy, sweep: Sweep, users: User[]): Promise<SweepStep> {
  const concerns = users.map((user) => ({ userId: user.id, concern: concernOf(deps, policy, user) }));
  const unwanted = concerns.filter(({ concern }) => concern === "unwanted");
  const wanted = concerns.flatMap(({ userId, concern }): Wanted[] => {
    if (concern === "known" || (concern === "due" && sweep.quiet)) return [{ userId, state: "known" }];
    return concern === "due" ? [{ userId, state: concern }] : [];
  });
  await deps.storage.enforcementNotices.release(unwanted.map(({ userId }) => userId));
  return {
    version: sweep.version,
    due: await deps.storage.enforcementNotices.want(wanted, sweep.version),
    withoutAddress: sweep.quiet ? 0 : concerns.filter(({ concern }) => concern === "unreachable").length,
    after: users.at(-1)?.username ?? sweep.after,
    done: users.length < BATCH,
  };
}

async function recordSummary({ audit, storage, notices }: SweepDeps, sweep: Sweep): Promise<void> {
  await audit.record(BY_ITSELF, {
    at: await storage.now(),
    action: "enforcement.begin",
    outcome: "success",
    user: null,
    userId: null,
    factor: null,
    credentialId: null,
    detail: {
      version: sweep.version,
      letters: sweep.due,
      withoutAddress: sweep.withoutAddress,
      mail: notices.canSend ? "on" : "not configured",
    },
  });
}
