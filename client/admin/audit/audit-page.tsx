import { useRef, useState } from "preact/hooks";
import { readTrailState } from "../../api-audit.js";
import { useAuditTexts } from "../../strings/audit.js";
import { Notice } from "../../ui/notice.js";
import { StepHeading } from "../../ui/page.js";
import { useLatest } from "../../ui/use-latest.js";
import { mayReadAudit, useAdmin } from "../admin-context.js";
import { useQuery } from "../use-route.js";
import { useTitle } from "../use-title.js";
import { filterOf, questionOf } from "./audit-filter.js";
import { EntryList } from "./entry-list.js";
import { ExportLinks } from "./export-links.js";
import { FilterChips } from "./filter-chips.js";
import { FilterForm } from "./filter-form.js";
import { LiveSwitch } from "./live-switch.js";
import { OutboxCard } from "./outbox-card.js";
import { isWell, TrailCard } from "./trail-card.js";
import { useEntries } from "./use-entries.js";
import { useLive } from "./use-live.js";

/** AuditPage is the audit trail: search, what is found in words, new entries as they come, files, and its state. */
export function AuditPage() {
  const texts = useAuditTexts();
  const { session, first } = useAdmin();
  useTitle(texts.title);
  return (
    <>
      <div class="stack-tight">
        <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
        <p class="soft">{mayReadAudit(session) ? texts.lead : texts.forbidden}</p>
      </div>
      {mayReadAudit(session) && <Trail />}
    </>
  );
}

function Trail() {
  const { findings } = useAuditTexts().trail;
  const state = useLatest(readTrailState, []);
  const { value } = state;
  return (
    <>
      {value && !isWell(value) && <Notice tone="danger">{findings[value.finding]}</Notice>}
      <Search />
      <TrailCard state={state} />
      <OutboxCard />
    </>
  );
}

function Search() {
  const texts = useAuditTexts();
  const query = useQuery();
  const filter = filterOf(query);
  const question = questionOf(filter);
  const entries = useEntries(query);
  const [isLive, setLive] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const on = isLive && filter.to === "";
  const live = useLive({
    on,
    question: question.toString(),
    area,
    prepend: entries.prepend,
    reload: entries.list.reload,
  });
  return (
    <section class="card stack" aria-label={texts.filter.label}>
      <FilterForm key={query} filter={filter} />
      <FilterChips filter={filter} />
      <div class="audit-bar">
        <LiveSwitch on={on} spanned={filter.to !== ""} onSwitch={setLive} live={live} />
        <ExportLinks question={question} />
      </div>
      <div ref={area} class="stack" tabIndex={-1}>
        <EntryList
          entries={entries}
          filter={filter}
          waiting={live.waiting}
          onShow={() => {
            live.show();
            area.current?.focus();
          }}
        />
      </div>
    </section>
  );
}
