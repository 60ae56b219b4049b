import { useContext, useState } from "preact/hooks";
import type { Tally } from "../../api-audit-types.js";
import { useAuditTexts } from "../../strings/audit.js";
import { LanguageContext } from "../../strings/language.js";
import { TableFrame } from "../../ui/table-frame.js";
import { addressOf } from "../audit/audit-filter.js";
import { Link } from "../link.js";
import { type Bucket, type Range, roundUp, sumOf, totalOf } from "./buckets.js";
import { kinds } from "./patterns.js";

/** Height of the drawing in pixels; it is as wide as its box, and bars are placed by percent. */
const height = 160;

/** TimeChartProps: the bars in order. */
export interface TimeChartProps {
  readonly range: Range;
  readonly buckets: readonly Bucket[];
}

/**
 * TimeChart draws attempts over time. Each bar's numbers are read by pointing at it or with the slider, which takes the
 * arrow keys and says the numbers; and all are in a table.
 */
export function TimeChart({ range, buckets }: TimeChartProps) {
  const texts = useAuditTexts().numbers;
  const when = useWhen(range);
  const line = (of: string, { success, failure, refused }: Tally) =>
    texts.line(of, success, failure, refused);
  const [picked, setPicked] = useState(buckets.length - 1);
  const at = Math.min(picked, buckets.length - 1);
  const bucket = buckets[at];
  const top = roundUp(Math.max(1, ...buckets.map(totalOf)));
  const share = 100 / buckets.length;
  const title = texts.chart(totalOf(sumOf(buckets)), texts.ranges[range]);
  return (
    <figure class="chart stack">
      <figcaption class="unseen">{title}</figcaption>
      <div>
        <svg
          class="time-chart"
          role="img"
          aria-label={title}
          width="100%"
          height={height}
          onPointerMove={({ currentTarget, clientX }) => {
            const { left, width } = currentTarget.getBoundingClientRect();
            const over = Math.floor(((clientX - left) / width) * buckets.length);
            setPicked(Math.max(0, Math.min(buckets.length - 1, over)));
          }}
        >
          <desc>{line(texts.ranges[range], sumOf(buckets))}</desc>
          <rect class="time-picked" x={`${at * share}%`} width={`${share}%`} height={height} />
          {[0, 0.5].map((line) => (
            <line
              key={line}
              class="time-line"
              x1="0"
              x2="100%"
              y1={height * line + 0.5}
              y2={height * line + 0.5}
            />
          ))}
          <line class="time-axis" x1="0" x2="100%" y1={height - 0.5} y2={height - 0.5} />
          {buckets.map((one, index) => (
            <Bar
              key={one.begin.getTime()}
              bucket={one}
              x={(index + 0.1) * share}
              width={0.8 * share}
              top={top}
            />
          ))}
          <text class="time-number" x="2" y="14">
            {top}
          </text>
        </svg>
        <div class="time-ends" aria-hidden="true">
          {[buckets[0], buckets[Math.floor(buckets.length / 2)], buckets.at(-1)].map(
            (one, index) => one && <span key={index}>{when(one, true)}</span>,
          )}
        </div>
      </div>
      {bucket && (
        <div class="stack-tight">
          <input
            class="time-slider"
            type="range"
            min={0}
            max={buckets.length - 1}
            value={at}
            aria-label={texts.pick}
            aria-valuetext={line(when(bucket), bucket)}
            onInput={({ currentTarget }) => setPicked(Number(currentTarget.value))}
          />
          <p class="row row-ends">
            <span>{line(when(bucket), bucket)}</span>
            <Link to={entriesIn(bucket)}>{texts.toEntries}</Link>
          </p>
        </div>
      )}
      <ul class="legend">
        {kinds.map(([kind, fill]) => (
          <li key={kind}>
            <svg class="swatch" aria-hidden="true">
              <rect class={fill} width="100%" height="100%" rx="2" />
            </svg>
            {texts.kinds[kind]} <strong>{sumOf(buckets)[kind]}</strong>
          </li>
        ))}
      </ul>
      <details>
        <summary>{texts.asTable}</summary>
        <Table buckets={buckets} title={title} when={when} />
      </details>
    </figure>
  );
}

function entriesIn({ begin, end }: Bucket): string {
  return addressOf({ from: begin.toISOString(), to: new Date(end.getTime() - 1).toISOString() });
}

interface BarProps {
  readonly bucket: Bucket;
  readonly x: number;
  readonly width: number;
  readonly top: number;
}

function Bar({ bucket, x, width, top }: BarProps) {
  let base = height;
  return kinds.map(([kind, fill]) => {
    if (bucket[kind] === 0) return null;
    const tall = Math.max(2, (bucket[kind] / top) * (height - 2));
    base -= tall;
    // A hair of the ground stays between two parts.
    return (
      <rect key={kind} class={fill} x={`${x}%`} width={`${width}%`} y={base} height={Math.max(1, tall - 1)} />
    );
  });
}

interface TableProps {
  readonly buckets: readonly Bucket[];
  readonly title: string;
  readonly when: (bucket: Bucket) => string;
}

function Table({ buckets, title, when }: TableProps) {
  const texts = useAuditTexts().numbers;
  return (
    <TableFrame label={title}>
      <table class="table table-numbers">
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.when}</th>
            {kinds.map(([kind]) => (
              <th key={kind} scope="col">
                {texts.kinds[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.begin.getTime()}>
              <th scope="row">{when(bucket)}</th>
              {kinds.map(([kind]) => (
                <td key={kind}>{bucket[kind]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** Says which hour or day a bar is of. */
function useWhen(range: Range): (bucket: Bucket, short?: boolean) => string {
  const language = useContext(LanguageContext);
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
  const hour = new Intl.DateTimeFormat(language, { weekday: "short", hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short" });
  return ({ begin, end }, short = false) => {
    if (range !== "day") return day.format(begin);
    return short ? time.format(begin) : hour.formatRange(begin, end);
  };
}
