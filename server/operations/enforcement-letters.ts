import { userFact } from "../audit/user-fact.js";
import type { Deps } from "../deps.js";
import type { Notice } from "../mail/notices.js";
import { concernOf } from "../people/wanted.js";
import { enforcementOn } from "../policy/enforcement.js";
import { type Policy, setsUpByThemselves } from "../policy/policy.js";
import type { TakenNotice } from "../storage/enforcement-notices.js";
import type { User } from "../storage/storage.js";
import { BY_ITSELF } from "./enforcement-sweep.js";
import { isPostponed, LETTER_LEASE_SECONDS } from "./postpone-letter.js";
import { sendDue } from "./send-due.js";

type LetterDeps = Pick<
  Deps,
  "storage" | "policy" | "factors" | "audit" | "notices" | "applications" | "config"
>;

/** Sends the letters about a second factor that is needed from now on: see send-due.ts. */
export function sendDueLetters(
  deps: LetterDeps,
  isEnding: () => boolean = () => false,
): Promise<"sent" | "down"> {
  const take = () => deps.storage.enforcementNotices.take(deps.config.mailPerMinute, LETTER_LEASE_SECONDS);
  return sendDue(deps.notices, take, (taken) => sendOne(deps, taken), isEnding);
}

async function sendOne(deps: LetterDeps, { userId, tries }: TakenNotice): Promise<"sent" | "down"> {
  const { enforcementNotices: notices, users } = deps.storage;
  const policy = await deps.policy.current();
  const read = await users.read(userId);
  // Much may have happened since it was noted.
  const concern = read === null || read.user.decoy ? "unwanted" : concernOf(deps, policy, read.user);
  if (read === null || concern !== "due") {
    if (concern === "known") await notices.settle(userId, "known");
    else await notices.release([userId]);
    return "sent";
  }
  const { user, now } = read;
  const sent = await deps.notices.send(user, await noticeFor(deps, policy, user, now), now);
  if (await isPostponed(notices, { userId, tries }, sent)) return sent === "down" ? "down" : "sent";
  await notices.settle(userId, sent === "sent" ? "told" : "failed");
  const fact = userFact("enforcement.letter", user, now);
  await deps.audit.record(BY_ITSELF, { ...fact, outcome: sent === "sent" ? "success" : "failure" });
  return "sent";
}

async function noticeFor(deps: LetterDeps, policy: Policy, user: User, now: Date): Promise<Notice> {
  const { enforcement } = policy;
  const isWantedEverywhere = user.roles.length > 0 || user.factorRequired;
  const named = enforcement.for === "applications" && !isWantedEverywhere ? enforcement.applications : [];
  const applications = await Promise.all(
    named.map(async (id) => (await deps.applications.byId(id))?.name ?? id),
  );
  const { grace } = enforcementOn(policy, { user, now, ip: null, application: named[0] ?? null });
  return { kind: "factor_required", applications, grace, setsUp: setsUpByThemselves(policy, user) };
}
