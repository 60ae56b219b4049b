import type { ComponentChildren } from "preact";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { Facts } from "../ui/facts.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";
import { browserName } from "./browser-name.js";

/** BrowserRowProps: `end` is the word on the button that ends it, null where nobody may; `children` are facts. */
export interface BrowserRowProps {
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly badge?: string | undefined;
  readonly end: string | null;
  readonly endOf: (label: string) => string;
  readonly onEnd: () => Promise<void>;
  readonly children: ComponentChildren;
}

/** BrowserRow is one browser in a list, by the name that people know it by. */
export function BrowserRow({ userAgent, ip, badge, end, endOf, onEnd, children }: BrowserRowProps) {
  const texts = useProfileTexts().sessions;
  const action = useAction();
  const { browser, system } = browserName(userAgent);
  const label =
    browser !== null && system !== null
      ? texts.browserOn(browser, system)
      : (browser ?? system ?? userAgent ?? texts.unknownBrowser);
  return (
    <li class="item">
      <div class="item-words">
        <h3>
          {label} {badge !== undefined && <span class="badge">{badge}</span>}
        </h3>
        <Facts>
          {children}
          {ip !== null && <li>{texts.from(ip)}</li>}
        </Facts>
        <Outcome action={action} />
      </div>
      {end !== null && (
        <Button
          look="secondary"
          aria-label={endOf(label)}
          busy={action.busy}
          onClick={(event) => {
            const heading = event.currentTarget.closest("section")?.querySelector("h2");
            action.run(async () => {
              await onEnd();
              heading?.focus();
            });
          }}
        >
          {end}
        </Button>
      )}
    </li>
  );
}
