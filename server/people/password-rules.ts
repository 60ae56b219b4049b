import { LatchkeyError } from "../errors.js";
import { canonicalName } from "../names.js";

/** NIST SP 800-63B-4 §3.1.1.2: at least 8 characters beside a second factor. */
const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 1024;

/** @throws LatchkeyError `invalid_request` with the rule that is not kept; never with the password */
export function assertGoodPassword(password: string, username: string): void {
  const length = [...password.normalize("NFKC")].length;
  if (length < SHORTEST_PASSWORD) {
    throw new LatchkeyError("invalid_request", `A password has at least ${SHORTEST_PASSWORD} characters.`);
  }
  if (length > LONGEST_PASSWORD) {
    throw new LatchkeyError("invalid_request", `A password has at most ${LONGEST_PASSWORD} characters.`);
  }
  if (canonicalName(password) === canonicalName(username)) {
    throw new LatchkeyError("invalid_request", "A password is not the user name.");
  }
}
