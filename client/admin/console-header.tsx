import { endSession } from "../api-session.js";
import type { Session } from "../api-types.js";
import { useAdminTexts } from "../strings/admin.js";
import { Button } from "../ui/button.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";
import { mayReadAudit } from "./admin-context.js";
import { Link } from "./link.js";
import { type Place, pathOf } from "./route.js";

/** ConsoleHeader is the navigation between the console's sections, and who is signed in. */
export function ConsoleHeader({ session, place }: { readonly session: Session; readonly place: Place }) {
  const texts = useAdminTexts();
  const action = useAction();
  const inTokens = ["tokens", "import", "assign", "token"].includes(place.at);
  const inUsers = ["users", "user", "userImport", "groups", "group", "directory"].includes(place.at);
  const signOut = () =>
    action.run(async () => {
      await endSession();
      location.replace("/login?next=/admin");
    });
  return (
    <>
      <nav class="sections" aria-label={texts.sections}>
        <Link to={pathOf({ at: "home" })} current={place.at === "home"}>
          {texts.overview}
        </Link>
        <Link to={pathOf({ at: "tokens" })} current={inTokens}>
          {texts.tokens}
        </Link>
        <Link to={pathOf({ at: "users" })} current={inUsers}>
          {texts.users}
        </Link>
        <Link
          to={pathOf({ at: "applications" })}
          current={place.at === "applications" || place.at === "application"}
        >
          {texts.applications}
        </Link>
        <Link to={pathOf({ at: "policy" })} current={place.at === "policy"}>
          {texts.policy}
        </Link>
        {mayReadAudit(session) && (
          <Link to={pathOf({ at: "audit" })} current={place.at === "audit"}>
            {texts.audit}
          </Link>
        )}
      </nav>
      <div class="row header-actions">
        <a href="/profile">
          <span class="unseen">
            {texts.signedInAs} {session.username}.{" "}
          </span>
          {texts.myProfile}
        </a>
        <Button look="quiet" busy={action.busy} onClick={signOut}>
          {texts.signOut}
        </Button>
        <Outcome action={action} />
      </div>
    </>
  );
}
