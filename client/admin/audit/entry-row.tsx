import { useState } from "preact/hooks";
import { EntryItem } from "../../activity/entry-item.js";
import type { AuditEntry } from "../../api-audit-types.js";
import { useAuditTexts } from "../../strings/audit.js";
import { Link } from "../link.js";
import { addressOf, type Field, type Filter } from "./audit-filter.js";
import { actorWords, sentenceOf } from "./sentence.js";

/** EntryRowProps: an entry, and the search that found it. */
export interface EntryRowProps {
  readonly entry: AuditEntry;
  readonly filter: Filter;
}

/** EntryRow is one entry in words, with the raw facts on demand. */
export function EntryRow({ entry, filter }: EntryRowProps) {
  const texts = useAuditTexts();
  const [isOpen, setOpen] = useState(false);
  const { at, outcome, factor, application, applicationName, ip, repeated } = entry;
  const sentence = sentenceOf(entry, texts);
  const isSaid = sentence.includes(actorWords(entry, texts));
  return (
    <EntryItem
      title={sentence}
      at={at}
      outcome={outcome}
      outcomeWords={texts.outcomes[outcome]}
      facts={[
        factor === null ? null : (texts.factors[factor] ?? factor),
        application === null || isSaid ? null : texts.facts.through(applicationName ?? application),
        ip === null ? null : texts.facts.from(ip),
        repeated === 0 ? null : texts.facts.repeated(repeated),
      ]}
    >
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          {texts.list.facts}
          <span class="unseen">: {sentence}</span>
        </summary>
        {isOpen && <RawFacts entry={entry} filter={filter} />}
      </details>
    </EntryItem>
  );
}

const searchable: ReadonlySet<string> = new Set<Field>([
  "user",
  "actor",
  "action",
  "outcome",
  "factor",
  "application",
  "ip",
  "serial",
]);

function RawFacts({ entry, filter }: EntryRowProps) {
  const texts = useAuditTexts();
  const { detail = {}, ...rest } = entry;
  const values: Readonly<Record<string, unknown>> = rest;
  const own = Object.entries(texts.rawFacts).map(([name, words]) => [name, words, values[name]] as const);
  const more = Object.entries(detail).map(([name, value]) => [name, name, value] as const);
  return (
    <dl class="raw">
      {[...own, ...more]
        .filter(([, , value]) => value !== null && value !== undefined && value !== "")
        .map(([name, words, value]) => (
          <div key={name}>
            <dt>{words}</dt>
            <dd>
              {searchable.has(name) ? (
                <Link stay to={addressOf({ ...filter, [name]: String(value) })}>
                  <span class="unseen">{texts.filter.only(words)} </span>
                  {String(value)}
                </Link>
              ) : (
                String(value)
              )}
            </dd>
          </div>
        ))}
    </dl>
  );
}
