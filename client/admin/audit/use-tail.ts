import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../../api.js";
import { searchAudit, tailPath } from "../../api-audit.js";
import type { AuditEntry } from "../../api-audit-types.js";

/** A connection that was refused is tried again after so long, in milliseconds. */
const retryMs = 5000;

/** TailState is how the live tail is doing; `ended` is for good, as the service does not let this person read on. */
export type TailState = "off" | "connecting" | "open" | "lost" | "ended";

/** Tail is what is done with what comes. */
export interface Tail {
  readonly onEntry: (entry: AuditEntry) => void;
  /** The connection is there again after it was lost: what came meanwhile has to be read. */
  readonly onBack: () => void;
}

/** useTail follows new entries that the question finds, while `on`; a lost connection is tried again. */
export function useTail(on: boolean, question: string, tail: Tail): TailState {
  const [state, setState] = useState<TailState>("off");
  const handlers = useRef(tail);
  handlers.current = tail;
  useEffect(() => {
    if (!on) {
      setState("off");
      return;
    }
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasOpen = false;
    let isOver = false;

    const connect = () => {
      source = new EventSource(tailPath(new URLSearchParams(question)));
      source.addEventListener("open", () => {
        setState("open");
        if (wasOpen) handlers.current.onBack();
        wasOpen = true;
      });
      source.addEventListener("message", ({ data }: MessageEvent<string>) =>
        handlers.current.onEntry(JSON.parse(data) as AuditEntry),
      );
      source.addEventListener("error", () => {
        setState("lost");
        // What broke off is tried again by the browser; what was refused is not.
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(again, retryMs);
      });
    };
    const again = () =>
      searchAudit(new URLSearchParams()).then(
        () => !isOver && connect(),
        (error: unknown) => {
          if (isOver) return;
          const refused = error instanceof ApiError && (error.status === 401 || error.status === 403);
          if (refused) setState("ended");
          else timer = setTimeout(again, retryMs);
        },
      );

    setState("connecting");
    connect();
    return () => {
      isOver = true;
      clearTimeout(timer);
      source?.close();
    };
  }, [on, question]);
  return state;
}
