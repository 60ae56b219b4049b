import { useEffect, useState } from "preact/hooks";
import { type Place, placeOf } from "./route.js";

const moved = "latchkey-moved";

/** go opens another page of the console without leaving the document. */
export function go(path: string): void {
  history.pushState(null, "", path);
  dispatchEvent(new Event(moved));
  scrollTo(0, 0);
}

/** Visit is the page that is shown; `first` while it is the one that the document was opened with. */
export interface Visit {
  readonly place: Place;
  readonly first: boolean;
}

/** useRoute follows the address, also through the browser's own back and forward. */
export function useRoute(): Visit {
  const [visit, setVisit] = useState<Visit>(() => ({ place: placeOf(location.pathname), first: true }));
  useEffect(() => {
    const follow = () => setVisit({ place: placeOf(location.pathname), first: false });
    addEventListener("popstate", follow);
    addEventListener(moved, follow);
    return () => {
      removeEventListener("popstate", follow);
      removeEventListener(moved, follow);
    };
  }, []);
  return visit;
}
