import { readOutbox } from "../../api-audit.js";
import type { OutboxDestination } from "../../api-audit-types.js";
import { useAuditTexts } from "../../strings/audit.js";
import { Facts } from "../../ui/facts.js";
import { LoadState } from "../../ui/load-state.js";
import { Time } from "../../ui/time.js";
import { useLatest } from "../../ui/use-latest.js";

/** OutboxCard tells where the audit trail is sent, how far each destination has come, and what keeps it. */
export function OutboxCard() {
  const texts = useAuditTexts().outbox;
  const outbox = useLatest(readOutbox, []);
  return (
    <section class="card stack" aria-labelledby="outbox">
      <h2 id="outbox">{texts.title}</h2>
      <LoadState of={outbox} />
      {outbox.value?.length === 0 && <p>{texts.none}</p>}
      {outbox.value && outbox.value.length > 0 && (
        <ul class="items">
          {outbox.value.map((one) => (
            <Destination key={`${one.destination} ${one.target}`} of={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Destination({ of }: { readonly of: OutboxDestination }) {
  const texts = useAuditTexts().outbox;
  const { destination, target, lag, oldest, deliveredAt, overdue, failure } = of;
  return (
    <li class="item">
      <div class="item-words">
        <p>
          {texts.kinds[destination]} <span class="serial">{target}</span>{" "}
          {overdue && <span class="badge badge-warning">{texts.overdue}</span>}
        </p>
        <Facts>
          <li>{lag === 0 ? texts.upToDate : texts.lag(lag)}</li>
          {oldest !== null && (
            <li>
              {texts.oldest} <Time at={oldest} />
            </li>
          )}
          <li>
            {deliveredAt === null ? (
              texts.never
            ) : (
              <>
                {texts.delivered} <Time at={deliveredAt} />
              </>
            )}
          </li>
        </Facts>
        {failure && (
          <p class="field-error">
            {texts.failing} <Time at={failure.since} />: {failure.message}
          </p>
        )}
      </div>
    </li>
  );
}
