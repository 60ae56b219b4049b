import { type AccessCodes, newAccessCode } from "./access-code.js";
import { invalidArgument, requireFlag, requireInteger } from "./arguments.js";
import { hmacKey } from "./hmac-key.js";
import type { SlotNumber } from "./reports.js";
import { CONFIG, EXTENDED, encodeConfiguration, TICKET } from "./slot-configuration.js";
import { encodeTokenId } from "./token-id.js";

/** The moving factor is stored as a multiple of 16 in 16 bits. */
const COUNTER_UNIT = 16;
const HIGHEST_COUNTER = 0xffff * COUNTER_UNIT;

/** HotpOptions of a slot that types an HOTP code (RFC 4226) when it is touched. */
export interface HotpOptions extends AccessCodes {
  slot: SlotNumber;
  /** 1 to 20 bytes. */
  secret: Uint8Array;
  digits: 6 | 8;
  /** The first code's counter: a multiple of 16, 0 to 1048560; default 0. */
  counter?: number | undefined;
  /** The text typed before each code, at most 32 characters of modhex and hex; default none. */
  tokenId?: string | undefined;
  /** Type Enter after the code; default true. */
  appendEnter?: boolean | undefined;
}

/** hotpConfiguration gives the 52 bytes of an HOTP slot. Throws `invalid_argument`. */
export function hotpConfiguration(options: HotpOptions): Uint8Array {
  const { counter: firstCounter = 0, tokenId: text = "" } = options;
  const { key, uid } = hmacKey(options.secret);
  if (options.digits !== 6 && options.digits !== 8) throw invalidArgument("digits", "6 or 8");
  const counter = requireInteger("counter", firstCounter, 0, HIGHEST_COUNTER);
  if (counter % COUNTER_UNIT !== 0) throw invalidArgument("counter", "a multiple of 16");
  Buffer.from(uid.buffer).writeUInt16BE(counter / COUNTER_UNIT, 4);
  const tokenId = encodeTokenId(text);
  return encodeConfiguration({
    fixed: tokenId.fixed,
    uid,
    key,
    accessCode: newAccessCode(options.accessCode),
    extended: EXTENDED.serialApiVisible | EXTENDED.allowUpdate | EXTENDED.fastTrigger,
    ticket: TICKET.oath | (requireFlag("appendEnter", options.appendEnter, true) ? TICKET.appendEnter : 0),
    config: tokenId.config | (options.digits === 8 ? CONFIG.hotp8 : 0),
  });
}
