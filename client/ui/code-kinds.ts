import type { Factor } from "../api-types.js";
import { type CodeKind, readCode } from "./code.js";

/** CodeFactor is a factor that is answered by typing. */
export type CodeFactor = Exclude<Factor, "webauthn">;

/** codeKinds says what is typed for which factor. */
export const codeKinds: Readonly<Record<CodeFactor, CodeKind>> = {
  totp: "digits",
  hotp: "token",
  "yubico-otp": "modhex",
  "recovery-key": "recovery",
  "bypass-code": "bypass",
  "break-glass": "recovery",
};

/** CodeAnswer is a typed code, and the factor that it is of. */
export interface CodeAnswer {
  readonly factor: CodeFactor;
  readonly code: string;
}

/** What a YubiKey types, and nobody by hand, and what has more digits than any other code: it is known by its look. */
const knownByLook: readonly CodeKind[] = ["modhex", "token", "bypass"];

/**
 * readAnswer takes what was typed into the field of the factor `shown`. A tap of a YubiKey is of its own factor,
 * where that is offered, whichever field had the focus. null where it is the code of none.
 */
export function readAnswer(typed: string, shown: CodeFactor, offered: readonly Factor[]): CodeAnswer | null {
  const code = readCode(typed, codeKinds[shown]);
  if (code !== null) return { factor: shown, code };
  for (const factor of offered) {
    if (factor === "webauthn" || !knownByLook.includes(codeKinds[factor])) continue;
    const other = readCode(typed, codeKinds[factor]);
    if (other !== null) return { factor, code: other };
  }
  return null;
}
