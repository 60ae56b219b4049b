import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type YubiKey, YubiKeyError } from "../../yubikey/index.js";
import { CommandError, type TerminalIo } from "../io.js";
import type { Plan } from "./plan.js";
import { type Used, usedByPress } from "./press.js";
import type { SlotSecret } from "./secrets.js";

const CHALLENGE_BYTES = 32;
/** The smart-card interface may hold the key for up to 3 s. */
const RECLAIM_REPEATS = 4;
const RECLAIM_PAUSE_MS = 1000;

/**
 * Sees that the slot holds what was written: a challenge-response slot calculates; a typing slot cannot be asked over
 * USB, so that its state is read and, where wanted, a press compared.
 * @returns what the key has counted by that
 * @throws CommandError where it does not, YubiKeyError where the key does not answer
 */
export async function checkSlot(
  key: YubiKey,
  plan: Plan,
  secret: SlotSecret,
  io: TerminalIo,
): Promise<Used | null> {
  if (plan.type === "totp") {
    await checkByChallenge(key, plan, secret, io);
    return null;
  }
  const { firmware, slots } = await key.status();
  const state = slots.find(({ slot }) => slot === plan.slot);
  // Before firmware 3.0 a key does not tell which slots type.
  const types = Number.parseInt(firmware, 10) < 3 || state?.touchTriggered === true;
  if (!state?.configured || !types) throw notAsWritten();
  if (!plan.press) return null;
  const typed = await io.ask(`press the key (${plan.slot === 1 ? "short" : "long, 3 seconds"}): `);
  const used = usedByPress(plan.type, secret, typed ?? "");
  if (used === null) throw notAsWritten();
  return used;
}

async function checkByChallenge(
  key: YubiKey,
  { slot }: Plan,
  { secret }: SlotSecret,
  io: TerminalIo,
): Promise<void> {
  const challenge = randomBytes(CHALLENGE_BYTES);
  const said = { touch: false };
  const onTouch = () => {
    if (!said.touch) io.stderr.write("touch the key\n");
    said.touch = true;
  };
  const answer = await afterReclaim(() =>
    key.challengeResponse({ slot, challenge, onTouch, signal: io.signal }),
  );
  if (!timingSafeEqual(answer, createHmac("sha1", secret).update(challenge).digest())) throw notAsWritten();
}

async function afterReclaim<T>(operation: () => Promise<T>): Promise<T> {
  for (let repeats = 0; ; repeats++) {
    try {
      return await operation();
    } catch (error) {
      const mayPass = error instanceof YubiKeyError && error.code === "rejected" && repeats < RECLAIM_REPEATS;
      if (!mayPass) throw error;
      await pause(RECLAIM_PAUSE_MS);
    }
  }
}

function notAsWritten(): CommandError {
  return new CommandError(
    "the key does not answer as it was written",
    "plug it in again to write it anew; if that repeats, put it aside",
  );
}
