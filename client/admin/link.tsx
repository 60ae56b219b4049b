import type { ComponentChildren } from "preact";
import { go } from "./use-route.js";

/** LinkProps: `to` is an address of the console; `stay` where it is another search on the same page. */
export interface LinkProps {
  readonly to: string;
  readonly class?: string;
  readonly current?: boolean;
  readonly stay?: boolean;
  readonly children: ComponentChildren;
}

/** Link leads to another page of the console, and is an ordinary link to whoever wants a new tab. */
export function Link({ to, current, stay, children, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={to}
      aria-current={current ? "page" : undefined}
      onClick={(event) => {
        const plain =
          event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
        if (!plain) return;
        event.preventDefault();
        go(to, { stay });
      }}
    >
      {children}
    </a>
  );
}
