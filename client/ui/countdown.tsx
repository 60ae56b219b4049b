import { useEffect, useRef, useState } from "preact/hooks";
import { useCommonTexts } from "../strings/common.js";

/** CountdownProps: whole seconds from the moment it appears; give it a new `key` to begin anew. */
export interface CountdownProps {
  readonly seconds: number;
  readonly onOver?: (() => void) | undefined;
}

/** Speaking each second would drown everything else: at the start, each full minute, at 10 s, and at the end. */
const speaks = (left: number): boolean => left === 10 || (left > 0 && left % 60 === 0);

/** Countdown shows the seconds that are left and says them seldom; `onOver` is called once, at zero. */
export function Countdown({ seconds, onOver }: CountdownProps) {
  const texts = useCommonTexts().wait;
  const [left, setLeft] = useState(seconds);
  const [said, setSaid] = useState(() => texts.spoken(texts.time(seconds)));
  const over = useRef(onOver);
  over.current = onOver;
  // Another language does not begin the wait anew.
  const words = useRef(texts);
  words.current = texts;

  useEffect(() => {
    const end = performance.now() + seconds * 1000;
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      setLeft(now);
      if (speaks(now)) setSaid(words.current.spoken(words.current.time(now)));
      if (now > 0) return;
      clearInterval(timer);
      setSaid(words.current.over);
      over.current?.();
    }, 250);
    return () => clearInterval(timer);
  }, [seconds]);

  return (
    <div class={left > 0 ? "notice notice-warning" : "notice"}>
      <span aria-hidden="true">{left > 0 ? texts.shown(texts.time(left)) : texts.over}</span>
      <span class="unseen" role="alert">
        {said}
      </span>
    </div>
  );
}
