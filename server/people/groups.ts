import { changePolicy } from "../access/change-policy.js";
import type { AuditFact, Caller } from "../audit/audit.js";
import type { MayChange } from "../enrolment/may-change.js";
import { LatchkeyError, notFound } from "../errors.js";
import type { AddressRanges } from "../network.js";
import {
  type GroupMentions,
  isNamed,
  mentionsOf,
  namedGroups,
  withGroupBeside,
  withoutGroup,
} from "../policy/group-names.js";
import type { Policy } from "../policy/policy.js";
import type { GroupCount } from "../storage/people.js";
import type { VerificationDeps } from "../verification/deps.js";
import { type MemberRow, moveMembers } from "./group-members.js";
import { secondFactorTypes } from "./second-factor-types.js";

/** A group as a list shows it. */
export interface Group extends GroupCount {
  /** Members who are not suspended and have no second factor. */
  unprotectedMembers: number;
  policy: GroupMentions;
}

/** Every group that has members or that the policy names, by name. */
export async function listGroups(
  deps: Pick<VerificationDeps, "storage" | "policy" | "factors">,
): Promise<Group[]> {
  const policy = await deps.policy.current();
  const counted = await deps.storage.users.groups(secondFactorTypes(deps.factors));
  const known = new Set(counted.map(({ name }) => name));
  const empty = namedGroups(policy)
    .filter((name) => !known.has(name))
    .map((name) => ({ name, members: 0, suspended: 0, protectedMembers: 0 }));
  return [...counted, ...empty]
    .map((group) => ({
      ...group,
      unprotectedMembers: group.members - group.suspended - group.protectedMembers,
      policy: mentionsOf(policy, group.name),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** What renaming and deleting need beside the group. */
export interface GroupRights {
  mayChange: MayChange;
  /** Rejects where the caller may not change the policy. */
  mayChangePolicy: () => Promise<void>;
  trustedProxies: AddressRanges;
}

/**
 * Gives a group another name, with its members and wherever the policy names it, so that nobody's rules change. First the
 * policy names both, then the members move, then it forgets the old name: whatever interrupts it, everybody is protected
 * as before, and repeating it (with `merge`, as the new name is known by then) finishes it.
 * @param merge whether the new name may be that of a group that exists; then the rank rule holds for each member
 * @throws LatchkeyError `not_found`, `conflict` where the new name is taken or somebody else changes the policy
 */
export async function renameGroup(
  deps: VerificationDeps,
  caller: Caller,
  { name, to, merge }: { name: string; to: string; merge: boolean },
  { mayChange, mayChangePolicy, trustedProxies }: GroupRights,
): Promise<{ changed: number; refused: MemberRow[] }> {
  const { policy: named } = await freshPolicy(deps);
  const groups = await listGroups(deps);
  if (!groups.some((group) => group.name === name)) throw notFound("There is no such group.");
  if (to === name) throw new LatchkeyError("invalid_request", "This is its name already.");
  const isTaken = groups.some((group) => group.name === to);
  if (isTaken && !merge) {
    throw new LatchkeyError(
      "conflict",
      "A group of that name exists already. Say “merge” to put them together.",
    );
  }
  const inPolicy = isNamed(named, name);
  const write = async (change: (policy: Policy) => Policy) => {
    const { version, policy } = await freshPolicy(deps);
    await changePolicy(deps, caller, trustedProxies, version, change(policy));
  };
  if (inPolicy) {
    await mayChangePolicy();
    await write((policy) => withGroupBeside(policy, name, to));
  }
  // The same group under another name changes nobody's rules, whoever they are.
  const moved = await moveMembers(deps, caller, name, to, isTaken ? mayChange : () => undefined);
  // Whoever could not be moved still is in the old group, which then goes on to mean what it meant.
  if (inPolicy && moved.refused.length === 0) await write((policy) => withoutGroup(policy, name));
  await deps.audit.record(
    caller,
    await groupFact(deps, "group.rename", { group: name, to, ...countsOf(moved) }),
  );
  return moved;
}

/**
 * Takes everybody out of a group, which is gone then.
 * @throws LatchkeyError `not_found`, `conflict` while the policy names it
 */
export async function deleteGroup(
  deps: VerificationDeps,
  caller: Caller,
  name: string,
  mayChange: MayChange,
): Promise<{ changed: number; refused: MemberRow[] }> {
  const { policy } = await freshPolicy(deps);
  if (isNamed(policy, name)) {
    throw new LatchkeyError(
      "conflict",
      "The policy names this group: take it out of the policy first, so that nobody loses their protection unnoticed.",
    );
  }
  const moved = await moveMembers(deps, caller, name, null, mayChange);
  if (moved.changed + moved.refused.length === 0) throw notFound("There is no such group.");
  await deps.audit.record(caller, await groupFact(deps, "group.delete", { group: name, ...countsOf(moved) }));
  return moved;
}

/** As it now is, not as it was up to five seconds ago. */
function freshPolicy({ policy }: Pick<VerificationDeps, "policy">) {
  policy.forget();
  return policy.versioned();
}

function countsOf({ changed, refused }: { changed: number; refused: MemberRow[] }) {
  return { members: changed, refused: refused.length };
}

async function groupFact(
  { storage }: Pick<VerificationDeps, "storage">,
  action: string,
  detail: NonNullable<AuditFact["detail"]>,
): Promise<AuditFact> {
  const none = { user: null, userId: null, factor: null, credentialId: null };
  return { at: await storage.now(), action, outcome: "success", ...none, detail };
}
