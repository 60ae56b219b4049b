/**
 * What an application and the service exchange. Written out by hand, so that the client stands alone; tests hold these
 * types to the schemas that the service validates with.
 */

/** JsonObject is JSON that goes between the browser and the service as it is; an application need not look into it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** VerificationContext is what the application knows of the person's browser. */
export interface VerificationContext {
  /** The person's address; it counts only from an application that was registered with `mayStateIp`. */
  readonly ip?: string;
  /** Up to 256 characters of the browser's User-Agent. */
  readonly userAgent?: string;
  /** Token of a remembered browser, from its cookie. */
  readonly deviceToken?: string;
}

/** VerifyInput is a code to be checked in one call. */
export interface VerifyInput {
  readonly username: string;
  /** As it was typed; spaces do not matter. */
  readonly code: string;
  /** Try this factor only; without it every code factor of the user is tried, as one attempt. */
  readonly factor?: string;
  readonly context?: VerificationContext;
}

/** Verified is a right answer. There is no other: everything else is thrown. */
export interface Verified extends RememberedBrowser {
  readonly verified: true;
  readonly factor: string;
  readonly credentialId: string;
  /** The new recovery key, which the application promised to show, once, after the old one was used. */
  readonly recoveryKey?: string | undefined;
  /** In its place, where the policy has codes by now: ten of them, to be shown once. */
  readonly recoveryCodes?: readonly string[] | undefined;
  /** After a recovery code was used: how many the user has left. Say it. */
  readonly recoveryCodesLeft?: number | undefined;
}

/** BeginInput begins a verification. */
export interface BeginInput {
  readonly username: string;
  readonly context?: VerificationContext;
  /** `required` asks for PIN or biometric, and lets no remembered browser through; it can raise what policy asks for, never lower it. */
  readonly userVerification?: "required" | "preferred" | "discouraged";
  /** A registered redirect URI, to use the hosted page. */
  readonly redirectUri?: string;
  /** Comes back with the browser and with `exchange`; an unguessable value bound to the browser's session. */
  readonly state?: string;
}

/** OfferedFactor is one way through the second step. */
export interface OfferedFactor {
  readonly factor: string;
  /** With `webauthn`: options for the browser (`PublicKeyCredentialRequestOptionsJSON`). */
  readonly options?: JsonObject | undefined;
}

/** Begun is a verification that was begun. */
export interface Begun extends RememberedBrowser {
  readonly verificationId: string;
  readonly decision: "required" | "skipped" | "enrolment_required";
  /** Why, where the decision is not `required`. */
  readonly reason?: string | undefined;
  /** In fallback order: offer the first one first. */
  readonly factors: readonly OfferedFactor[];
  /** Whole seconds, while the user's guard stands. */
  readonly retryAfterSeconds?: number | undefined;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** True where policy lets the browser be remembered; ask its person, and send `rememberDevice` with the attempt. */
  readonly rememberDevice?: boolean | undefined;
  /** With a redirect URI: where to send the browser. */
  readonly url?: string | undefined;
  /** Where the user must enrol first and the application may let them. */
  readonly ticket?: string | undefined;
}

/** AttemptInput answers a verification that was begun. */
export interface AttemptInput {
  readonly factor: string;
  /** A code as it was typed, or what the browser answered (`AuthenticationResponseJSON`). */
  readonly response: { readonly code: string } | JsonObject;
  readonly rememberDevice?: boolean | undefined;
}

/** RememberedBrowser is the token to keep in the browser's cookie; it takes the place of the one that was sent. */
export interface RememberedBrowser {
  readonly deviceToken?: string | undefined;
  /** ISO 8601. */
  readonly deviceTokenExpiresAt?: string | undefined;
}

/** ExchangeInput is what the hosted page came back with. */
export interface ExchangeInput {
  readonly code: string;
  /** The one that the verification was begun with, to the letter. */
  readonly redirectUri: string;
}

/** Exchanged says who was verified on the hosted page. */
export interface Exchanged {
  readonly username: string;
  readonly verified: true;
  /** The factor that was answered; `remembered-device` where none was, as the browser is remembered. */
  readonly factor: string;
  /** Authentication method references (RFC 8176); empty for a remembered browser. */
  readonly amr: readonly string[];
  /** ISO 8601: when a factor was answered; for a remembered browser that is when it was remembered. */
  readonly authTime: string;
  /** Compare it with the one in the browser's session. */
  readonly state: string | null;
}

/** TicketInput asks for a link into onboarding or the security profile. */
export interface TicketInput {
  readonly username: string;
  readonly purpose: "enrol" | "profile";
  readonly redirectUri?: string;
}

/** Ticket is a single-use link, good for five minutes. */
export interface Ticket {
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}
