import { useState } from "preact/hooks";
import { changePerson } from "../../api-people.js";
import type { Person } from "../../api-people-types.js";
import type { Role } from "../../api-types.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Checks } from "../../ui/choices.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";

/** RolesDialogProps: `onDone` gets the user as they are now. */
export interface RolesDialogProps {
  readonly person: Person;
  readonly onDone: (person: Person) => void;
  readonly onClose: () => void;
}

const all: readonly Role[] = ["owner", "administrator", "helpdesk", "auditor"];

/** RolesDialog gives and takes roles; only owners see it, and not for themselves. */
export function RolesDialog({ person, onDone, onClose }: RolesDialogProps) {
  const texts = usePeopleTexts().profile;
  const [roles, setRoles] = useState(person.roles);
  return (
    <ConfirmDialog
      title={texts.rolesTitle(person.username)}
      submit={texts.save}
      danger={false}
      onClose={onClose}
      onConfirm={async () => onDone(await changePerson(person.username, { roles }))}
    >
      <p class="soft">{texts.rolesLead}</p>
      <Checks
        legend={texts.roles}
        value={roles}
        options={all.map((role) => [role, texts.roleRemarks[role]] as const)}
        onValue={setRoles}
      />
    </ConfirmDialog>
  );
}
