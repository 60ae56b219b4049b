import { readPerson } from "../../api-people.js";
import type { Person } from "../../api-people-types.js";
import { readRules } from "../../api-rules.js";
import { usePeopleTexts } from "../../strings/people.js";
import { mayOrder, PreferredOrder } from "../../ui/preferred-order.js";
import { useLatest } from "../../ui/use-latest.js";
import { mayAdministerUsers, reaches, useAdmin } from "../admin-context.js";

/** OrderCardProps: `onChanged` gets the user as they are after a change. */
export interface OrderCardProps {
  readonly person: Person;
  readonly onChanged: (person: Person) => void;
}

/** OrderCard is the order in which a user who has several factors is asked for them; not there where there is none to set. */
export function OrderCard({ person, onChanged }: OrderCardProps) {
  const texts = usePeopleTexts().order;
  const { session, unlocked, say } = useAdmin();
  const { username } = person;
  const rules = useLatest(() => readRules(username), [person]);
  const isSelf = username === session.username;
  const may = mayAdministerUsers(session) && (isSelf || reaches(session, person));
  if (!may || rules.value === null || !mayOrder(rules.value.offered)) return null;
  return (
    <section class="card stack" aria-labelledby="order">
      <h2 id="order">{texts.title}</h2>
      <p class="soft">{texts.lead}</p>
      <PreferredOrder
        username={username}
        offered={rules.value.offered}
        preferred={person.preferredFactors.length > 0}
        unlocked={unlocked}
        onSaved={async (preferred) => {
          rules.set(await readRules(username));
          onChanged(await readPerson(username));
          say(preferred ? texts.saved : texts.reset);
        }}
      />
    </section>
  );
}
