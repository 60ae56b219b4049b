import { useState } from "preact/hooks";
import {
  type DirectoryConnection,
  type DirectoryCount,
  type DirectoryRun,
  type DirectoryState,
  syncDirectory,
} from "../../api-directory.js";
import { useDirectoryTexts } from "../../strings/directory.js";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { Facts, Since } from "../../ui/facts.js";
import { Notice } from "../../ui/notice.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { mayAdministerUsers, useAdmin } from "../admin-context.js";

/** RunCardProps: `onState` gets what a new run begins with. */
export interface RunCardProps {
  readonly state: DirectoryState;
  readonly connection: DirectoryConnection;
  readonly onState: (state: DirectoryState) => void;
}

/** RunCard shows the run that goes on, or what the last one did, and begins another. */
export function RunCard({ state, connection, onState }: RunCardProps) {
  const texts = useDirectoryTexts().run;
  const { session, unlocked, say } = useAdmin();
  const action = useAction();
  const [asking, setAsking] = useState(false);
  const { run, running, completeAt, nextAt } = state;
  const begin = async (acceptSuspensions: boolean) => {
    onState(await syncDirectory(acceptSuspensions));
    say(texts.started);
  };
  const own = { conflict: texts.going };
  return (
    <section class="card stack" aria-labelledby="run">
      <h2 id="run">{texts.title}</h2>
      {run === null ? <p>{texts.never}</p> : running ? <Going run={run} /> : <Ended run={run} />}
      <Facts>
        {run && <Since label={running ? texts.began : texts.ended} at={run.endedAt ?? run.startedAt} />}
        {completeAt && run?.outcome !== "complete" && <Since label={texts.last} at={completeAt} />}
        {nextAt && !running && <Since label={texts.next} at={nextAt} />}
      </Facts>
      <Outcome action={action} own={own} />
      {mayAdministerUsers(session) && !running && (
        <div class="row">
          <Button
            type="button"
            busy={action.busy}
            onClick={() => unlocked(() => action.run(() => begin(false)))}
          >
            {texts.start}
          </Button>
          {run?.outcome === "held" && (
            <Button look="danger" onClick={() => unlocked(() => setAsking(true))}>
              {texts.suspend}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={texts.suspendTitle}
          submit={texts.suspend}
          own={own}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            await begin(true);
            setAsking(false);
          }}
        >
          <p>{texts.suspendLead(connection.suspendPercent)}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function Going({ run: { phase, done, total } }: { readonly run: DirectoryRun }) {
  const texts = useDirectoryTexts().run;
  const isCounted = phase === "changing" && total !== null;
  return (
    <div class="stack-tight">
      <p role="status">{isCounted ? texts.changing(done, total) : texts.reading(done)}</p>
      <progress
        class="bar-progress"
        aria-label={texts.progress}
        {...(isCounted ? { max: Math.max(total, 1), value: done } : {})}
      />
    </div>
  );
}

const order: readonly DirectoryCount[] = ["read", "created", "updated", "suspended", "resumed", "refused"];

function Ended({ run: { outcome, counts, faults, faultCount } }: { readonly run: DirectoryRun }) {
  const texts = useDirectoryTexts().run;
  const shown = outcome ?? "interrupted";
  return (
    <>
      <div class="stack-tight">
        <div>
          <span class={shown === "complete" ? "badge" : "badge badge-warning"}>{texts.outcomes[shown]}</span>
        </div>
        {shown === "complete" ? (
          <p>{texts.meaning[shown]}</p>
        ) : (
          <Notice tone="warning">{texts.meaning[shown]}</Notice>
        )}
      </div>
      <dl class="particulars run-counts">
        {order.map((count) => (
          <div key={count}>
            <dt>{texts.counts[count]}</dt>
            <dd>{counts[count]}</dd>
          </div>
        ))}
      </dl>
      {faults.length > 0 && (
        <div class="stack-tight">
          <h3>{texts.faults}</h3>
          {/* In the service's own words, which are English. */}
          <ul lang="en" class="stack-tight bullets">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
          {faultCount > faults.length && <p class="soft">{texts.further(faultCount - faults.length)}</p>}
        </div>
      )}
    </>
  );
}
