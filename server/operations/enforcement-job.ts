import type { Deps } from "../deps.js";
import { sendDueLetters } from "./enforcement-letters.js";
import { sweepUsers } from "./enforcement-sweep.js";
import { sendReminders } from "./reminder-letters.js";

/** How often a process looks whether the policy has changed and whether letters are due. */
const EVERY_MS = 5_000;
/** While the mail server is not there. */
const PAUSE_MS = 60_000;

/** One round: finds out who has to be told of a second factor, and tells them; then those who are to be reminded. */
export async function tellOfEnforcement(
  deps: Parameters<typeof sweepUsers>[0] & Parameters<typeof sendDueLetters>[0],
  isEnding?: () => boolean,
): Promise<"sent" | "down"> {
  await sweepUsers(deps, isEnding);
  const letters = await sendDueLetters(deps, isEnding);
  return letters === "down" ? letters : sendReminders(deps, isEnding);
}

/**
 * Tells users, in the background and for as long as the service runs, that they need a second factor from now on.
 * @returns ends it; a letter that is under way is waited for
 */
export function startEnforcementJob(deps: Deps, everyMs = EVERY_MS): () => Promise<void> {
  let isEnding = false;
  let timer: NodeJS.Timeout | undefined;
  const round = async () => {
    let pause = everyMs;
    try {
      if ((await tellOfEnforcement(deps, () => isEnding)) === "down") pause = PAUSE_MS;
    } catch (err) {
      deps.log.warn({ err }, "telling users of enforcement waits for the database");
    }
    if (isEnding) return;
    timer = setTimeout(() => {
      running = round();
    }, pause);
    timer.unref();
  };
  let running = round();
  return () => {
    isEnding = true;
    clearTimeout(timer);
    return running;
  };
}
