import { useState } from "preact/hooks";
import type { Person } from "../../api-people-types.js";
import { useAdminTexts } from "../../strings/admin.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { Time } from "../../ui/time.js";
import { mayAdministerUsers, reaches, useAdmin } from "../admin-context.js";
import { Fact } from "../fact.js";
import { EditDialog } from "./edit-dialog.js";
import { RolesDialog } from "./roles-dialog.js";

/** ProfileCardProps: `onChanged` gets the user as they are after a change. */
export interface ProfileCardProps {
  readonly person: Person;
  readonly onChanged: (person: Person) => void;
}

/** ProfileCard says who a user is, and changes that. */
export function ProfileCard({ person, onChanged }: ProfileCardProps) {
  const texts = usePeopleTexts().profile;
  const admin = useAdminTexts();
  const { session, unlocked, say } = useAdmin();
  const [open, setOpen] = useState<"edit" | "roles" | null>(null);
  const isSelf = person.username === session.username;
  const mayEdit = mayAdministerUsers(session) && (isSelf || reaches(session, person));
  const changed = (words: string) => (next: Person) => {
    setOpen(null);
    onChanged(next);
    say(words);
  };
  const { displayName, email, groups, roles, createdAt, directory } = person;
  return (
    <section class="card stack" aria-labelledby="profile">
      <h2 id="profile">{texts.title}</h2>
      <dl class="particulars">
        <Fact name={texts.displayName}>{displayName ?? texts.nothing}</Fact>
        <Fact name={texts.email}>{email ?? texts.nothing}</Fact>
        <Fact name={texts.groups}>{groups.join(", ") || texts.nothing}</Fact>
        <Fact name={texts.roles}>{roles.map((role) => admin.roles[role]).join(", ") || texts.nothing}</Fact>
        {directory && (
          <Fact name={texts.source}>{texts.sources[directory.suspendedFor ?? "active"](directory.dn)}</Fact>
        )}
        <Fact name={texts.created}>
          <Time at={createdAt} />
        </Fact>
      </dl>
      <div class="row">
        {mayEdit && (
          <Button look="secondary" onClick={() => unlocked(() => setOpen("edit"))}>
            {texts.edit}
          </Button>
        )}
        {session.roles.includes("owner") && !isSelf && (
          <Button look="secondary" onClick={() => unlocked(() => setOpen("roles"))}>
            {texts.editRoles}
          </Button>
        )}
      </div>
      {open === "edit" && (
        <EditDialog person={person} onClose={() => setOpen(null)} onDone={changed(texts.saved)} />
      )}
      {open === "roles" && (
        <RolesDialog person={person} onClose={() => setOpen(null)} onDone={changed(texts.rolesSaved)} />
      )}
    </section>
  );
}
