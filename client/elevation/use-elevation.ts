import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { onLocked, serverNow } from "../api.js";
import type { Session } from "../api-types.js";

/** Elevation is whether the settings are unlocked, and how they become so. */
export interface Elevation {
  readonly session: Session;
  /** The unlock dialog is asked for. */
  readonly asking: boolean;
  /** Runs it once the settings are unlocked, asking where they are not; not at all where the person gives up. */
  readonly unlocked: (then: () => void) => void;
  /** Takes the session as the service sees it now, elevated or not. */
  readonly adopt: (session: Session) => void;
  readonly done: (session: Session) => void;
  readonly giveUp: () => void;
}

interface Wait {
  readonly promise: Promise<void>;
  readonly fulfil: () => void;
  readonly reject: () => void;
}

/** What would lapse before a person has read the next dialog counts as lapsed; in milliseconds. */
const tooShortMs = 5000;

/**
 * useElevation keeps the session's elevation. Any request that the service refuses for want of it asks as well,
 * and is made once more afterwards.
 */
export function useElevation(initial: Session): Elevation {
  const [session, setSession] = useState(initial);
  const [asking, setAsking] = useState(false);
  const wait = useRef<Wait | null>(null);

  const ask = useCallback((): Promise<void> => {
    wait.current ??= newWait();
    setAsking(true);
    return wait.current.promise;
  }, []);
  useEffect(() => {
    onLocked(ask);
    return () => onLocked(null);
  }, [ask]);

  const settle = (how: "fulfil" | "reject") => {
    setAsking(false);
    wait.current?.[how]();
    wait.current = null;
  };
  return {
    session,
    asking,
    unlocked: (then) => {
      if (unlockedFor(session) > tooShortMs) then();
      else ask().then(then, () => undefined);
    },
    adopt: setSession,
    done: (renewed) => {
      setSession(renewed);
      settle("fulfil");
    },
    giveUp: () => settle("reject"),
  };
}

/** unlockedFor is how many milliseconds the settings stay unlocked; 0 where they are locked. */
export function unlockedFor({ elevatedUntil }: Pick<Session, "elevatedUntil">): number {
  return elevatedUntil === null ? 0 : Math.max(0, Date.parse(elevatedUntil) - serverNow());
}

function newWait(): Wait {
  let fulfil = () => {};
  let reject = () => {};
  const promise = new Promise<void>((yes, no) => {
    fulfil = yes;
    reject = () => no(new Error("The person gave up."));
  });
  return { promise, fulfil, reject };
}
