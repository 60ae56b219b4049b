import { countStock } from "../api-tokens.js";
import type { User } from "../api-types.js";
import { useAdminTexts } from "../strings/admin.js";
import { LoadState } from "../ui/load-state.js";
import { StepHeading } from "../ui/page.js";
import { useLatest } from "../ui/use-latest.js";
import { administers, mayReadAudit, useAdmin } from "./admin-context.js";
import { BreakGlassCard } from "./break-glass-card.js";
import { Checklist } from "./checklist.js";
import { Glance } from "./glance.js";
import { Link } from "./link.js";
import { SignInsCard } from "./numbers/sign-ins-card.js";
import { pathOf } from "./route.js";
import { StockChart } from "./stock/stock-chart.js";
import { useTitle } from "./use-title.js";

/** HomePage is the overview: what is left to do, numbers at a glance, how people sign in, and the stock. */
export function HomePage({ user }: { readonly user: User }) {
  const texts = useAdminTexts();
  const { session, first } = useAdmin();
  const stock = useLatest(countStock, []);
  useTitle(texts.home.title);
  const roles = session.roles.map((role) => texts.roles[role]).join(", ");
  return (
    <>
      <div class="stack-tight">
        <StepHeading quietAtFirst={first}>{texts.home.title}</StepHeading>
        <p class="soft">{texts.home.as(roles)}</p>
      </div>
      {administers(session) && <Checklist user={user} />}
      <LoadState of={stock} />
      {stock.value && (
        <>
          <Glance counts={stock.value} />
          {mayReadAudit(session) && <SignInsCard />}
          {stock.value.length > 0 && (
            <section class="card stack" aria-labelledby="glance">
              <div class="row row-ends">
                <h2 id="glance">{texts.stock.glance}</h2>
                <Link to={pathOf({ at: "tokens" })}>{texts.home.toStock}</Link>
              </div>
              <StockChart counts={stock.value} />
            </section>
          )}
          {session.roles.includes("owner") && <BreakGlassCard username={user.username} />}
        </>
      )}
    </>
  );
}
