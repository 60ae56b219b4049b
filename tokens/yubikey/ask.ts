import { CRC_RESIDUE, crc16 } from "./crc16.js";
import { YubiKeyError } from "./errors.js";
import { exchange, type TouchOptions } from "./exchange.js";
import type { Transport } from "./transport.js";

const CRC_SIZE = 2;

/**
 * ask sends a slot command that is answered with data, checks length and CRC, and returns the `length` bytes (a
 * number, or a function that reads it from the answer). Throws `rejected` where the key gives no answer,
 * `touch_timeout` where it waited for a touch before that, `bad_answer` for a damaged one, and what `exchange` throws.
 */
export async function ask(
  transport: Transport,
  command: number,
  payload: Uint8Array,
  length: number | ((answer: Uint8Array) => number),
  touch?: TouchOptions,
): Promise<Uint8Array> {
  const { reply } = await exchange(transport, command, payload, touch);
  if (reply.kind === "status") {
    throw reply.touchAwaited
      ? new YubiKeyError("touch_timeout", "The key was not touched in time.")
      : new YubiKeyError("rejected", "The key rejected the command.");
  }
  const size = typeof length === "number" ? length : length(reply.bytes);
  if (reply.bytes.length < size + CRC_SIZE)
    throw new YubiKeyError("bad_answer", "The key's answer is too short.");
  if (crc16(reply.bytes.subarray(0, size + CRC_SIZE)) !== CRC_RESIDUE) {
    throw new YubiKeyError("bad_answer", "The key's answer fails its check sum.");
  }
  return Uint8Array.from(reply.bytes.subarray(0, size));
}
