import { useEffect } from "preact/hooks";
import { type DirectoryState, readDirectory } from "../../api-directory.js";
import { type Latest, useLatest } from "../../ui/use-latest.js";

/** While a run goes on it is looked at so often, in milliseconds. */
const lookMs = 1000;

/** useDirectory reads the directory's state, and again and again while a run goes on. */
export function useDirectory(): Latest<DirectoryState> {
  const state = useLatest(readDirectory, []);
  const { value, busy, reload } = state;
  useEffect(() => {
    // From answer to answer: one that is asked for sooner than the last has come would overtake it for ever.
    if (busy || !value?.running) return;
    const timer = setTimeout(reload, lookMs);
    return () => clearTimeout(timer);
  }, [busy, value, reload]);
  return state;
}
