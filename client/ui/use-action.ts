import { useCallback, useRef, useState } from "preact/hooks";
import { ApiError } from "../api.js";
import type { ErrorCode } from "../api-types.js";
import type { CommonTexts } from "../strings/en/common.js";
import { CeremonyError } from "../webauthn.js";

/** Failure is how an action ended badly: the service refused, or the security key gave no answer. */
export type Failure = ApiError | CeremonyError;

/** Block is a running back-off; `serial` differs for each, so that a countdown begins anew. */
export interface Block {
  readonly seconds: number;
  readonly serial: number;
}

/** Action is something asked of the service: whether it runs, and how it last failed. */
export interface Action {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Set while the service refuses to look at attempts. */
  readonly block: Block | null;
  /** A back-off has just ended, and nothing was tried since. */
  readonly lapsed: boolean;
  /** Runs the work unless some is running; a failure ends up in `failure`, never thrown. */
  readonly run: (work: () => Promise<void>) => void;
  readonly clear: () => void;
  /** Says that the countdown is over. */
  readonly unblock: () => void;
}

let serials = 0;

/** Begun is how a page that the service rendered begins: with a refusal, or with a back-off that stands. */
export interface Begun {
  readonly code?: ErrorCode | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** useAction keeps one action's state for a form. */
export function useAction(begun: Begun = {}): Action {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(() =>
    begun.code === undefined ? null : new ApiError(begun.code, 0),
  );
  const [block, setBlock] = useState<Block | null>(() =>
    begun.retryAfterSeconds === undefined ? null : { seconds: begun.retryAfterSeconds, serial: 0 },
  );
  const [lapsed, setLapsed] = useState(false);
  const running = useRef(false);

  const run = useCallback((work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(null);
    setLapsed(false);
    const settled = () => {
      running.current = false;
      setBusy(false);
    };
    work().then(settled, (error: unknown) => {
      settled();
      const known = knownFailure(error);
      if (known instanceof CeremonyError && known.end === "aborted") return;
      setFailure(known);
      if (!(known instanceof ApiError) || known.code !== "too_many_attempts") return;
      serials += 1;
      setBlock({ seconds: known.retryAfterSeconds ?? 1, serial: serials });
    });
  }, []);
  const clear = useCallback(() => setFailure(null), []);
  const unblock = useCallback(() => {
    setBlock(null);
    setFailure(null);
    setLapsed(true);
  }, []);
  return { busy, failure, block, lapsed, run, clear, unblock };
}

function knownFailure(error: unknown): Failure {
  if (error instanceof ApiError || error instanceof CeremonyError) return error;
  return new ApiError("internal_error", 0);
}

/**
 * failureText says a failure in words. `own` are texts of the form for the codes that mean something special
 * there; a code without one has its general text.
 */
export function failureText(
  failure: Failure,
  texts: CommonTexts,
  own: Readonly<Record<string, string | undefined>> = {},
): string {
  if (failure instanceof ApiError) return own[failure.code] ?? texts.problems[failure.code];
  const end = failure.end === "aborted" ? "cancelled" : failure.end;
  return own[end] ?? texts.ceremonies[end];
}
