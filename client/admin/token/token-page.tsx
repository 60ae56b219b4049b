import { ApiError } from "../../api.js";
import { readToken } from "../../api-tokens.js";
import { useTokenTexts } from "../../strings/token.js";
import { LoadState } from "../../ui/load-state.js";
import { StepHeading } from "../../ui/page.js";
import { useLatest } from "../../ui/use-latest.js";
import { useAdmin } from "../admin-context.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { StateBadge } from "../stock/state-badge.js";
import { useTitle } from "../use-title.js";
import { HistoryCard } from "./history-card.js";
import { TokenActions } from "./token-actions.js";
import { TokenFacts } from "./token-facts.js";
import { TokenLabel } from "./token-label.js";

/** TokenPage is all about one token: what it is, who has it, what can be done, and what happened. */
export function TokenPage({ serial }: { readonly serial: string }) {
  const texts = useTokenTexts();
  const { first } = useAdmin();
  const token = useLatest(() => readToken(serial), []);
  const { value, failure } = token;
  useTitle(texts.title(serial));
  const back = (
    <p class="no-print">
      <Link to={pathOf({ at: "tokens" })}>
        <span aria-hidden="true">← </span>
        {texts.back}
      </Link>
    </p>
  );
  if (value === null) {
    const isNone = failure instanceof ApiError && (failure.status === 404 || failure.status === 400);
    return (
      <>
        {back}
        <StepHeading quietAtFirst={first}>
          {isNone ? texts.notFound.heading : texts.title(serial)}
        </StepHeading>
        {isNone ? <p>{texts.notFound.lead(serial)}</p> : <LoadState of={token} />}
      </>
    );
  }
  return (
    <>
      {back}
      <div class="row row-ends no-print">
        <StepHeading quietAtFirst={first}>{texts.title(value.serial)}</StepHeading>
        <StateBadge state={value.state} />
      </div>
      <div class="token-cards">
        <div class="stack-loose">
          <TokenFacts token={value} />
          <TokenActions token={value} onChanged={token.set} />
        </div>
        <div class="stack-loose">
          <TokenLabel token={value} />
          <HistoryCard token={value} />
        </div>
      </div>
    </>
  );
}
