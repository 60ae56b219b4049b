import type { Factor } from "../api-types.js";
import type { CodeKind } from "./code.js";

/** CodeFactor is a factor that is answered by typing. */
export type CodeFactor = Exclude<Factor, "webauthn">;

/** codeKinds says what is typed for which factor. */
export const codeKinds: Readonly<Record<CodeFactor, CodeKind>> = {
  totp: "digits",
  hotp: "digits",
  "yubico-otp": "modhex",
  "recovery-key": "recovery",
};
