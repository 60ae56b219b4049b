/** Requests about what policy lets a person have and do, and about taking a token that was handed out. Each throws ApiError. */
import { send } from "./api.js";
import type { Factor, NewRecoverySecret } from "./api-types.js";

/** Grace is how long an enforced person without a second factor may still go on: until an instant, or for so many sign-ins. */
export type Grace = { readonly until: string } | { readonly logins: number };

/** OwnRules are the rules of policy that hold for one person. */
export interface OwnRules {
  /** A second factor is wanted of this person, maybe after some grace. */
  readonly enforced: boolean;
  readonly grace: Grace | null;
  /** Allowed factors in fallback order. */
  readonly factors: readonly Factor[];
  /** The allowed factors that this person has, in the order in which they are asked for. */
  readonly offered: readonly Factor[];
  readonly enrol: readonly ("app" | "device")[];
  readonly selfAssignTokens: boolean;
  readonly recovery: "key" | "codes" | "none";
  readonly rememberDays: number;
  /** Markdown. */
  readonly tokenMessage: string;
}

const userPath = (username: string): string => `/api/v1/users/${encodeURIComponent(username)}`;

/** readRules returns the rules that hold for a person. */
export function readRules(username: string): Promise<OwnRules> {
  return send("GET", `${userPath(username)}/rules`);
}

/** TokenTaken is a token in use; a recovery key or codes come with a person's first factor. */
export interface TokenTaken extends NewRecoverySecret {
  readonly credentialId: string;
  readonly factor: Factor;
}

/** takeToken takes a token that was handed out, by its serial number and its next code. */
export function takeToken(username: string, serial: string, code: string): Promise<TokenTaken> {
  return send("POST", `${userPath(username)}/tokens`, { serial, code });
}
