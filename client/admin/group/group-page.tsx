import { listGroups } from "../../api-bulk.js";
import { listPeople } from "../../api-people.js";
import { useGroupTexts } from "../../strings/groups.js";
import { LoadState } from "../../ui/load-state.js";
import { StepHeading } from "../../ui/page.js";
import { useLatest } from "../../ui/use-latest.js";
import { useAdmin } from "../admin-context.js";
import { GroupShare } from "../groups/group-share.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { useTitle } from "../use-title.js";
import { GroupActions } from "./group-actions.js";
import { GroupMembers } from "./group-members.js";

/** GroupPage is one group: who is in it, who of them is protected, and what can be done to all of them. */
export function GroupPage({ name }: { readonly name: string }) {
  const texts = useGroupTexts();
  const { first } = useAdmin();
  const groups = useLatest(listGroups, []);
  const members = useLatest(() => listPeople({ query: "", filter: "", group: name }), []);
  useTitle(name);
  const group = groups.value?.find((one) => one.name === name) ?? null;
  const reload = () => {
    groups.reload();
    members.reload();
  };
  return (
    <>
      <p>
        <Link to={pathOf({ at: "groups" })}>
          <span aria-hidden="true">← </span>
          {texts.back}
        </Link>
      </p>
      <StepHeading quietAtFirst={first}>{name}</StepHeading>
      <LoadState of={groups} />
      {groups.value && group === null && (
        <>
          <h2>{texts.notFound}</h2>
          <p>{texts.notFoundLead}</p>
        </>
      )}
      <div class="stack-loose">
        {group && group.members > 0 && (
          <div class="card stack">
            <GroupShare group={group} />
          </div>
        )}
        <GroupMembers name={name} members={members} onChanged={reload} />
        {groups.value && <GroupActions name={name} group={group} onChanged={reload} />}
      </div>
    </>
  );
}
