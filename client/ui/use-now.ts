import { useEffect, useState } from "preact/hooks";
import { serverNow } from "../api.js";

/** useNow is the service's clock in milliseconds; the component is drawn anew each `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
