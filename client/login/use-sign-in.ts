import { useMemo, useRef, useState } from "preact/hooks";
import { ApiError } from "../api.js";
import {
  acknowledgeRecoveryKey,
  attemptHosted,
  attemptSession,
  beginHosted,
  beginSession,
  recogniseHosted,
} from "../api-session.js";
import type {
  Factor,
  FactorResponse,
  HostedVerified,
  PublicKeyCredentialRequestOptionsJSON,
  Verification,
  Verified,
} from "../api-types.js";
import { afterPassword, leave } from "./leave.js";
import {
  finished,
  type LoginState,
  notRemembered,
  secondStep,
  startOver,
  withoutKeyOptions,
} from "./state.js";

/** SignIn is the sign-in page's state and everything that moves it on. */
export interface SignIn {
  readonly state: LoginState;
  readonly begun: (username: string, password: string, begun: Verification) => void;
  readonly passkey: (verified: Verified) => void;
  readonly attempt: (factor: Factor, response: FactorResponse, rememberDevice: boolean) => Promise<void>;
  /** Goes on with a remembered browser; where it is remembered no more, to the first factor. */
  readonly recognise: () => Promise<void>;
  readonly show: (factor: Factor) => void;
  readonly restart: () => void;
  /** Begins a new second step for another tap; null where only the page before this one can. */
  readonly renew: (() => Promise<PublicKeyCredentialRequestOptionsJSON>) | null;
  readonly acknowledge: () => Promise<void>;
}

/**
 * useSignIn runs a sign-in from the state the service rendered. The password stays in memory until the page is
 * left, so that a person whose key was refused can touch another without typing it again.
 */
export function useSignIn(initial: LoginState): SignIn {
  const [state, setState] = useState(initial);
  const password = useRef<string | null>(null);
  const moves = useMemo(() => {
    let current = initial;
    const move = (next: LoginState) => {
      current = next;
      setState(next);
      if (next.step === "done") leave(next.next);
    };
    /** Goes on from the answer; `refused` says what becomes of a wrong one. */
    const finish = async (
      answered: Promise<Verified | HostedVerified>,
      refused: (error: ApiError) => void,
    ) => {
      try {
        move(finished(current, await answered));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.code === "not_found") return move(startOver(current, "not_found"));
        if (error.status !== 401) throw error;
        refused(error);
      }
    };
    return {
      begun(username: string, secret: string, begun: Verification) {
        const elsewhere = afterPassword(begun, current.next);
        if (elsewhere !== null) return leave(elsewhere);
        password.current = secret;
        move(secondStep({ ...current, username }, begun));
      },
      passkey: (verified: Verified) => move(finished(current, verified)),
      show: (factor: Factor) => move({ ...current, factor }),
      restart: () => move(startOver(current)),
      async attempt(factor: Factor, response: FactorResponse, rememberDevice: boolean) {
        await finish(answer(current, factor, response, rememberDevice), (error) => {
          // A refused tap has used up its challenge; a refusal by the back-off (429) has not.
          if (factor === "webauthn") move(withoutKeyOptions(current));
          throw error;
        });
      },
      recognise: () =>
        finish(recogniseHosted(current.hosted?.page ?? ""), () => move(notRemembered(current))),
      async renew() {
        const { hosted, username } = current;
        const begun = hosted
          ? await beginHosted(hosted.page)
          : await beginSession(username, password.current ?? "");
        const options = begun.factors.find(({ factor }) => factor === "webauthn")?.options;
        if (options === undefined) throw new ApiError("verification_failed", 401);
        if (begun.retryAfterSeconds !== undefined) {
          throw new ApiError("too_many_attempts", 429, begun.retryAfterSeconds);
        }
        if ("verificationId" in begun) move({ ...secondStep(current, begun), factor: "webauthn" });
        return options;
      },
      async acknowledge() {
        if (current.hosted === undefined) await acknowledgeRecoveryKey();
        move({ ...current, step: "done", recovery: undefined });
      },
    };
  }, [initial]);
  return { ...moves, state, renew: state.hosted || password.current !== null ? moves.renew : null };
}

function answer(state: LoginState, factor: Factor, response: FactorResponse, rememberDevice: boolean) {
  return state.hosted
    ? attemptHosted(state.hosted.page, factor, response, rememberDevice)
    : attemptSession(state.verificationId ?? "", factor, response, rememberDevice);
}
