import { YubiKeyError } from "./errors.js";
import { exchange } from "./exchange.js";
import type { KeyStatus, SlotNumber } from "./reports.js";
import type { Transport } from "./transport.js";

/** ExpectedSlots says which slots must be configured after a write, given the status before; others may be either. */
export type ExpectedSlots = (before: KeyStatus) => Partial<Record<SlotNumber, boolean>>;

/**
 * write sends a slot command that changes the key's memory and judges it by the programming sequence, as the key
 * answers such a command with nothing else. Throws `write_rejected` where the key shows no change, or another
 * state of the slots than expected, and what `exchange` throws (then the outcome is unknown).
 */
export async function write(
  transport: Transport,
  command: number,
  payload: Uint8Array,
  expected: ExpectedSlots,
): Promise<void> {
  const { before, reply } = await exchange(transport, command, payload);
  if (reply.kind === "answer") throw new YubiKeyError("bad_answer", "The key answered a write with data.");
  const after = await readAgain(transport);
  if (!isSequenceMoved(before, after) || !areSlotsAs(expected(before), after)) {
    throw new YubiKeyError("write_rejected", "The key did not take the write.");
  }
}

async function readAgain(transport: Transport): Promise<KeyStatus> {
  try {
    return await transport.idleStatus();
  } finally {
    await transport.rest();
  }
}

/**
 * The sequence counts up by one, and falls to 0 when the last slot was deleted. What follows 255 is documented
 * nowhere, so any change counts, as for Yubico's C library; but 0 beside a configured slot only after 255.
 */
function isSequenceMoved(before: KeyStatus, after: KeyStatus): boolean {
  const [from, to] = [before.programmingSequence, after.programmingSequence];
  if (to === 0 && after.slots.some((slot) => slot.configured)) return from === 255;
  return to !== from;
}

function areSlotsAs(expected: Partial<Record<SlotNumber, boolean>>, after: KeyStatus): boolean {
  return after.slots.every(({ slot, configured }) => (expected[slot] ?? configured) === configured);
}
