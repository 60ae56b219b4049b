import type { Notices } from "../mail/notices.js";

/**
 * Sends the letters that are due, one after the other, as many as a minute allows. Each is taken in the database before,
 * so that no two processes send one, and settled after: a process that dies in between leaves it to be sent again.
 * @param take the next one; null where none is due, or the minute's share is spent
 * @param isEnding asked between two letters
 * @returns whether the mail server is not there, so that a pause is due
 */
export async function sendDue<T>(
  { canSend }: Pick<Notices, "canSend">,
  take: () => Promise<T | null>,
  sendOne: (taken: T) => Promise<"sent" | "down">,
  isEnding: () => boolean,
): Promise<"sent" | "down"> {
  while (canSend && !isEnding()) {
    const taken = await take();
    if (taken === null) return "sent";
    if ((await sendOne(taken)) === "down") return "down";
  }
  return "sent";
}
