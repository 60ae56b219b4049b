import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";
import type { NewRecoverySecret } from "../api-types.js";
import { secretsOf } from "../recovery.js";
import { useProfile } from "./profile-context.js";
import { RecoveryKeyDialog } from "./recovery-key-dialog.js";

/** Enrolled ends an enrolment on the page: the new state, what was done in words, and the recovery key if one came. */
export interface Enrolled {
  readonly finish: (result: NewRecoverySecret, said: string) => Promise<void>;
  /** The dialog with the recovery key or codes, while there is one to save. */
  readonly dialog: ComponentChild;
}

/** useEnrolled: `onDone` closes the enrolment once the page shows its result. A first factor brings a recovery key. */
export function useEnrolled(onDone: () => void): Enrolled {
  const { user, refresh, say } = useProfile();
  const [shown, setShown] = useState<{ readonly secrets: readonly string[]; readonly said: string } | null>(
    null,
  );
  return {
    finish: async (result, said) => {
      const secrets = secretsOf(result);
      await refresh();
      onDone();
      if (secrets.length === 0) say(said);
      else setShown({ secrets, said });
    },
    dialog: shown && (
      <RecoveryKeyDialog
        secrets={shown.secrets}
        username={user.username}
        onSaved={() => {
          setShown(null);
          say(shown.said);
        }}
      />
    ),
  };
}
