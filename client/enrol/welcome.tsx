import { useState } from "preact/hooks";
import { useEnrolTexts } from "../strings/enrol.js";
import { Button } from "../ui/button.js";
import { StepHeading } from "../ui/page.js";
import type { FactorChoice } from "./choices.js";

/** WelcomeProps: pages about what is not among the `choices` are left out; closing it at any page is `onDone`. */
export interface WelcomeProps {
  readonly choices: readonly FactorChoice[];
  readonly onDone: () => void;
}

/** Welcome introduces the second factor and suitable apps, page by page. */
export function Welcome({ choices, onDone }: WelcomeProps) {
  const texts = useEnrolTexts().welcome;
  const [index, setIndex] = useState(0);
  const pages = texts.pages.filter(({ about }) => about === null || choices.includes(about));
  const page = pages[index];
  if (page === undefined) return null;
  const last = index === pages.length - 1;
  return (
    <section class="welcome stack-loose" aria-label={texts.heading}>
      <div class="row row-ends">
        <span class="dots" aria-hidden="true">
          {pages.map(({ title }, at) => (
            <span key={title} class={at === index ? "dot dot-now" : "dot"} />
          ))}
        </span>
        <Button look="quiet" onClick={onDone}>
          {texts.close}
        </Button>
      </div>
      <div class="welcome-page stack">
        <StepHeading key={index}>
          <span class="unseen">{texts.of(index + 1, pages.length)}: </span>
          {page.title}
        </StepHeading>
        <p>{page.body}</p>
        {page.items.length > 0 && (
          <ul class="apps">
            {page.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )}
      </div>
      <div class="row row-ends">
        {index > 0 ? (
          <Button look="secondary" onClick={() => setIndex(index - 1)}>
            {texts.previous}
          </Button>
        ) : (
          <span />
        )}
        <Button type="button" onClick={() => (last ? onDone() : setIndex(index + 1))}>
          {last ? texts.done : texts.next}
        </Button>
      </div>
    </section>
  );
}
