import { useState } from "preact/hooks";
import { EntryItem } from "../../activity/entry-item.js";
import type { Token, TokenEvent } from "../../api-token-types.js";
import { tokenHistory } from "../../api-tokens.js";
import { useTokenTexts } from "../../strings/token.js";
import { Button } from "../../ui/button.js";
import { LoadState } from "../../ui/load-state.js";
import { useLatest } from "../../ui/use-latest.js";

/** How many entries are shown at first. */
const fewest = 8;

/** HistoryCard lists what happened to a token and by it; it reads anew after each change. */
export function HistoryCard({ token }: { readonly token: Token }) {
  const texts = useTokenTexts().history;
  const history = useLatest(() => tokenHistory(token.serial), [token]);
  const [all, setAll] = useState(false);
  const entries = history.value ?? [];
  const shown = all ? entries : entries.slice(0, fewest);
  return (
    <section class="card stack no-print" aria-labelledby="history">
      <div class="stack-tight">
        <h2 id="history">{texts.title}</h2>
        <p class="soft">{texts.lead}</p>
      </div>
      <LoadState of={history} />
      {history.value?.length === 0 && <p>{texts.empty}</p>}
      {shown.length > 0 && (
        <ol class="items items-close" aria-label={texts.list}>
          {shown.map((entry, index) => (
            <Entry key={`${entry.at} ${entries.length - index}`} entry={entry} />
          ))}
        </ol>
      )}
      {shown.length < entries.length && (
        <div>
          <Button look="secondary" onClick={() => setAll(true)}>
            {texts.more}
          </Button>
        </div>
      )}
    </section>
  );
}

function Entry({ entry: { at, action, outcome, actor, user } }: { readonly entry: TokenEvent }) {
  const texts = useTokenTexts().history;
  const known: Readonly<Record<string, string>> = texts.outcomes;
  return (
    <EntryItem
      title={texts.actions[action] ?? texts.other}
      at={at}
      outcome={outcome}
      outcomeWords={known[outcome]}
      facts={[user === null ? null : texts.for(user), actor === "anonymous" ? null : texts.by(actor)]}
    />
  );
}
