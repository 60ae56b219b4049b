import { userFact } from "../audit/user-fact.js";
import type { Deps } from "../deps.js";
import { obstacleTo } from "../people/reminders.js";
import { setsUpByThemselves } from "../policy/policy.js";
import type { TakenReminder } from "../storage/reminders.js";
import { BY_ITSELF } from "./enforcement-sweep.js";
import { isPostponed, LETTER_LEASE_SECONDS } from "./postpone-letter.js";

type LetterDeps = Pick<Deps, "storage" | "policy" | "factors" | "audit" | "notices" | "config">;

/**
 * Sends the reminders that are due, as many as a minute allows; each is taken in the database before and settled after.
 * @param isEnding asked between two letters
 * @returns whether the mail server is not there, so that a pause is due
 */
export async function sendReminders(
  deps: LetterDeps,
  isEnding: () => boolean = () => false,
): Promise<"sent" | "down"> {
  if (!deps.notices.canSend) return "sent";
  while (!isEnding()) {
    const taken = await deps.storage.reminders.take(deps.config.mailPerMinute, LETTER_LEASE_SECONDS);
    if (taken === null) return "sent";
    if ((await remind(deps, taken)) === "down") return "down";
  }
  return "sent";
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
