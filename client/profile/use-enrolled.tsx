import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";
import { useProfile } from "./profile-context.js";
import { RecoveryKeyDialog } from "./recovery-key-dialog.js";

/** Enrolled ends an enrolment on the page: the new state, what was done in words, and the recovery key if one came. */
export interface Enrolled {
  readonly finish: (result: { readonly recoveryKey?: string | undefined }, said: string) => Promise<void>;
  /** The dialog with the recovery key, while there is one to save. */
  readonly dialog: ComponentChild;
}

/** useEnrolled: `onDone` closes the enrolment once the page shows its result. A first factor brings a recovery key. */
export function useEnrolled(onDone: () => void): Enrolled {
  const { user, refresh, say } = useProfile();
  const [shown, setShown] = useState<{ readonly recoveryKey: string; readonly said: string } | null>(null);
  return {
    finish: async ({ recoveryKey }, said) => {
      await refresh();
      onDone();
      if (recoveryKey === undefined) say(said);
      else setShown({ recoveryKey, said });
    },
    dialog: shown && (
      <RecoveryKeyDialog
        secrets={[shown.recoveryKey]}
        username={user.username}
        onSaved={() => {
          setShown(null);
          say(shown.said);
        }}
      />
    ),
  };
}
