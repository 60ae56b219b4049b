import { type AccessCodes, newAccessCode } from "./access-code.js";
import { requireFlag } from "./arguments.js";
import { hmacKey, shortenedHmacSecret } from "./hmac-key.js";
import type { SlotNumber } from "./reports.js";
import { CONFIG, EXTENDED, encodeConfiguration, TICKET } from "./slot-configuration.js";

/** ChallengeResponseOptions of a slot that answers challenges by HMAC-SHA1. */
export interface ChallengeResponseOptions extends AccessCodes {
  slot: SlotNumber;
  /** 1 to 20 bytes; more than 64 are hashed first, as HMAC does itself; 21 to 64 are refused. */
  secret: Uint8Array;
  /** Answer only after a touch; default false. */
  requireTouch?: boolean | undefined;
}

/** challengeResponseConfiguration gives the 52 bytes of an HMAC-SHA1 slot for challenges below 64 bytes. */
export function challengeResponseConfiguration(options: ChallengeResponseOptions): Uint8Array {
  const { key, uid } = hmacKey(shortenedHmacSecret(options.secret));
  const touch = requireFlag("requireTouch", options.requireTouch, false) ? CONFIG.requireTouch : 0;
  return encodeConfiguration({
    fixed: new Uint8Array(0),
    uid,
    key,
    accessCode: newAccessCode(options.accessCode),
    extended: EXTENDED.serialApiVisible | EXTENDED.allowUpdate,
    ticket: TICKET.oath,
    config: CONFIG.hmac | CONFIG.hmacLessThan64 | touch,
  });
}
