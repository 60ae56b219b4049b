/**
 * What the sign-in page shows, as plain JSON: the service renders a page from it, the browser goes on from it.
 */
import type {
  ErrorCode,
  Factor,
  HostedVerification,
  OfferedFactor,
  RecoveryUsed,
  Verification,
} from "../api-types.js";
import { secretsOf } from "../recovery.js";

/** SIGN_IN_FORM is the id of the form of the password and of the second step. */
export const SIGN_IN_FORM = "sign-in";

/** LoginState is one view of the sign-in page. */
export interface LoginState {
  readonly step: "password" | "remembered" | "factor" | "recovery-key" | "codes-left" | "expired" | "done";
  readonly username: string;
  /** Where to go when all is done: one of our own pages, or the application's address. */
  readonly next: string;
  /** The second step's id; on a hosted page `hosted.page` stands in its place. */
  readonly verificationId?: string | undefined;
  /** Set where another application checked the password and sent the person here. */
  readonly hosted?: { readonly page: string; readonly application: string } | undefined;
  readonly factors: readonly OfferedFactor[];
  readonly factor?: Factor | undefined;
  /** Markdown of the administrator, where no factor is offered. */
  readonly tokenMessage?: string | undefined;
  readonly mayRemember: boolean;
  /** The browser was remembered and is no more: why a factor is asked for all the same. */
  readonly forgotten?: boolean | undefined;
  /** How the last attempt ended, where the service rendered the page. */
  readonly code?: ErrorCode | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** What came of a used recovery key or code; a new key or new codes are shown once. */
  readonly recovery?: RecoveryUsed | undefined;
  /** For the form that acknowledges the recovery key without JavaScript. */
  readonly csrfToken?: string | undefined;
}

/**
 * BYPASS is the help desk's one-time code. It is never among the factors that the service offers: everybody can type one,
 * so that the page tells nobody who has been given one.
 */
export const BYPASS = "bypass-code" satisfies Factor;

/** ordered puts the recovery key last, whatever the order it came in; else the service's order stands. */
export function ordered(factors: readonly OfferedFactor[]): readonly OfferedFactor[] {
  const last = factors.filter(({ factor }) => factor === "recovery-key");
  return [...factors.filter(({ factor }) => factor !== "recovery-key"), ...last];
}

/** nextFactor is where "use another way" leads: the next in the order, after the last the first; else null. */
export function nextFactor(state: Pick<LoginState, "factors" | "factor">): Factor | null {
  const { factors } = state;
  const at = factors.findIndex(({ factor }) => factor === state.factor);
  const next = factors[(at + 1) % factors.length]?.factor;
  return next === undefined || next === state.factor ? null : next;
}

/** secondStep goes from the password to the first factor of the order. */
export function secondStep(state: LoginState, begun: Verification): LoginState {
  const factors = ordered(begun.factors);
  return {
    ...afresh(state),
    step: "factor",
    verificationId: begun.verificationId,
    factors,
    factor: factors[0]?.factor,
    tokenMessage: begun.tokenMessage,
    mayRemember: begun.rememberDevice ?? false,
    retryAfterSeconds: begun.retryAfterSeconds,
  };
}

/** hostedStep opens the second step of a person whose password another application has checked; a remembered browser is tried first. */
export function hostedStep(state: LoginState, page: string, begun: HostedVerification): LoginState {
  const factors = ordered(begun.factors);
  return {
    ...afresh(state),
    step: begun.remembered ? "remembered" : "factor",
    username: begun.displayName ?? begun.username,
    hosted: { page, application: begun.application },
    factors,
    factor: factors[0]?.factor,
    tokenMessage: begun.tokenMessage,
    mayRemember: begun.rememberDevice ?? false,
    retryAfterSeconds: begun.retryAfterSeconds,
  };
}

/** notRemembered asks for a factor after all. */
export function notRemembered(state: LoginState): LoginState {
  return { ...afresh(state), step: "factor", forgotten: true };
}

/** startOver goes back to the password; the user name stays. `code` says why, if it was not the person's wish. */
export function startOver(state: LoginState, code?: ErrorCode): LoginState {
  return {
    ...afresh(state),
    step: state.hosted ? "expired" : "password",
    factors: [],
    factor: undefined,
    code,
  };
}

/** withoutKeyOptions forgets the key's challenge once the service has used it up. */
export function withoutKeyOptions(state: LoginState): LoginState {
  return {
    ...state,
    factors: state.factors.map((offered) =>
      offered.factor === "webauthn" ? { factor: offered.factor } : offered,
    ),
  };
}

/** finished goes on from a right answer: over what takes a used recovery key's place, or how many codes are left. */
export function finished(
  state: LoginState,
  {
    returnTo,
    recoveryKey,
    recoveryCodes,
    recoveryCodesLeft,
  }: RecoveryUsed & { readonly returnTo?: string | undefined },
): LoginState {
  const base = { ...afresh(state), next: returnTo ?? (state.hosted ? "" : state.next) };
  const made = { recoveryKey, recoveryCodes };
  if (secretsOf(made).length > 0) return { ...base, step: "recovery-key", recovery: made };
  if (recoveryCodesLeft === undefined) return { ...base, step: "done" };
  return { ...base, step: "codes-left", recovery: { recoveryCodesLeft } };
}

/** emptyLogin is the sign-in page as first opened; `next` is the page to go on to. */
export function emptyLogin(next: string): LoginState {
  return { step: "password", username: "", next, factors: [], mayRemember: false };
}

function afresh(state: LoginState): LoginState {
  return { ...state, code: undefined, retryAfterSeconds: undefined, recovery: undefined };
}
