import { useState } from "preact/hooks";
import { useEnrolTexts } from "../strings/enrol.js";
import { Button } from "../ui/button.js";
import { StepHeading } from "../ui/page.js";

/** Welcome introduces the second factor and suitable apps, page by page; closing it at any page is `onDone`. */
export function Welcome({ onDone }: { readonly onDone: () => void }) {
  const texts = useEnrolTexts().welcome;
  const [index, setIndex] = useState(0);
  const page = texts.pages[index];
  if (page === undefined) return null;
  const last = index === texts.pages.length - 1;
  return (
    <section class="welcome stack-loose" aria-label={texts.heading}>
      <div class="row row-ends">
        <span class="dots" aria-hidden="true">
          {texts.pages.map(({ title }, at) => (
            <span key={title} class={at === index ? "dot dot-now" : "dot"} />
          ))}
        </span>
        <Button look="quiet" onClick={onDone}>
          {texts.close}
        </Button>
      </div>
      <div class="welcome-page stack">
        <StepHeading key={index}>
          <span class="unseen">{texts.of(index + 1, texts.pages.length)}: </span>
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
