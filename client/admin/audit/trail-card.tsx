import type { TrailState } from "../../api-audit-types.js";
import { useAuditTexts } from "../../strings/audit.js";
import { Button } from "../../ui/button.js";
import { CopyButton } from "../../ui/copy-button.js";
import { LoadState } from "../../ui/load-state.js";
import { Time } from "../../ui/time.js";
import type { Latest } from "../../ui/use-latest.js";

const command = "latchkey audit verify";

/** isWell says whether nothing speaks for a change of the trail. */
export const isWell = ({ finding }: TrailState): boolean => finding === "fits" || finding === "no_checkpoint";

/** TrailCard tells whether the trail's newest checkpoint fits, and how to go through all of it. */
export function TrailCard({ state }: { readonly state: Latest<TrailState> }) {
  const texts = useAuditTexts().trail;
  const { value } = state;
  return (
    <section class="card stack" aria-labelledby="trail">
      <h2 id="trail">{texts.title}</h2>
      <LoadState of={state} />
      {value && (
        <>
          <p class={isWell(value) ? "outcome-good" : "outcome-bad"}>{texts.findings[value.finding]}</p>
          {value.last && (
            <p class="soft">
              {texts.last(value.last.number)} <Time at={value.last.at} />.{" "}
              {texts.chains(value.chains, value.grown)}
            </p>
          )}
          <div>
            <Button look="secondary" busy={state.busy} onClick={state.reload}>
              {texts.again}
            </Button>
          </div>
          <p>{texts.command}</p>
          <div class="row">
            <code class="command">{command}</code>
            <CopyButton text={command} />
          </div>
        </>
      )}
    </section>
  );
}
