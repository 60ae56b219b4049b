import { listPeople, readCoverage } from "../api-people.js";
import type { Coverage } from "../api-people-types.js";
import type { StockCount } from "../api-token-types.js";
import { useAuditTexts } from "../strings/audit.js";
import { LoadState } from "../ui/load-state.js";
import { useLatest } from "../ui/use-latest.js";
import { Link } from "./link.js";
import { pathOf } from "./route.js";

interface Numbers {
  readonly coverage: Coverage;
  readonly blocked: { readonly count: number; readonly more: boolean };
}

async function read(): Promise<Numbers> {
  const [coverage, blocked] = await Promise.all([
    readCoverage(),
    listPeople({ query: "", filter: "blocked" }),
  ]);
  return { coverage, blocked: { count: blocked.users.length, more: blocked.cursor !== undefined } };
}

/** Glance is the numbers that an administrator looks at first, each leading to the page behind it. */
export function Glance({ counts }: { readonly counts: readonly StockCount[] }) {
  const texts = useAuditTexts().home;
  const numbers = useLatest(read, []);
  const { value } = numbers;
  const sum = (some: readonly StockCount[]) => some.reduce((total, { count }) => total + count, 0);
  const inStock = sum(counts.filter(({ state }) => state === "in_stock"));
  if (value === null) return <LoadState of={numbers} />;
  const { coverage, blocked } = value;
  return (
    <section class="card stack" aria-labelledby="numbers">
      <h2 id="numbers">{texts.glance}</h2>
      <ul class="tiles">
        <Tile
          number={String(coverage.protected)}
          of={texts.ofUsers(coverage.users)}
          words={texts.protected}
          to={pathOf({ at: "users" })}
        />
        <Tile
          number={blocked.more ? texts.atLeast(blocked.count) : String(blocked.count)}
          words={texts.blocked}
          to={`${pathOf({ at: "users" })}?show=blocked`}
        />
        <Tile
          number={String(inStock)}
          of={texts.ofTokens(sum(counts))}
          words={texts.inStock}
          to={pathOf({ at: "tokens" })}
        />
      </ul>
    </section>
  );
}

interface TileProps {
  readonly number: string;
  readonly of?: string;
  readonly words: string;
  readonly to: string;
}

function Tile({ number, of, words, to }: TileProps) {
  return (
    <li class="tile">
      <span class="tile-number">
        {number} {of && <span class="tile-of">{of}</span>}
      </span>
      <Link to={to}>{words}</Link>
    </li>
  );
}
