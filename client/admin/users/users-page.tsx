import { useState } from "preact/hooks";
import { readCoverage } from "../../api-people.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { LoadState } from "../../ui/load-state.js";
import { StepHeading } from "../../ui/page.js";
import { Select } from "../../ui/select.js";
import { useLatest } from "../../ui/use-latest.js";
import { mayAdministerUsers, useAdmin } from "../admin-context.js";
import { Link } from "../link.js";
import { ListingCard } from "../listing/listing-card.js";
import { pathOf } from "../route.js";
import { go } from "../use-route.js";
import { useTitle } from "../use-title.js";
import { CoverageChart } from "./coverage-chart.js";
import { CreateUserDialog } from "./create-user-dialog.js";
import { type People, usePeople } from "./use-people.js";
import { UserTable } from "./user-table.js";

/** UsersPage is everybody: who is protected by what at a glance, and the list to search. */
export function UsersPage() {
  const texts = usePeopleTexts();
  const { session, first, unlocked, say } = useAdmin();
  const coverage = useLatest(readCoverage, []);
  const people = usePeople();
  const [creating, setCreating] = useState(false);
  useTitle(texts.title);
  return (
    <>
      <div class="row row-ends">
        <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
        <div class="row">
          <Link class="button button-secondary" to={pathOf({ at: "directory" })}>
            {texts.toDirectory}
          </Link>
          {mayAdministerUsers(session) && (
            <Button type="button" onClick={() => unlocked(() => setCreating(true))}>
              {texts.create.action}
            </Button>
          )}
        </div>
      </div>
      <section class="card stack" aria-labelledby="coverage">
        <h2 id="coverage">{texts.coverage.title}</h2>
        <LoadState of={coverage} />
        {coverage.value && (
          <>
            <CoverageChart coverage={coverage.value} />
            {coverage.value.protected < coverage.value.users && (
              <div>
                <Button look="secondary" onClick={() => people.change({ query: "", filter: "unprotected" })}>
                  {texts.coverage.showUnprotected}
                </Button>
              </div>
            )}
          </>
        )}
      </section>
      <UserListing people={people} />
      {creating && (
        <CreateUserDialog
          onClose={() => setCreating(false)}
          onDone={({ username }) => {
            setCreating(false);
            say(texts.create.done(username));
            go(pathOf({ at: "user", username }));
          }}
        />
      )}
    </>
  );
}

function UserListing({ people }: { readonly people: People }) {
  const texts = usePeopleTexts().list;
  return (
    <ListingCard
      label={texts.label}
      listing={people}
      texts={texts}
      cleared={{ query: "", filter: "" }}
      filter={
        <Select
          label={texts.filter}
          name="show"
          value={people.search.filter}
          options={(["", "unprotected", "blocked", "suspended"] as const).map((one) => [
            one,
            texts.filters[one],
          ])}
          onValue={(filter) => people.change({ filter })}
        />
      }
    >
      {(users) => <UserTable users={users} />}
    </ListingCard>
  );
}
