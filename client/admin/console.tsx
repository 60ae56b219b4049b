import type { JSX } from "preact";
import type { Session, User } from "../api-types.js";
import { UnlockDialog } from "../elevation/unlock-dialog.js";
import { useElevation } from "../elevation/use-elevation.js";
import { useAdminTexts } from "../strings/admin.js";
import { Page, StepHeading } from "../ui/page.js";
import { useKeptLanguage } from "../ui/use-kept-language.js";
import { useSaid } from "../ui/use-said.js";
import { AdminContext, useAdmin } from "./admin-context.js";
import { ApplicationPage } from "./application/application-page.js";
import { ApplicationsPage } from "./applications/applications-page.js";
import { AssignPage } from "./assign/assign-page.js";
import { AuditPage } from "./audit/audit-page.js";
import { ConsoleHeader } from "./console-header.js";
import { DirectoryPage } from "./directory/directory-page.js";
import { GroupPage } from "./group/group-page.js";
import { GroupsPage } from "./groups/groups-page.js";
import { HomePage } from "./home-page.js";
import { ImportPage } from "./import/import-page.js";
import { Link } from "./link.js";
import { PolicyPage } from "./policy/policy-page.js";
import { type Place, pathOf } from "./route.js";
import { StockPage } from "./stock/stock-page.js";
import { TokenPage } from "./token/token-page.js";
import { useRoute } from "./use-route.js";
import { useTitle } from "./use-title.js";
import { UserPage } from "./user/user-page.js";
import { UserImportPage } from "./user-import/user-import-page.js";
import { UsersPage } from "./users/users-page.js";
import { WarningBanner } from "./warning-banner.js";

/** ConsoleProps: the session counts for a role; `user` is its own person. */
export interface ConsoleProps {
  readonly session: Session;
  readonly user: User;
}

/** Console is the frame of all its pages: navigation, messages, and the dialog that unlocks changes. */
export function Console({ session, user }: ConsoleProps) {
  const { place, first } = useRoute();
  const [said, say] = useSaid();
  const elevation = useElevation(session);
  const { unlocked } = elevation;
  useKeptLanguage(user.language);
  return (
    <AdminContext.Provider value={{ session: elevation.session, first, unlocked, say }}>
      <Page actions={<ConsoleHeader session={session} place={place} />}>
        <div class="console">
          <WarningBanner at={`${keyOf(place)} ${said}`} />
          <PageAt key={keyOf(place)} place={place} user={user} />
        </div>
      </Page>
      <div class={said === "" ? "toast toast-empty" : "toast"} role="status">
        {said}
      </div>
      {elevation.asking && (
        <UnlockDialog username={session.username} onDone={elevation.done} onClose={elevation.giveUp} />
      )}
    </AdminContext.Provider>
  );
}

/** Each page begins anew when it is opened. */
function keyOf(place: Place): string {
  if (place.at === "token") return `token ${place.serial}`;
  if (place.at === "application") return `application ${place.id}`;
  if (place.at === "group") return `group ${place.name}`;
  return place.at === "user" ? `user ${place.username}` : place.at;
}

function PageAt({ place, user }: { readonly place: Place; readonly user: User }): JSX.Element {
  switch (place.at) {
    case "home":
      return <HomePage user={user} />;
    case "tokens":
      return <StockPage />;
    case "import":
      return <ImportPage />;
    case "assign":
      return <AssignPage />;
    case "token":
      return <TokenPage serial={place.serial} />;
    case "users":
      return <UsersPage />;
    case "user":
      return <UserPage username={place.username} />;
    case "userImport":
      return <UserImportPage />;
    case "groups":
      return <GroupsPage />;
    case "group":
      return <GroupPage name={place.name} />;
    case "applications":
      return <ApplicationsPage />;
    case "application":
      return <ApplicationPage id={place.id} />;
    case "directory":
      return <DirectoryPage />;
    case "policy":
      return <PolicyPage />;
    case "audit":
      return <AuditPage />;
    case "nowhere":
      return <Nowhere />;
  }
}

function Nowhere() {
  const texts = useAdminTexts().nowhere;
  const { first } = useAdmin();
  useTitle(texts.heading);
  return (
    <>
      <StepHeading quietAtFirst={first}>{texts.heading}</StepHeading>
      <p>{texts.lead}</p>
      <div>
        <Link class="button button-secondary" to={pathOf({ at: "home" })}>
          {texts.back}
        </Link>
      </div>
    </>
  );
}
