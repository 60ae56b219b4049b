import { useState } from "preact/hooks";
import { listGroups } from "../../api-bulk.js";
import type { Group } from "../../api-bulk-types.js";
import { useGroupTexts } from "../../strings/groups.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { LoadState } from "../../ui/load-state.js";
import { LongTable } from "../../ui/long-table.js";
import { StepHeading } from "../../ui/page.js";
import { useLatest } from "../../ui/use-latest.js";
import { mayAdministerUsers, useAdmin } from "../admin-context.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { useTitle } from "../use-title.js";
import { AddMembersDialog } from "./add-members-dialog.js";
import { GroupShare } from "./group-share.js";

/** GroupsPage is every group: how many are in it, who of them is protected, and what the policy says of it. */
export function GroupsPage() {
  const texts = useGroupTexts();
  const people = usePeopleTexts();
  const { session, first, unlocked } = useAdmin();
  const groups = useLatest(listGroups, []);
  const [adding, setAdding] = useState(false);
  useTitle(texts.title);
  return (
    <>
      <p>
        <Link to={pathOf({ at: "users" })}>
          <span aria-hidden="true">← </span>
          {people.back}
        </Link>
      </p>
      <div class="row row-ends">
        <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
        {mayAdministerUsers(session) && (
          <Button type="button" onClick={() => unlocked(() => setAdding(true))}>
            {texts.addGroup}
          </Button>
        )}
      </div>
      <div class="card stack">
        <p class="soft">{texts.lead}</p>
        <LoadState of={groups} />
        {groups.value?.length === 0 && <p>{texts.empty}</p>}
        {groups.value !== null && groups.value.length > 0 && (
          <LongTable
            label={texts.list}
            heads={[texts.name, texts.members, texts.covered, texts.policy]}
            all={groups.value}
            more={people.list.more}
            row={(group) => <GroupRow key={group.name} group={group} />}
          />
        )}
      </div>
      {adding && (
        <AddMembersDialog
          group={null}
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            groups.reload();
          }}
        />
      )}
    </>
  );
}

function GroupRow({ group }: { readonly group: Group }) {
  const texts = useGroupTexts();
  const { name, members, policy } = group;
  const mentions = (["enforced", "exempt", "rules"] as const).filter((one) => policy[one]);
  return (
    <tr>
      <th scope="row">
        <Link to={pathOf({ at: "group", name })}>{name}</Link>
      </th>
      <td>{members}</td>
      <td class="group-share">{members > 0 && <GroupShare group={group} />}</td>
      <td>{mentions.map((one) => texts.mentions[one]).join(", ") || "–"}</td>
    </tr>
  );
}
