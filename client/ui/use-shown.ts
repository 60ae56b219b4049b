import { useState } from "preact/hooks";

/** Rows shown at once: a long list does not have to be drawn to be looked through. */
const portion = 50;

/** Shown is the beginning of a long list; `more` shows a further portion, and is null where all is shown. */
export interface Shown<T> {
  readonly rows: readonly T[];
  readonly more: (() => void) | null;
}

/** useShown shows a long list by portions. */
export function useShown<T>(all: readonly T[]): Shown<T> {
  const [count, setCount] = useState(portion);
  return {
    rows: all.slice(0, count),
    more: all.length > count ? () => setCount(count + portion) : null,
  };
}
