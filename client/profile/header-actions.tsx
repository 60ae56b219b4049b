import { endSession } from "../api-session.js";
import { isPlace } from "../login/leave.js";
import { useCommonTexts } from "../strings/common.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";

/** HeaderActionsProps: `back` is the address of the application that sent the person, if one did. */
export interface HeaderActionsProps {
  readonly username: string;
  readonly back: string | null;
  /** The session counts for a role, so that the console is open to it. */
  readonly administers?: boolean;
}

/** HeaderActions says who is signed in, and signs them out; or leads back to where they came from. */
export function HeaderActions({ username, back, administers = false }: HeaderActionsProps) {
  const { adminTitle } = useCommonTexts();
  const texts = useProfileTexts();
  const action = useAction();
  const signOut = () =>
    action.run(async () => {
      await endSession();
      location.replace("/login");
    });
  return (
    <div class="row header-actions">
      <span class="soft">
        <span class="unseen">{texts.signedInAs} </span>
        <strong class="who">{username}</strong>
      </span>
      {administers && <a href="/admin">{adminTitle}</a>}
      {back !== null && isPlace(back) && (
        <a class="button button-secondary" href={back}>
          {texts.backTo(new URL(back, location.href).hostname)}
        </a>
      )}
      <Button look="quiet" busy={action.busy} onClick={signOut}>
        {texts.signOut}
      </Button>
      <Outcome action={action} />
    </div>
  );
}
