import { useState } from "preact/hooks";
import { serverNow } from "../../api.js";
import { readNumbers } from "../../api-audit.js";
import type { AuditNumbers } from "../../api-audit-types.js";
import { useAuditTexts } from "../../strings/audit.js";
import { LoadState } from "../../ui/load-state.js";
import { Select } from "../../ui/select.js";
import { useLatest } from "../../ui/use-latest.js";
import { Bars } from "../bars.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { type Bucket, bucketsOf, type Range, spanOf, totalOf } from "./buckets.js";
import { kinds, Patterns } from "./patterns.js";
import { TimeChart } from "./time-chart.js";

const ranges: readonly Range[] = ["day", "week", "month"];

interface Read {
  readonly range: Range;
  readonly buckets: readonly Bucket[];
  readonly numbers: AuditNumbers;
}

async function read(range: Range): Promise<Read> {
  const span = spanOf(range, new Date(serverNow()));
  const numbers = await readNumbers(span.from, span.to);
  return { range, numbers, buckets: bucketsOf(range, span, numbers.intervals) };
}

/** SignInsCard draws how people signed in lately: over time, by factor, and who was refused most. */
export function SignInsCard() {
  const texts = useAuditTexts().numbers;
  const [range, setRange] = useState<Range>("day");
  const latest = useLatest(() => read(range), [range]);
  return (
    <section class="card stack" aria-labelledby="sign-ins">
      <div class="row row-ends">
        <h2 id="sign-ins">{texts.title}</h2>
        <Link to={pathOf({ at: "audit" })}>{texts.toAudit}</Link>
      </div>
      <Select
        label={texts.range}
        name="range"
        value={range}
        options={ranges.map((one) => [one, texts.ranges[one]] as const)}
        onValue={setRange}
      />
      <LoadState of={latest} />
      {latest.value && <Charts key={latest.value.range} of={latest.value} />}
    </section>
  );
}

function Charts({ of: { range, buckets, numbers } }: { readonly of: Read }) {
  const { numbers: texts, factors: names } = useAuditTexts();
  const { factors, mostBlocked } = numbers;
  if (buckets.every((bucket) => totalOf(bucket) === 0)) return <p>{texts.empty}</p>;
  return (
    <>
      <Patterns />
      <TimeChart range={range} buckets={buckets} />
      <h3>{texts.byFactor}</h3>
      <Bars
        longest={Math.max(...factors.map(totalOf))}
        rows={[...factors]
          .sort((a, b) => totalOf(b) - totalOf(a))
          .map((of) => ({
            key: of.factor,
            name: names[of.factor] ?? of.factor,
            line: texts.line(names[of.factor] ?? of.factor, of.success, of.failure, of.refused),
            total: totalOf(of),
            parts: kinds.map(([kind, fill]) => ({ count: of[kind], fill })),
          }))}
      />
      <div class="stack-tight">
        <h3>{texts.mostBlocked}</h3>
        <p class="soft">{mostBlocked.length === 0 ? texts.nobodyBlocked : texts.mostBlockedHint}</p>
      </div>
      {mostBlocked.length > 0 && (
        <Bars
          longest={Math.max(...mostBlocked.map(({ refusals }) => refusals))}
          rows={mostBlocked.map(({ user, refusals }) => ({
            key: user,
            name: <Link to={pathOf({ at: "user", username: user })}>{user}</Link>,
            line: texts.blockedLine(user, refusals),
            total: refusals,
            parts: [{ count: refusals, fill: "fill-refused-plain" }],
          }))}
        />
      )}
    </>
  );
}
