import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api.js";

/** Latest is something read from the service, read again whenever what it depends on changes. */
export interface Latest<T> {
  /** The last answer; null before the first. */
  readonly value: T | null;
  readonly failure: ApiError | null;
  readonly busy: boolean;
  readonly reload: () => void;
  /** Puts what is known otherwise in place of the answer. */
  readonly set: (value: T) => void;
}

/** useLatest reads at first and whenever one of `keys` changes; an answer that was overtaken by a later one is dropped. */
export function useLatest<T>(read: () => Promise<T>, keys: readonly unknown[]): Latest<T> {
  const [value, setValue] = useState<T | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(true);
  const turn = useRef(0);
  const reader = useRef(read);
  reader.current = read;
  const reload = useCallback(() => {
    turn.current += 1;
    const own = turn.current;
    setBusy(true);
    reader
      .current()
      .then(
        (answer) => {
          if (own !== turn.current) return;
          setValue(answer);
          setFailure(null);
        },
        (error: unknown) => {
          if (own === turn.current)
            setFailure(error instanceof ApiError ? error : new ApiError("internal_error", 0));
        },
      )
      .finally(() => {
        if (own === turn.current) setBusy(false);
      });
  }, []);
  useEffect(reload, [...keys]);
  return { value, failure, busy, reload, set: setValue };
}
