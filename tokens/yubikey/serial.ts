import { ask } from "./ask.js";
import { YubiKeyError } from "./errors.js";
import { SLOT_COMMAND } from "./slot-commands.js";
import type { Transport } from "./transport.js";

const SERIAL_SIZE = 4;
const SERIAL_TAG = 0x02;
/** After smart-card use the key may be "in reclaim" for up to 3 s and rejects everything; so ykman waits as well. */
const RECLAIM_REPEATS = 6;
const RECLAIM_PAUSE_MS = 500;

/**
 * readSerial returns the serial number (unsigned, 32 bit). The device information (YubiKey 4 and later) tells it
 * always; the older command only where a slot has SERIAL_API_VISIBLE. Throws `rejected` where the key tells neither.
 */
export async function readSerial(transport: Transport): Promise<number> {
  for (let repeats = 0; ; repeats += 1) {
    try {
      return (await serialFromDeviceInfo(transport)) ?? (await serialFromSlots(transport));
    } catch (error) {
      if (!isRejection(error) || repeats === RECLAIM_REPEATS) throw error;
      await transport.delay(RECLAIM_PAUSE_MS);
    }
  }
}

async function serialFromDeviceInfo(transport: Transport): Promise<number | undefined> {
  try {
    const page = Uint8Array.of(0);
    const info = await ask(transport, SLOT_COMMAND.deviceInfo, page, (answer) => 1 + (answer[0] ?? 0));
    return serialFromTlv(info.subarray(1));
  } catch (error) {
    if (isRejection(error)) return undefined;
    throw error;
  }
}

async function serialFromSlots(transport: Transport): Promise<number> {
  const answer = await ask(transport, SLOT_COMMAND.deviceSerial, new Uint8Array(0), SERIAL_SIZE);
  return Buffer.from(answer).readUInt32BE();
}

/** The information is a list of tag, length, value; a key without a serial number has no such tag. */
function serialFromTlv(list: Uint8Array): number | undefined {
  for (let at = 0; at < list.length; ) {
    const [tag, length = 0] = list.subarray(at, at + 2);
    const value = list.subarray(at + 2, at + 2 + length);
    if (value.length !== length || (tag === SERIAL_TAG && length !== SERIAL_SIZE)) {
      throw new YubiKeyError("bad_answer", "The key's device information is malformed.");
    }
    if (tag === SERIAL_TAG) return Buffer.from(value).readUInt32BE();
    at += 2 + length;
  }
  return undefined;
}

function isRejection(error: unknown): boolean {
  return error instanceof YubiKeyError && error.code === "rejected";
}
