import { useState } from "preact/hooks";
import type { GroupRules, Policy } from "../../api-policy-types.js";
import { usePolicyTexts } from "../../strings/policy.js";
import { Button } from "../../ui/button.js";
import { Field } from "../../ui/field.js";
import { ReorderList } from "../../ui/reorder-list.js";
import { GroupRulesPart } from "./group-rules-part.js";

/** GroupsCardProps: `onValue` gets all groups, changed. */
export interface GroupsCardProps {
  readonly policy: Policy;
  readonly onValue: (changed: readonly GroupRules[]) => void;
}

/** GroupsCard has what groups have otherwise than everybody, and which group decides. */
export function GroupsCard({ policy: { groups, rules }, onValue }: GroupsCardProps) {
  const texts = usePolicyTexts().groups;
  const names = groups.map(({ group }) => group);
  return (
    <section class="card stack-loose" aria-labelledby="groups">
      <div class="stack-tight">
        <h2 id="groups" tabIndex={-1}>
          {texts.title}
        </h2>
        <p class="soft">{groups.length === 0 ? texts.empty : texts.lead}</p>
      </div>
      {groups.length > 1 && (
        <ReorderList
          label={texts.order}
          items={names}
          nameOf={(group) => group}
          onOrder={(order) => onValue(order.flatMap((name) => groups.filter(({ group }) => group === name)))}
        />
      )}
      {groups.map((one) => (
        <GroupRulesPart
          key={one.group}
          value={one}
          defaults={rules}
          onValue={(changed) => onValue(groups.map((other) => (other === one ? changed : other)))}
          onRemove={() => {
            onValue(groups.filter((other) => other !== one));
            document.getElementById("groups")?.focus();
          }}
        />
      ))}
      <AddGroup names={names} onAdd={(group) => onValue([...groups, { group, rules: {} }])} />
    </section>
  );
}

interface AddGroupProps {
  readonly names: readonly string[];
  readonly onAdd: (group: string) => void;
}

function AddGroup({ names, onAdd }: AddGroupProps) {
  const texts = usePolicyTexts().groups;
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const add = (event: Event) => {
    event.preventDefault();
    const name = typed.trim();
    const fault = name === "" ? texts.missing : names.includes(name) ? texts.taken : undefined;
    setError(fault);
    if (fault !== undefined) return;
    setTyped("");
    onAdd(name);
  };
  return (
    <form class="add-group" noValidate onSubmit={add}>
      <Field
        label={texts.name}
        name="group"
        value={typed}
        onValue={setTyped}
        error={error}
        maxLength={128}
        autocomplete="off"
        spellcheck={false}
      />
      <Button look="secondary" type="submit">
        {texts.add}
      </Button>
    </form>
  );
}
