import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useOrderTexts } from "../strings/order.js";
import { moved, placeAt } from "./reorder.js";

/** ReorderListProps: `children` draws what stands beside an item's name; an item's key is the item itself. */
export interface ReorderListProps<T extends string> {
  readonly label: string;
  readonly items: readonly T[];
  readonly nameOf: (item: T) => string;
  readonly onOrder: (items: readonly T[]) => void;
  readonly children?: (item: T) => ComponentChildren;
}

type Way = "up" | "down";

/**
 * ReorderList is a list in an order that matters. It is put in order by dragging with mouse, pen or finger, or with the
 * two buttons of each item, which keep the focus as the item moves; each move is spoken.
 */
export function ReorderList<T extends string>({
  label,
  items,
  nameOf,
  onOrder,
  children,
}: ReorderListProps<T>) {
  const texts = useOrderTexts();
  const [said, setSaid] = useState("");
  const [dragged, setDragged] = useState<T | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const refocus = useRef<{ item: T; way: Way } | null>(null);
  useLayoutEffect(() => {
    // A node that is moved loses the focus.
    if (refocus.current === null) return;
    const { item, way } = refocus.current;
    list.current?.querySelector<HTMLElement>(`[data-move="${way} ${CSS.escape(item)}"]`)?.focus();
    refocus.current = null;
  }, [items]);

  const put = (item: T, to: number) => {
    const next = moved(items, item, to);
    if (next === items) return;
    onOrder(next);
    setSaid(texts.now(nameOf(item), next.indexOf(item) + 1, next.length));
  };
  const step = (item: T, way: Way) => {
    const at = items.indexOf(item);
    const to = way === "up" ? at - 1 : at + 1;
    if (to < 0 || to >= items.length) return setSaid(way === "up" ? texts.first : texts.last);
    refocus.current = { item, way };
    put(item, to);
  };
  // As it is drawn last: a drag outlives many drawings.
  const drag = useRef<(item: T, y: number) => void>(() => {});
  drag.current = (item, y) => {
    const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
    put(item, placeAt(rows, items.indexOf(item), y));
  };
  // Before the next event: the first moves may come at once.
  useLayoutEffect(() => {
    if (dragged === null) return;
    // Not by capturing the pointer, which a node loses that is moved.
    const move = (event: PointerEvent) => drag.current(dragged, event.clientY);
    const end = () => setDragged(null);
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
    return () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
    };
  }, [dragged]);
  return (
    <>
      <ol class="order" ref={list} aria-label={label}>
        {items.map((item, index) => (
          <li key={item} class={item === dragged ? "order-item order-dragged" : "order-item"}>
            <span
              class="order-grip"
              aria-hidden="true"
              onPointerDown={(event) => {
                if (event.button !== 0) return;
                event.preventDefault();
                setDragged(item);
              }}
            >
              <Grip />
            </span>
            <span class="order-place" aria-hidden="true">
              {index + 1}
            </span>
            <span class="order-name">{nameOf(item)}</span>
            <span class="order-moves">
              {children?.(item)}
              <MoveButton
                way="up"
                item={item}
                words={texts.up(nameOf(item))}
                ended={index === 0}
                onMove={step}
              />
              <MoveButton
                way="down"
                item={item}
                words={texts.down(nameOf(item))}
                ended={index === items.length - 1}
                onMove={step}
              />
            </span>
          </li>
        ))}
      </ol>
      <span class="unseen" role="status">
        {said}
      </span>
    </>
  );
}

interface MoveButtonProps<T extends string> {
  readonly way: Way;
  readonly item: T;
  readonly words: string;
  /** There is no further to go; the button says so and keeps the focus. */
  readonly ended: boolean;
  readonly onMove: (item: T, way: Way) => void;
}

function MoveButton<T extends string>({ way, item, words, ended, onMove }: MoveButtonProps<T>) {
  return (
    <button
      type="button"
      class="order-move"
      aria-label={words}
      aria-disabled={ended ? "true" : undefined}
      data-move={`${way} ${item}`}
      onClick={() => onMove(item, way)}
    >
      <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
        <path
          d={way === "up" ? "M10 16V4.5m-5 5 5-5 5 5" : "M10 4v11.5m-5-5 5 5 5-5"}
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
    </button>
  );
}

function Grip() {
  return (
    <svg viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
      {[5, 10, 15].flatMap((y) => [7, 13].map((x) => <circle key={`${x} ${y}`} cx={x} cy={y} r="1.5" />))}
    </svg>
  );
}
