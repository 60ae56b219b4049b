import { invalidArgument } from "./arguments.js";
import { modhexDecode } from "./modhex.js";
import { CONFIG } from "./slot-configuration.js";

const LONGEST_TOKEN_ID = 32;

/** TokenId is what an HOTP slot types before its code: the bytes, and the config flag that says how to type them. */
export interface TokenId {
  readonly fixed: Uint8Array;
  readonly config: number;
}

/**
 * encodeTokenId finds the slot mode that types exactly `text`: its first 0, 1, 2 or all bytes as modhex (two letters
 * each), the others as lower-case hex digits. Two modhex bytes come first, as in OATH's own token ids (`ubhe` and
 * eight digits). Throws `invalid_argument` where no mode types this text: a slot would type something else.
 */
export function encodeTokenId(text: unknown): TokenId {
  if (typeof text !== "string") throw invalidArgument("tokenId", "a string");
  if (text.length > LONGEST_TOKEN_ID || text.length % 2 !== 0) {
    throw invalidArgument("tokenId", "of an even length up to 32 characters");
  }
  const modes = [
    { modhexBytes: 2, config: CONFIG.fixedModhex2 },
    { modhexBytes: 1, config: CONFIG.fixedModhex1 },
    { modhexBytes: LONGEST_TOKEN_ID / 2, config: CONFIG.fixedModhex },
    { modhexBytes: 0, config: 0 },
  ];
  for (const { modhexBytes, config } of modes) {
    const fixed = decode(text, modhexBytes * 2);
    if (fixed !== null) return { fixed, config };
  }
  throw invalidArgument(
    "tokenId",
    "modhex (all of it, or its first 2 or 4 letters) followed by lower-case hex digits",
  );
}

function decode(text: string, modhexLetters: number): Uint8Array | null {
  const head = modhexDecode(text.slice(0, modhexLetters));
  const tail = text.slice(modhexLetters);
  return head !== null && /^[0-9a-f]*$/.test(tail) ? Buffer.concat([head, Buffer.from(tail, "hex")]) : null;
}
