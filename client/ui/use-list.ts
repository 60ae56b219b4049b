import { useEffect, useState } from "preact/hooks";
import { type Action, useAction } from "./use-action.js";

/** List is something read from the service once the page is there; null until then. */
export interface List<T> {
  readonly entries: readonly T[] | null;
  readonly action: Action;
  readonly load: () => void;
}

/** useList reads a list, and reads it again at `load` and whenever one of `keys` changes. */
export function useList<T>(read: () => Promise<readonly T[]>, keys: readonly unknown[]): List<T> {
  const [entries, setEntries] = useState<readonly T[] | null>(null);
  const action = useAction();
  const load = () => action.run(async () => setEntries(await read()));
  useEffect(load, [...keys]);
  return { entries, action, load };
}
