import { breakGlass } from "./break-glass.js";
import { bypassCode } from "./bypass-code.js";
import type { Factor, FactorKind } from "./factor.js";
import { hotp } from "./hotp.js";
import { password } from "./password.js";
import { recoveryKey } from "./recovery-key.js";
import { resynchronisation } from "./resynchronisation.js";
import { totp } from "./totp.js";
import { webauthn } from "./webauthn.js";
import { yubicoOtp } from "./yubico-otp.js";

/** The factors of Latchkey in the default fallback order. A new factor is its own file and one line here. */
export const FACTORS: readonly Factor[] = [
  webauthn,
  totp,
  hotp,
  yubicoOtp,
  recoveryKey,
  bypassCode,
  breakGlass,
  password,
  resynchronisation,
] as readonly Factor[];

/** Finds factors by type and by kind; nothing else in the server switches on the type. */
export interface FactorRegistry {
  readonly all: readonly Factor[];
  get(type: string): Factor | undefined;
  ofKind(kind: FactorKind): readonly Factor[];
}

export function createRegistry(factors: readonly Factor[]): FactorRegistry {
  const byType = new Map(factors.map((factor) => [factor.type, factor]));
  return {
    all: factors,
    get: (type) => byType.get(type),
    ofKind: (kind) => factors.filter((factor) => factor.kind === kind),
  };
}
