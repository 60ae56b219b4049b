import { canonicalRecoveryKey, newRecoveryCodes, newRecoveryKey } from "../factors/recovery-key.js";
import type { Keys } from "../storage/keys.js";
import type { RecoverySecrets } from "../storage/storage.js";

/** A fresh recovery key or set of codes as it is shown, the only time it is. */
export interface NewRecoverySecret {
  recoveryKey?: string;
  recoveryCodes?: string[];
}

/** What a verification by a recovery secret leaves: what takes its place, or how many codes of the set are left. */
export interface RecoveryOutcome extends NewRecoverySecret {
  recoveryCodesLeft?: number;
}

/** A fresh recovery secret of the form that policy chose: to be stored as keyed hashes, and to be shown. */
export function issueRecovery(
  keys: Pick<Keys, "digest">,
  form: NonNullable<RecoverySecrets["form"]>,
): { stored: RecoverySecrets; shown: NewRecoverySecret } {
  const secrets = form === "codes" ? newRecoveryCodes() : [newRecoveryKey()];
  const digests = secrets.map((secret) => keys.digest("recovery-key", canonicalRecoveryKey(secret)));
  const [recoveryKey = ""] = secrets;
  return {
    stored: { form, digests },
    shown: form === "codes" ? { recoveryCodes: secrets } : { recoveryKey },
  };
}

/** Whether a new secret is shown, which its owner has to save before anything else. */
export function showsNewSecret({ recoveryKey, recoveryCodes }: NewRecoverySecret): boolean {
  return recoveryKey !== undefined || recoveryCodes !== undefined;
}
