import { useState } from "preact/hooks";
import { policyHistory } from "../../api-policy.js";
import type { PolicyVersion } from "../../api-policy-types.js";
import { usePolicyTexts } from "../../strings/policy.js";
import { Button } from "../../ui/button.js";
import { LoadState } from "../../ui/load-state.js";
import { Time } from "../../ui/time.js";
import { useLatest } from "../../ui/use-latest.js";
import { type Change, changesOf } from "./changes.js";

/** How many versions are shown at first. */
const fewest = 5;

/** HistoryCard lists who changed the policy when, and what; it reads anew once there is another version. */
export function HistoryCard({ version }: { readonly version: number }) {
  const texts = usePolicyTexts().history;
  const history = useLatest(policyHistory, [version]);
  const [all, setAll] = useState(false);
  const versions = history.value ?? [];
  const shown = all ? versions : versions.slice(0, fewest);
  return (
    <section class="card stack" aria-labelledby="history">
      <h2 id="history">{texts.title}</h2>
      <LoadState of={history} />
      {history.value?.length === 0 && <p>{texts.empty}</p>}
      {shown.length > 0 && (
        <ol class="items items-close">
          {shown.map((one) => (
            <Version key={one.version} version={one} />
          ))}
        </ol>
      )}
      {shown.length < versions.length && (
        <div>
          <Button look="secondary" onClick={() => setAll(true)}>
            {texts.more}
          </Button>
        </div>
      )}
    </section>
  );
}

function Version({ version: { version, at, by, changes } }: { readonly version: PolicyVersion }) {
  const texts = usePolicyTexts().history;
  const shown = changesOf(changes);
  return (
    <li class="item">
      <div class="item-words stack-tight">
        <div class="row row-ends">
          <h3>{texts.entry(version, by)}</h3>
          <span class="soft">
            <Time at={at} />
          </span>
        </div>
        {shown.length === 0 ? (
          <p class="soft">{texts.same}</p>
        ) : (
          <details>
            <summary>{texts.changes(shown.length)}</summary>
            <dl class="diff">
              {shown.map((change) => (
                <Diff key={`${change.group} ${change.what}`} change={change} />
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}

function Diff({ change: { group, what, before, after } }: { readonly change: Change }) {
  const { history: texts, rules } = usePolicyTexts();
  const names: Readonly<Record<string, string>> = { ...texts.enforcement, ...rules.names };
  const isRule = what.startsWith("rules.");
  const last = what.split(".").at(-1) ?? what;
  const known: Readonly<Record<string, string>> = isRule ? rules.names : names;
  const name =
    what === "groups"
      ? texts.groupOrder
      : what === "basicAuthentication.users"
        ? texts.basicUsers
        : (known[last] ?? what);
  return (
    <div class="diff-entry">
      <dt>{group === null ? name : texts.of(group, name)}</dt>
      <dd>
        <del>
          <span class="unseen">{texts.before}: </span>
          {wordsOf(before) ?? texts.nothing}
        </del>
        <ins>
          <span class="unseen">{texts.after}: </span>
          {wordsOf(after) ?? texts.nothing}
        </ins>
      </dd>
    </div>
  );
}

/** A value as it stands in the policy; null where there is none. */
function wordsOf(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(String).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
