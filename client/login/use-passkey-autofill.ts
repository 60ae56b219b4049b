import { useEffect, useRef } from "preact/hooks";
import { ApiError } from "../api.js";
import { beginPasskey, signInWithPasskey } from "../api-session.js";
import type { Verified } from "../api-types.js";
import { abortCeremony, askKey, CeremonyError, supportsAutofill } from "../webauthn.js";

/** PasskeyAutofill: `onVerified` gets the sign-in, `onRefused` that a chosen passkey was not accepted. */
export interface PasskeyAutofill {
  readonly onVerified: (verified: Verified) => void;
  readonly onRefused: (error: unknown) => void;
}

/** A challenge lives five minutes on the service; a fresh one replaces it before that, in milliseconds. */
const renewAfterMs = 240_000;

/**
 * usePasskeyAutofill offers passkeys in the user name field (WebAuthn Level 3 section 5.1.7, conditional
 * mediation) as long as the component is there. Where browser or policy do not want it, nothing happens.
 */
export function usePasskeyAutofill(handlers: PasskeyAutofill): void {
  const latest = useRef(handlers);
  latest.current = handlers;

  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const offer = async (): Promise<void> => {
      const begun = await beginPasskey().catch(() => null);
      if (begun === null || gone) return;
      timer = setTimeout(() => {
        abortCeremony();
        void offer();
      }, renewAfterMs);
      const chosen = await askKey(begun.options, true).catch((error: unknown) => {
        if (!(error instanceof CeremonyError)) throw error;
        return null;
      });
      if (chosen === null || gone) return;
      clearTimeout(timer);
      try {
        latest.current.onVerified(await signInWithPasskey(begun.verificationId, chosen));
      } catch (error) {
        latest.current.onRefused(error);
        // While a back-off stands, nothing is offered that could only be refused.
        const refusesAll = error instanceof ApiError && error.code === "too_many_attempts";
        if (!gone && !refusesAll) await offer();
      }
    };

    void supportsAutofill().then((supported) => {
      if (supported && !gone) return offer();
    });
    return () => {
      gone = true;
      clearTimeout(timer);
      abortCeremony();
    };
  }, []);
}
