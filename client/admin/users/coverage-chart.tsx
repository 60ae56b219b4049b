import type { Coverage } from "../../api-people-types.js";
import { usePeopleTexts } from "../../strings/people.js";

/** The drawing is as wide as its box, in these units. */
const width = 1000;
const height = 10;

/** CoverageChart draws how many users are protected, and by what; every number stands in words beside its bar. */
export function CoverageChart({ coverage }: { readonly coverage: Coverage }) {
  const texts = usePeopleTexts().coverage;
  const { users, by } = coverage;
  const rows = [
    { key: "protected", name: texts.protected, count: coverage.protected, fill: "fill-in_stock" },
    { key: "unprotected", name: texts.unprotected, count: users - coverage.protected, fill: "fill-lost" },
  ];
  const kinds = by.map(({ kind, users: count }) => ({
    key: kind,
    name: texts.kinds[kind] ?? kind,
    count,
    fill: "fill-assigned",
  }));
  return (
    <figure class="stack">
      <figcaption>
        {texts.summary(coverage.protected, users)}{" "}
        {coverage.suspended > 0 && <span class="soft">{texts.suspended(coverage.suspended)}</span>}
      </figcaption>
      <Bars rows={rows} all={users} />
      {kinds.length > 0 && (
        <>
          <p>
            <strong>{texts.by}</strong> <span class="soft">{texts.byHint}</span>
          </p>
          <Bars rows={kinds} all={users} />
        </>
      )}
    </figure>
  );
}

interface BarsProps {
  readonly all: number;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly count: number;
    readonly fill: string;
  }[];
}

function Bars({ rows, all }: BarsProps) {
  const texts = usePeopleTexts().coverage;
  return (
    <ul class="bars">
      {rows.map(({ key, name, count, fill }) => (
        <li key={key} class="bar-row">
          <span class="bar-name">{name}</span>
          <svg
            class="bar"
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={texts.line(name, count, all)}
          >
            <rect class="bar-ground" width={width} height={height} />
            {count > 0 && (
              <rect class={fill} width={Math.max(4, (count * width) / Math.max(1, all))} height={height} />
            )}
          </svg>
          <span class="bar-total">{count}</span>
        </li>
      ))}
    </ul>
  );
}
