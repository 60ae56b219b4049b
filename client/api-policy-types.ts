/** The shapes of the policy as the console and the service exchange it. Types only. */

/** PolicyFactor is a factor that policy allows and orders. */
export type PolicyFactor = "webauthn" | "totp" | "hotp" | "yubico-otp";

/** Rules are what holds for a user. */
export interface Rules {
  /** Allowed factors in fallback order. */
  readonly factors: readonly PolicyFactor[];
  readonly enrol: readonly ("app" | "device")[];
  readonly selfAssignTokens: boolean;
  readonly recovery: "key" | "codes" | "none";
  readonly userVerification: "required" | "preferred" | "discouraged";
  readonly attestation: "none" | "direct" | "required";
  readonly passkeySignIn: "off" | "device-bound" | "any";
  /** Addresses and CIDR ranges. */
  readonly networks: readonly string[];
  readonly rememberDays: number;
  /** Markdown. */
  readonly tokenMessage: string;
}

/** EnforcedFor is whom a second factor is wanted of. */
export type EnforcedFor = "nobody" | "everybody" | "groups" | "applications" | "privileged";

/** Enforcement is who must have a second factor, and from when on. */
export interface Enforcement {
  readonly for: EnforcedFor;
  readonly groups: readonly string[];
  readonly applications: readonly string[];
  readonly exemptGroups: readonly string[];
  /** ISO 8601 instant. */
  readonly graceUntil: string | null;
  readonly graceLogins: number;
}

/** GroupRules is what a group has otherwise than the default. */
export interface GroupRules {
  readonly group: string;
  readonly rules: Partial<Rules>;
}

/** Policy is all of it. */
export interface Policy {
  readonly enforcement: Enforcement;
  readonly rules: Rules;
  readonly groups: readonly GroupRules[];
  /** Users whose password alone is taken by HTTP basic authentication. */
  readonly basicAuthentication: { readonly users: readonly string[] };
}

/** VersionedPolicy is the policy with the version that a change is made from. */
export interface VersionedPolicy {
  readonly version: number;
  readonly policy: Policy;
}

/** PolicyChange is one place where a version differs from the one before. */
export interface PolicyChange {
  /** Dotted, such as `enforcement.for`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** PolicyVersion is who changed the policy when, and what. */
export interface PolicyVersion {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly changes: readonly PolicyChange[];
}

/** Question is a sign-in that somebody imagines. */
export interface Question {
  readonly username: string;
  readonly ip?: string;
  readonly application?: string;
  /** In place of the policy that holds. */
  readonly policy?: Policy;
}

/** Simulated is what would happen, and why, line by line. */
export interface Simulated {
  readonly decision: "required" | "skipped" | "enrolment_required";
  readonly reason?: string | undefined;
  readonly factors: readonly string[];
  readonly lines: readonly string[];
}

/** LettersProgress is how far those who need a second factor by the policy were told by e-mail. */
export interface LettersProgress {
  /** Whether a mail server is configured; without one, letters wait. */
  readonly mail: boolean;
  readonly version: number;
  /** Not all users were looked at yet. */
  readonly looking: boolean;
  readonly due: number;
  readonly told: number;
  readonly failed: number;
  readonly withoutAddress: number;
}

/** LettersPreview is how many would be told, if a policy were saved. */
export interface LettersPreview {
  readonly mail: boolean;
  readonly letters: number;
  readonly withoutAddress: number;
}
