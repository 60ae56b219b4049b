import type { Sent } from "../mail/notices.js";

/** Longer than a mail server may take to answer: a letter that is under way is nobody else's. */
export const LETTER_LEASE_SECONDS = 300;
/** A recipient who was refused for the moment is tried again after a minute, then four, and so on; after these times no more. */
const MOST_TRIES = 6;
const FIRST_PAUSE_SECONDS = 60;

/** Whether a letter of a stored outbox is to be tried again, and then says there when. */
export async function isPostponed(
  outbox: { postpone(userId: string, seconds: number, tries: number): Promise<void> },
  { userId, tries }: { userId: string; tries: number },
  sent: Sent,
): Promise<boolean> {
  if (sent === "down") await outbox.postpone(userId, 0, tries);
  else if (sent === "later" && tries + 1 < MOST_TRIES) {
    await outbox.postpone(userId, FIRST_PAUSE_SECONDS * 4 ** tries, tries + 1);
  } else return false;
  return true;
}
