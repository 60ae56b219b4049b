import type { Caller } from "../audit/audit.js";
import { type Decision, decide } from "../policy/decide.js";
import { rulesFor } from "../policy/policy.js";
import { newSecret } from "../secrets.js";
import type { Purpose, User, UserVerification } from "../storage/storage.js";
import type { VerificationDeps } from "./deps.js";
import { emergencyFactors } from "./emergency.js";
import { instantOf, secondsLeft } from "./guard.js";
import { type Offered, offer, userOrDecoy } from "./offer.js";
import { recordSkip } from "./record-skip.js";
import { type DeviceToken, useDevice } from "./remembered-device.js";

/** Who is to be verified, for whom and how. */
export interface Beginning {
  username: string;
  purpose: Purpose;
  /** The application that may attempt, read and exchange it. */
  application: string;
  userVerification: UserVerification;
  /** Whether a recovery key may be offered: on Latchkey's own pages, and to applications that promise to show the new one. */
  recovery: boolean;
  redirectUri: string | null;
  state: string | null;
  /** Keyed hash of the session to be elevated. */
  sessionId: string | null;
  /** What is offered instead of what policy decides; elevation and passkeys choose for themselves. */
  offer?: (user: User, byPolicy: () => Decision) => Decision;
  /** Token of a remembered browser, where it sent one. */
  deviceToken?: string | undefined;
  caller: Caller;
}

/** A verification that was begun. */
export interface Begun {
  /** The bearer id; only its keyed hash is stored. */
  verificationId: string;
  decision: Decision["decision"];
  reason: string | null;
  factors: Offered[];
  /** What the administrator wrote (Markdown) for a user who is asked for a second factor and has none that is allowed; else null. */
  tokenMessage: string | null;
  /** Whole seconds while the user's guard stands. */
  retryAfterSeconds: number | null;
  expiresAt: Date;
  /** The next token of a remembered browser, whose last one was used up just now. */
  device: DeviceToken | null;
  /** Whether the browser may be remembered once it is verified. */
  mayRemember: boolean;
  /** The user, or the decoy of an unknown name. */
  user: User;
}

/** Begins a verification: one read, one write, the same for names that nobody has. */
export async function begin(deps: VerificationDeps, beginning: Beginning): Promise<Begun> {
  deps.decoys.assertLeft(beginning.caller.ip ?? beginning.application);
  const id = deps.keys.userId(beginning.username);
  const found = await deps.storage.users.read(id);
  const user = userOrDecoy(deps, beginning.username, found);
  const policy = await deps.policy.current();
  const { application, caller } = beginning;
  // The instant matters to grace alone, which no decoy has.
  const situation = { user, application, ip: caller.ip, now: found?.now ?? user.createdAt };
  const byPolicy = () => decide(policy, situation, deps.factors);
  const wanted = beginning.offer?.(user, byPolicy) ?? byPolicy();
  const isSignIn = beginning.purpose !== "elevation" && wanted.decision === "required";
  // Who asks for PIN or finger wants them now, not as of some day before.
  const takesRemembered = isSignIn && beginning.userVerification !== "required";
  const device =
    takesRemembered && beginning.deviceToken ? await useDevice(deps, user, beginning.deviceToken) : null;
  const decided: Decision = device
    ? { decision: "skipped", reason: "remembered_device", factors: [] }
    : wanted;
  const isAsked = beginning.purpose === "session" && decided.decision === "required";
  const types = [
    ...decided.factors.filter((type) => beginning.recovery || deps.factors.get(type)?.kind !== "recovery"),
    ...(isAsked ? emergencyFactors(deps, user, situation.now) : []),
  ];
  // Whoever begins it may raise what policy asks for, never lower it.
  const rules = rulesFor(policy, user.groups);
  const stated = [beginning.userVerification, rules.userVerification];
  const userVerification = stated.includes("required") ? "required" : "preferred";
  const { offered, challenge } = await offer(deps, user, types, userVerification === "required");
  const verificationId = newSecret();
  const { now, expiresAt } = await deps.storage.verifications.begin(
    {
      id: deps.keys.digest("verification", verificationId),
      purpose: beginning.purpose,
      application: beginning.application,
      userId: id,
      username: beginning.username,
      challenge,
      userVerification,
      takesRemembered: takesRemembered && device === null,
      redirectUri: beginning.redirectUri,
      state: beginning.state,
      ip: beginning.caller.ip,
      userAgent: beginning.caller.userAgent,
      sessionId: beginning.sessionId,
      outcome: null,
    },
    deps.relyingParty.timeoutSeconds,
  );
  if (decided.decision === "skipped") await recordSkip(deps, beginning.caller, user, decided.reason, now);
  return {
    verificationId,
    decision: decided.decision,
    reason: decided.decision === "required" ? null : decided.reason,
    factors: offered,
    tokenMessage: decided.decision === "required" && offered.length === 0 ? rules.tokenMessage : null,
    retryAfterSeconds: secondsLeft(user.guard, instantOf(user.guard, now)),
    expiresAt,
    device,
    mayRemember: takesRemembered && device === null && rules.rememberDays > 0,
    user,
  };
}
