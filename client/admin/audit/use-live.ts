import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AuditEntry } from "../../api-audit-types.js";
import { type TailState, useTail } from "./use-tail.js";

/** How often it is looked whether entries that came may be shown, in milliseconds. */
const lookMs = 1000;
/** New entries are told to screen readers at most so often, in milliseconds. */
const tellMs = 5000;

/** Live is the list that grows by itself. */
export interface Live {
  readonly state: TailState;
  /** How many came while the person reads, and are not shown yet. */
  readonly waiting: number;
  /** What screen readers are told. */
  readonly told: readonly AuditEntry[];
  readonly show: () => void;
}

interface LiveProps {
  readonly on: boolean;
  readonly question: string;
  readonly area: RefObject<HTMLElement | null>;
  readonly prepend: (fresh: readonly AuditEntry[]) => void;
  readonly reload: () => void;
}

/**
 * useLive shows new entries as they come, but moves nothing under the eyes of somebody who reads: they wait while the
 * list is scrolled, pointed at, has the focus in it or text selected.
 */
export function useLive({ on, question, area, prepend, reload }: LiveProps): Live {
  const pending = useRef<readonly AuditEntry[]>([]);
  const untold = useRef<readonly AuditEntry[]>([]);
  const [waiting, setWaiting] = useState(0);
  const [told, setTold] = useState<readonly AuditEntry[]>([]);

  const flush = () => {
    const fresh = pending.current;
    pending.current = [];
    setWaiting(0);
    if (fresh.length > 0) prepend(fresh);
  };
  const latest = useRef(flush);
  latest.current = flush;

  const state = useTail(on, question, {
    onEntry(entry) {
      pending.current = [entry, ...pending.current];
      untold.current = [entry, ...untold.current];
      if (isRead(area.current)) setWaiting(pending.current.length);
      else flush();
    },
    onBack() {
      pending.current = [];
      setWaiting(0);
      reload();
    },
  });

  useEffect(() => {
    if (!on) return;
    let toldAt = 0;
    const timer = setInterval(() => {
      if (pending.current.length > 0 && !isRead(area.current)) latest.current();
      if (untold.current.length === 0 || performance.now() - toldAt < tellMs) return;
      toldAt = performance.now();
      setTold(untold.current);
      untold.current = [];
    }, lookMs);
    return () => {
      clearInterval(timer);
      pending.current = [];
      untold.current = [];
      setWaiting(0);
      setTold([]);
    };
  }, [on, question, area]);

  return { state, waiting, told, show: flush };
}

function isRead(area: HTMLElement | null): boolean {
  if (area === null) return false;
  const selection = document.getSelection();
  return (
    area.getBoundingClientRect().top < 0 ||
    area.matches(":hover") ||
    area.contains(document.activeElement) ||
    (selection !== null && !selection.isCollapsed && area.contains(selection.anchorNode))
  );
}
