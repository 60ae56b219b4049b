import { useEffect } from "preact/hooks";
import { lettersProgress, previewLetters } from "../../api-policy.js";
import type { LettersPreview, LettersProgress, Policy } from "../../api-policy-types.js";
import { usePolicyTexts } from "../../strings/policy.js";
import { LoadState } from "../../ui/load-state.js";
import { Notice } from "../../ui/notice.js";
import { useLatest } from "../../ui/use-latest.js";
import { isFaulty } from "./faults.js";

/** LettersCardProps: `draft` is the policy with changes that are not saved, null without any; `version` is the one that holds. */
export interface LettersCardProps {
  readonly draft: Policy | null;
  readonly version: number;
}

/** How often the numbers are read again while they change, in milliseconds. */
const everyMs = 2000;
/** How long a draft is left alone before it is asked about, in milliseconds. */
const quietMs = 500;

/** LettersCard says who is told by e-mail that they need a second factor: how many would be, and how far it has come. */
export function LettersCard({ draft, version }: LettersCardProps) {
  const texts = usePolicyTexts().letters;
  const progress = useLatest(lettersProgress, [version]);
  const { value, reload } = progress;
  const moves = value !== null && (value.looking || (value.mail && value.due > 0));
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [moves, reload]);
  return (
    <section class="card stack" aria-labelledby="letters">
      <div class="stack-tight">
        <h2 id="letters">{texts.title}</h2>
        <p class="soft">{texts.lead}</p>
      </div>
      <LoadState of={progress} />
      {value && !value.mail && <Notice tone="warning">{texts.noMail}</Notice>}
      {draft !== null && !isFaulty(draft) && <Preview draft={draft} />}
      {value && draft === null && <Progress progress={value} />}
    </section>
  );
}

function Preview({ draft }: { readonly draft: Policy }) {
  const texts = usePolicyTexts().letters;
  const key = JSON.stringify(draft.enforcement);
  const preview = useLatest<LettersPreview>(async () => {
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    return previewLetters(draft);
  }, [key]);
  const { value } = preview;
  return (
    <div role="status" class="stack-tight">
      <LoadState of={preview} />
      {value && <p>{texts.would(value.letters)}</p>}
      {value && value.withoutAddress > 0 && <p>{texts.withoutAddress(value.withoutAddress)}</p>}
    </div>
  );
}

function Progress({ progress }: { readonly progress: LettersProgress }) {
  const texts = usePolicyTexts().letters;
  const { looking, mail, due, told, failed, withoutAddress } = progress;
  const nothing = due + told + failed + withoutAddress === 0;
  return (
    <div role="status" class="stack-tight">
      {looking && <p>{texts.looking}</p>}
      {!looking && nothing && <p>{texts.nobody}</p>}
      {due + told > 0 && (
        <>
          <p>{mail || due === 0 ? texts.told(told, told + due) : texts.waiting(due)}</p>
          {mail && due > 0 && (
            <progress class="bar-progress" value={told} max={told + due} aria-label={texts.title} />
          )}
        </>
      )}
      {failed > 0 && <p>{texts.failed(failed)}</p>}
      {withoutAddress > 0 && <p>{texts.withoutAddress(withoutAddress)}</p>}
    </div>
  );
}
