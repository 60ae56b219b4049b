import { userFact } from "../audit/user-fact.js";
import type { Deps } from "../deps.js";
import { obstacleTo } from "../people/reminders.js";
import { setsUpByThemselves } from "../policy/policy.js";
import type { TakenReminder } from "../storage/reminders.js";
import { BY_ITSELF } from "./enforcement-sweep.js";
import { isPostponed, LETTER_LEASE_SECONDS } from "./postpone-letter.js";
import { sendDue } from "./send-due.js";

type LetterDeps = Pick<Deps, "storage" | "policy" | "factors" | "audit" | "notices" | "config">;

/** Sends the reminders that are due: see send-due.ts. */
export function sendReminders(
  deps: LetterDeps,
  isEnding: () => boolean = () => false,
): Promise<"sent" | "down"> {
  const take = () => deps.storage.reminders.take(deps.config.mailPerMinute, LETTER_LEASE_SECONDS);
  return sendDue(deps.notices, take, (taken) => remind(deps, taken), isEnding);
}

async function remind(deps: LetterDeps, taken: TakenReminder): Promise<"sent" | "down"> {
  const { reminders, users } = deps.storage;
  const read = await users.read(taken.userId);
  // They may have set one up since, or be gone.
  if (read === null || obstacleTo(deps, read.user) !== null) {
    await reminders.settle(taken.userId, "unneeded");
    return "sent";
  }
  const { user, now } = read;
  const setsUp = setsUpByThemselves(await deps.policy.current(), user);
  const sent = await deps.notices.send(user, { kind: "factor_reminder", setsUp }, now);
  if (await isPostponed(reminders, taken, sent)) return sent === "down" ? "down" : "sent";
  await reminders.settle(taken.userId, sent === "sent" ? "sent" : "failed");
  await deps.audit.record(BY_ITSELF, {
    ...userFact("reminder.letter", user, now),
    outcome: sent === "sent" ? "success" : "failure",
    detail: { job: taken.job, by: taken.by },
  });
  return "sent";
}
