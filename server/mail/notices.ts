import type { User } from "../storage/storage.js";

/** What a user is told by e-mail. */
export type Notice =
  | { kind: "factor_added"; credentialName: string; factor: string }
  | { kind: "factor_removed"; credentialName: string; factor: string }
  | { kind: "recovery_key_used" }
  | { kind: "recovery_key_renewed" }
  | { kind: "recovery_code_used"; left: number }
  | { kind: "recovery_codes_renewed" }
  | { kind: "password_changed" }
  | { kind: "blocked"; application: string | null };

/** Tells users what happened to their second factor. Never waits and never fails: a notice is no condition of anything. */
export interface Notices {
  tell(user: User, notice: Notice, at: Date): void;
  /** Resolves when everything told so far was sent or given up. */
  close(): Promise<void>;
}
