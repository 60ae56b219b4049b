import { ApiError } from "../../api.js";
import { readPerson } from "../../api-people.js";
import { usePeopleTexts } from "../../strings/people.js";
import { LoadState } from "../../ui/load-state.js";
import { StepHeading } from "../../ui/page.js";
import { useLatest } from "../../ui/use-latest.js";
import { mayChangeTokens, useAdmin } from "../admin-context.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { useTitle } from "../use-title.js";
import { ActivityCard } from "./activity-card.js";
import { BypassCard } from "./bypass-card.js";
import { DevicesCard } from "./devices-card.js";
import { FactorsCard } from "./factors-card.js";
import { OrderCard } from "./order-card.js";
import { ProfileCard } from "./profile-card.js";
import { SessionsCard } from "./sessions-card.js";
import { UserActions } from "./user-actions.js";

/** UserPage is all about one user: who they are, what protects them, where they are signed in, and what can be done. */
export function UserPage({ username }: { readonly username: string }) {
  const texts = usePeopleTexts();
  const { session, first } = useAdmin();
  const person = useLatest(() => readPerson(username), []);
  const { value, failure } = person;
  useTitle(value?.username ?? username);
  const back = (
    <p>
      <Link to={pathOf({ at: "users" })}>
        <span aria-hidden="true">← </span>
        {texts.back}
      </Link>
    </p>
  );
  if (value === null) {
    const isNobody = failure instanceof ApiError && (failure.status === 404 || failure.status === 400);
    return (
      <>
        {back}
        <StepHeading quietAtFirst={first}>{isNobody ? texts.notFound.heading : username}</StepHeading>
        {isNobody ? <p>{texts.notFound.lead(username)}</p> : <LoadState of={person} />}
      </>
    );
  }
  return (
    <>
      {back}
      <div class="row row-ends">
        <StepHeading quietAtFirst={first}>{value.username}</StepHeading>
        {value.suspended && <span class="badge badge-warning">{texts.suspended}</span>}
      </div>
      <div class="token-cards">
        <div class="stack-loose">
          <ProfileCard person={value} onChanged={person.set} />
          <UserActions person={value} onChanged={person.set} />
        </div>
        <div class="stack-loose">
          <FactorsCard person={value} onChanged={person.set} />
          <OrderCard person={value} onChanged={person.set} />
          <BypassCard person={value} />
          {mayChangeTokens(session) && (
            <>
              <SessionsCard person={value} />
              <DevicesCard person={value} />
            </>
          )}
          <ActivityCard person={value} />
        </div>
      </div>
    </>
  );
}
