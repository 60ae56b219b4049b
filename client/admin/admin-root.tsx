import { useEffect } from "preact/hooks";
import { ApiError } from "../api.js";
import { currentSession } from "../api-session.js";
import type { Session, User } from "../api-types.js";
import { readUser } from "../api-user.js";
import { useAdminTexts } from "../strings/admin.js";
import { LoadState } from "../ui/load-state.js";
import { Card, Page, StepHeading } from "../ui/page.js";
import { useLatest } from "../ui/use-latest.js";
import { Console } from "./console.js";

/** Start is how the console begins: open, or who it is not open to. */
type Start =
  | { readonly at: "open" | "no-role"; readonly session: Session; readonly user: User }
  | { readonly at: "unacknowledged" | "signed-out" };

async function start(): Promise<Start> {
  try {
    const session = await currentSession();
    const user = await readUser(session.username);
    return { at: session.roles.length > 0 ? "open" : "no-role", session, user };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) return { at: "signed-out" };
    // The only session that may not read its own user is one whose new recovery key is not acknowledged.
    if (error.code === "forbidden") return { at: "unacknowledged" };
    throw error;
  }
}

/** Where a person signs in, to come back to the page that they asked for. */
const signIn = (): string => `/login?next=${encodeURIComponent(location.pathname + location.search)}`;

/** AdminRoot finds out who is there, and opens the console or says why it is not open. */
export function AdminRoot() {
  const texts = useAdminTexts();
  const begun = useLatest(start, []);
  const { value } = begun;
  useEffect(() => {
    if (value?.at === "signed-out") location.replace(signIn());
  }, [value]);

  if (value?.at === "open") return <Console session={value.session} user={value.user} />;
  return (
    <Page centred>
      <Card>
        {value?.at === "no-role" ? (
          <NoRole username={value.session.username} />
        ) : value?.at === "unacknowledged" ? (
          <>
            <StepHeading>{texts.unacknowledged.heading}</StepHeading>
            <p>{texts.unacknowledged.lead}</p>
            <a class="button button-primary" href="/profile">
              {texts.noRole.profile}
            </a>
          </>
        ) : begun.failure === null ? (
          <p role="status">{texts.loading}</p>
        ) : (
          <>
            <StepHeading>{texts.failed}</StepHeading>
            <LoadState of={begun} />
          </>
        )}
      </Card>
    </Page>
  );
}

function NoRole({ username }: { readonly username: string }) {
  const texts = useAdminTexts().noRole;
  return (
    <>
      <StepHeading>{texts.heading}</StepHeading>
      <p>{texts.lead(username)}</p>
      <div class="row">
        <a class="button button-primary" href="/profile">
          {texts.profile}
        </a>
        <a class="button button-secondary" href={signIn()}>
          {texts.other}
        </a>
      </div>
    </>
  );
}
