import { changeMembers } from "../../api-bulk.js";
import type { PeoplePage } from "../../api-people-types.js";
import { useGroupTexts } from "../../strings/groups.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { LoadState } from "../../ui/load-state.js";
import { LongTable } from "../../ui/long-table.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import type { Latest } from "../../ui/use-latest.js";
import { mayAdministerUsers, reaches, useAdmin } from "../admin-context.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { kindsOf } from "../users/kinds.js";

/** GroupMembersProps: the first page of the members. */
export interface GroupMembersProps {
  readonly name: string;
  readonly members: Latest<PeoplePage>;
  readonly onChanged: () => void;
}

/** GroupMembers lists who is in a group, each with what protects them and the way out. */
export function GroupMembers({ name, members, onChanged }: GroupMembersProps) {
  const texts = useGroupTexts();
  const people = usePeopleTexts();
  const { session, unlocked, say } = useAdmin();
  const action = useAction();
  const users = members.value?.users ?? [];
  const takeOut = (username: string) =>
    unlocked(() =>
      action.run(async () => {
        const [row] = await changeMembers(name, { remove: [username] });
        if (row?.outcome === "removed") say(texts.removed(username));
        onChanged();
      }),
    );
  return (
    <div class="card stack">
      <h2>{texts.membersOf(name)}</h2>
      <LoadState of={members} />
      <Outcome action={action} />
      {members.value && users.length === 0 && <p class="soft">{texts.noMembers}</p>}
      {users.length > 0 && (
        <LongTable
          label={texts.membersOf(name)}
          heads={[
            people.list.name,
            people.list.factors,
            <span key="out" class="unseen">
              {texts.remove}
            </span>,
          ]}
          all={users}
          more={people.list.more}
          row={(user) => {
            const kinds = kindsOf(user).map((kind) => people.coverage.kinds[kind] ?? kind);
            return (
              <tr key={user.username}>
                <th scope="row">
                  <Link to={pathOf({ at: "user", username: user.username })}>{user.username}</Link>{" "}
                  {user.suspended && <span class="badge badge-warning">{people.suspended}</span>}
                </th>
                <td>
                  {kinds.length > 0 ? kinds.join(", ") : <span class="unprotected">{people.list.none}</span>}
                </td>
                <td>
                  {mayAdministerUsers(session) && reaches(session, user) && (
                    <Button
                      look="quiet"
                      aria-label={texts.removeOf(user.username)}
                      onClick={() => takeOut(user.username)}
                    >
                      {texts.remove}
                    </Button>
                  )}
                </td>
              </tr>
            );
          }}
        />
      )}
      {members.value?.cursor !== undefined && <p class="soft">{texts.some}</p>}
    </div>
  );
}
