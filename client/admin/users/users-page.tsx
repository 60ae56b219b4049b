import { useState } from "preact/hooks";
import { readCoverage } from "../../api-people.js";
import { useBulkTexts } from "../../strings/bulk.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { LoadState } from "../../ui/load-state.js";
import { StepHeading } from "../../ui/page.js";
import { Select } from "../../ui/select.js";
import { useLatest } from "../../ui/use-latest.js";
import { mayAdministerUsers, useAdmin } from "../admin-context.js";
import { RemindDialog } from "../bulk/remind-dialog.js";
import { ReminderProgress, type ReminderProgressProps } from "../bulk/reminder-progress.js";
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
  const [reminding, setReminding] = useState(false);
  const [reminders, setReminders] = useState<ReminderProgressProps | null>(null);
  const bulk = useBulkTexts();
  // Those whom the list shows, where it shows only some.
  const { query, filter } = people.search;
  const everybody = filter === "unprotected" && query.trim() !== "" ? { query: query.trim() } : {};
  useTitle(texts.title);
  return (
    <>
      <div class="row row-ends">
        <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
        <div class="row">
          <Link class="button button-secondary" to={pathOf({ at: "directory" })}>
            {texts.toDirectory}
          </Link>
          <Link class="button button-secondary" to={pathOf({ at: "groups" })}>
            {texts.toGroups}
          </Link>
          {mayAdministerUsers(session) && (
            <>
              <Link class="button button-secondary" to={pathOf({ at: "userImport" })}>
                {texts.importList}
              </Link>
              <Button type="button" onClick={() => unlocked(() => setCreating(true))}>
                {texts.create.action}
              </Button>
            </>
          )}
        </div>
      </div>
      <section class="card stack" aria-labelledby="coverage">
        <h2 id="coverage">{texts.coverage.title}</h2>
        <LoadState of={coverage} />
        {coverage.value && (
          <>
            <CoverageChart coverage={coverage.value} />
            {reminders && <ReminderProgress {...reminders} />}
            {coverage.value.protected < coverage.value.users && (
              <div class="row">
                <Button look="secondary" onClick={() => people.change({ query: "", filter: "unprotected" })}>
                  {texts.coverage.showUnprotected}
                </Button>
                {mayAdministerUsers(session) && (
                  <Button look="secondary" onClick={() => unlocked(() => setReminding(true))}>
                    {bulk.remind.action}
                  </Button>
                )}
              </div>
            )}
          </>
        )}
      </section>
      <UserListing people={people} />
      {reminding && (
        <RemindDialog
          whom={{ everybody }}
          name={"query" in everybody ? `“${everybody.query}”` : bulk.everybody}
          onClose={() => setReminding(false)}
          onDone={(begun) => {
            setReminding(false);
            setReminders(begun);
          }}
        />
      )}
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
