import type { Credential, Spend } from "../storage/storage.js";

/**
 * Whether `next` lies strictly after `last`, so that nothing is accepted twice and no counter goes back.
 * WebAuthn L3 §7.2 step 22 lets an authenticator without a counter say 0 for ever.
 */
export function isForward(last: Spend | null, next: Spend): boolean {
  if ("nothing" in next || "recoveryKey" in next || "whole" in next) return true;
  if (last === null) return true;
  if ("usesLeft" in next) return !("usesLeft" in last) || next.usesLeft < last.usesLeft;
  if ("step" in next) return !("step" in last) || next.step > last.step;
  if ("counter" in next) return !("counter" in last) || next.counter > last.counter;
  if ("signCount" in next) {
    return (
      !("signCount" in last) ||
      next.signCount > last.signCount ||
      (next.signCount === 0 && last.signCount === 0)
    );
  }
  if (!("useCounter" in last) || next.useCounter > last.useCounter) return true;
  return next.useCounter === last.useCounter && next.sessionCounter > last.sessionCounter;
}

/**
 * The credential after the spend. A recovery key or code is taken out of those not used yet.
 * @throws RangeError where the spend does not lead forward: a factor that offers such a match is broken
 */
export function spendOn(credential: Credential, spend: Spend, now: Date): Credential {
  if (!isForward(credential.spent, spend)) throw new RangeError("a spend must lead forward");
  const spentCredential: Credential = { ...credential, spent: spend, lastUsedAt: now };
  if ("recoveryKey" in spend) {
    const left = (credential.recovery?.digests ?? []).filter((digest) => digest !== spend.recoveryKey);
    return { ...spentCredential, spent: null, recovery: { ...credential.recovery, digests: left } };
  }
  if ("usesLeft" in spend && credential.bypass) {
    return { ...spentCredential, bypass: { ...credential.bypass, usesLeft: spend.usesLeft } };
  }
  if ("step" in spend && credential.otp && spend.drift !== undefined) {
    return { ...spentCredential, otp: { ...credential.otp, drift: spend.drift } };
  }
  return spentCredential;
}
