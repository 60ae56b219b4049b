import type { Coverage } from "../../api-people-types.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Bars } from "../bars.js";

/** CoverageChart draws how many users are protected, and by what; every number stands in words beside its bar. */
export function CoverageChart({ coverage }: { readonly coverage: Coverage }) {
  const texts = usePeopleTexts().coverage;
  const { users, by } = coverage;
  const row = (key: string, name: string, count: number, fill: string) => ({
    key,
    name,
    line: texts.line(name, count, users),
    total: count,
    parts: [{ count, fill }],
  });
  const rows = [
    row("protected", texts.protected, coverage.protected, "fill-in_stock"),
    row("unprotected", texts.unprotected, users - coverage.protected, "fill-lost"),
  ];
  const kinds = by.map(({ kind, users: count }) =>
    row(kind, texts.kinds[kind] ?? kind, count, "fill-assigned"),
  );
  return (
    <figure class="stack">
      <figcaption>
        {texts.summary(coverage.protected, users)}{" "}
        {coverage.suspended > 0 && <span class="soft">{texts.suspended(coverage.suspended)}</span>}
      </figcaption>
      <Bars rows={rows} longest={users} />
      {kinds.length > 0 && (
        <>
          <p>
            <strong>{texts.by}</strong> <span class="soft">{texts.byHint}</span>
          </p>
          <Bars rows={kinds} longest={users} />
        </>
      )}
    </figure>
  );
}
