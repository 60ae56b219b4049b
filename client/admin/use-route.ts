import { useEffect, useState } from "preact/hooks";
import { type Place, placeOf } from "./route.js";

const moved = "latchkey-moved";

/**
 * go opens another address of the console without leaving the document.
 * @param how `stay` leaves the page where it is scrolled to, for another search on the same page
 */
export function go(path: string, { stay = false } = {}): void {
  history.pushState(null, "", path);
  dispatchEvent(new Event(moved));
  if (!stay) scrollTo(0, 0);
}

/** Calls back whenever the address has changed. @returns ends it */
function onMove(follow: () => void): () => void {
  addEventListener("popstate", follow);
  addEventListener(moved, follow);
  return () => {
    removeEventListener("popstate", follow);
    removeEventListener(moved, follow);
  };
}

/** Visit is the page that is shown; `first` while it is the one that the document was opened with. */
export interface Visit {
  readonly place: Place;
  readonly first: boolean;
}

/** useRoute follows the address, also through the browser's own back and forward. */
export function useRoute(): Visit {
  const [visit, setVisit] = useState<Visit>(() => ({ place: placeOf(location.pathname), first: true }));
  useEffect(() => onMove(() => setVisit({ place: placeOf(location.pathname), first: false })), []);
  return visit;
}

/** useQuery is the query part of the address, such as `?user=anna`; it follows the address as useRoute does. */
export function useQuery(): string {
  const [query, setQuery] = useState(() => location.search);
  useEffect(() => onMove(() => setQuery(location.search)), []);
  return query;
}
