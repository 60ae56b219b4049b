import { LatchkeyError } from "../errors.js";
import { canonicalName } from "../names.js";
import { isCommonPassword } from "./common-passwords.js";

/**
 * NIST SP 800-63B-4 §3.1.1.2: at least 8 characters beside a second factor, and 15 alone. Where somebody else sets a
 * password, or a user or the first owner is created, 8 do: enrolling comes next.
 */
export const SHORTEST_PASSWORD = 8;
export const SHORTEST_PASSWORD_ALONE = 15;
const LONGEST_PASSWORD = 1024;

/**
 * @param shortest fewest characters
 * @throws LatchkeyError `invalid_request` with the rule that is not kept; never with the password
 */
export async function assertGoodPassword(
  password: string,
  username: string,
  shortest: number = SHORTEST_PASSWORD,
): Promise<void> {
  const length = [...password.normalize("NFKC")].length;
  if (length < shortest) throw refused(`A password has at least ${shortest} characters.`);
  if (length > LONGEST_PASSWORD) throw refused(`A password has at most ${LONGEST_PASSWORD} characters.`);
  if (canonicalName(password) === canonicalName(username)) throw refused("A password is not the user name.");
  if (await isCommonPassword(password)) {
    throw refused("This password is on the list of those that are guessed first: take another one.");
  }
}

function refused(sentence: string): LatchkeyError {
  return new LatchkeyError("invalid_request", sentence);
}
