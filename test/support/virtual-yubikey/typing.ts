import { createCipheriv, createHmac, randomBytes } from "node:crypto";
import { withInvertedCrc } from "./key-crc.js";
import { CFG, type Slot, TKT } from "./slot.js";

const MODHEX = "cbdefghijklnrtuv";
const modhex = (bytes: Uint8Array) =>
  [...Buffer.from(bytes).toString("hex")].map((digit) => MODHEX[Number.parseInt(digit, 16)]).join("");

/** typed gives the text that the key types when a slot is touched, Enter as "\n"; "" where it types nothing. */
export function typed(slot: Slot, nowMs: number): string {
  if (!slot.isTouchTriggered) return "";
  if (!slot.isHotp && slot.cfg & CFG.static) throw new Error("Static passwords are not modelled.");
  const [fixed, otp] = slot.isHotp ? hotp(slot) : yubicoOtp(slot, nowMs);
  const key = (flag: number, text: string) => (slot.tkt & flag ? text : "");
  return `${key(TKT.tabFirst, "\t")}${fixed}${key(TKT.tabAfterFixed, "\t")}${otp}${key(TKT.tabAfterOtp, "\t")}${key(TKT.enter, "\n")}`;
}

function hotp(slot: Slot): [string, string] {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(slot.hotpCounter));
  slot.hotpCounter += 1;
  const mac = createHmac("sha1", slot.hmacKey).update(counter).digest();
  const digits = slot.cfg & CFG.hotp8 ? 8 : 6;
  const number = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff;
  const modhexBytes = { 0: 0, 16: 1, 64: 2, 80: 16 }[slot.cfg & CFG.fixedMask] ?? 0;
  const id = modhex(slot.fixed.subarray(0, modhexBytes)) + slot.fixed.subarray(modhexBytes).toString("hex");
  return [id, String(number % 10 ** digits).padStart(digits, "0")];
}

function yubicoOtp(slot: Slot, nowMs: number): [string, string] {
  // useCtr rises at the first use after power-up, and when the session counter is exhausted (then it goes to 1).
  if (!slot.usedSincePowerUp || slot.sessionCounter === 0xff) {
    slot.useCounter += 1;
    slot.sessionCounter = slot.usedSincePowerUp ? 1 : 0;
    slot.usedSincePowerUp = true;
  } else {
    slot.sessionCounter += 1;
  }
  const ticket = Buffer.alloc(14);
  slot.uid.copy(ticket, 0);
  ticket.writeUInt16LE(slot.useCounter, 6);
  ticket.writeUIntLE(Math.floor(nowMs / 125) & 0xffffff, 8, 3);
  ticket.writeUInt8(slot.sessionCounter, 11);
  randomBytes(2).copy(ticket, 12);
  const aes = createCipheriv("aes-128-ecb", slot.aesKey, null).setAutoPadding(false);
  return [modhex(slot.fixed), modhex(Buffer.concat([aes.update(withInvertedCrc(ticket)), aes.final()]))];
}
