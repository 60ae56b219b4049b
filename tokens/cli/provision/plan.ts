import type { SlotNumber } from "../../yubikey/index.js";

/** The kinds of slot that the station writes, as types of tokens. */
export const SLOT_TYPES = ["hotp", "totp", "yubico-otp"] as const;
export type SlotType = (typeof SLOT_TYPES)[number];

/** What is to be written to every key. */
export interface Plan {
  readonly type: SlotType;
  readonly slot: SlotNumber;
  readonly digits: 6 | 8;
  /** TOTP: answer only after a touch. */
  readonly touch: boolean;
  /** Ask for a press after the write and compare what is typed. */
  readonly press: boolean;
  /** Protect the slot with a random access code. */
  readonly protect: boolean;
  /** Overwrite a slot that is configured. */
  readonly force: boolean;
  readonly dryRun: boolean;
  /** Stands behind the key's serial in the token's, for a further token of one key. */
  readonly suffix: string;
  /** Access code that configured slots have now, from before Latchkey. */
  readonly currentAccessCode: Uint8Array | undefined;
}

/** Seconds per step of the TOTP tokens that are made here (RFC 6238 section 5.2). */
export const PERIOD_SECONDS = 30;

/** A token's serial: that of the key; slot 1 has a token of its own. */
export function tokenSerial({ slot, suffix }: Pick<Plan, "slot" | "suffix">, keySerial: number): string {
  return `${keySerial}${slot === 1 ? "-1" : ""}${suffix}`;
}

/** What became of one key. */
export interface Outcome {
  readonly at: Date;
  readonly serial: string;
  readonly type: SlotType;
  readonly slot: SlotNumber;
  readonly firmware: string;
  readonly username: string;
  readonly result: "provisioned" | "assigned" | "skipped" | "failed" | "would be provisioned";
  readonly detail: string;
}
