import { throwIfCancelled } from "./delay.js";
import { YubiKeyError } from "./errors.js";
import { frameParts } from "./frame.js";
import { FLAG_ANSWER, FLAG_TOUCH, type KeyStatus, NUMBER_MASK } from "./reports.js";
import type { Transport } from "./transport.js";

/** TouchOptions: `onTouch` hears the seconds left, at first and at each change; `signal` cancels the operation. */
export interface TouchOptions {
  onTouch?: ((secondsLeft: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Reply is how a command ended: with an answer's bytes (CRC and filling still there), or with the bare status. */
export type Reply = { kind: "answer"; bytes: Uint8Array } | { kind: "status"; touchAwaited: boolean };

const TOUCH_PAUSE_MS = 100;
const PROCESSING_PAUSE_MS = 20;
const PROCESSING_LIMIT_MS = 2300;
/** The key's own touch time-out is one byte of seconds (TAG_CHALRESP_TIMEOUT), so no wait is longer than this. */
const TOUCH_LIMIT_MS = 256_000;

/**
 * exchange sends one slot command and returns the reply, with the status from before it. However it ends (answer,
 * refusal, error, cancel) the key is idle afterwards. Throws `busy`, `bad_answer`, `transfer_failed`, `cancelled`.
 */
export async function exchange(
  transport: Transport,
  command: number,
  payload: Uint8Array,
  touch: TouchOptions = {},
): Promise<{ before: KeyStatus; reply: Reply }> {
  try {
    const before = await transport.idleStatus(touch.signal);
    await transport.sendFrame(frameParts(command, payload), touch.signal);
    return { before, reply: await receiveReply(transport, touch) };
  } finally {
    await transport.rest();
  }
}

async function receiveReply(transport: Transport, { onTouch, signal }: TouchOptions): Promise<Reply> {
  const parts: Uint8Array[] = [];
  let processed = 0;
  let touched = 0;
  let shown: number | undefined;
  for (;;) {
    throwIfCancelled(signal);
    const { data, flag } = await transport.read();
    const number = flag & NUMBER_MASK;
    if (flag & FLAG_ANSWER) {
      // Part 0 after the first one means that the answer is complete; any other surprise is a damaged answer.
      if (number === 0 && parts.length > 0) return { kind: "answer", bytes: Buffer.concat(parts) };
      if (number !== parts.length)
        throw new YubiKeyError("bad_answer", "A part of the key's answer is missing.");
      parts.push(data);
    } else if (flag === 0) {
      if (parts.length > 0) throw new YubiKeyError("bad_answer", "The key's answer broke off.");
      return { kind: "status", touchAwaited: shown !== undefined };
    } else if (flag & FLAG_TOUCH) {
      if (number !== shown) onTouch?.(number);
      shown = number;
      if (touched >= TOUCH_LIMIT_MS)
        throw new YubiKeyError("touch_timeout", "The key waits for a touch for too long.");
      touched += TOUCH_PAUSE_MS;
      await transport.delay(TOUCH_PAUSE_MS, signal);
    } else {
      if (processed >= PROCESSING_LIMIT_MS)
        throw new YubiKeyError("busy", "The key did not finish the command.");
      processed += PROCESSING_PAUSE_MS;
      await transport.delay(PROCESSING_PAUSE_MS, signal);
    }
  }
}
