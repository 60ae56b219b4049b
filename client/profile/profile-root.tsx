import { useEffect, useState } from "preact/hooks";
import { acknowledgeRecoveryKey, endSession } from "../api-session.js";
import { useCommonTexts } from "../strings/common.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { Outcome } from "../ui/outcome.js";
import { Card, Page, StepHeading } from "../ui/page.js";
import { type Action, useAction } from "../ui/use-action.js";
import { SignedIn } from "./signed-in.js";
import { type Start, start } from "./start.js";

/** Where a person signs in, to come back here. */
const signIn = "/login?next=/profile";

/** ProfileRoot finds out who is there, and shows the profile or what has to come before it. */
export function ProfileRoot() {
  const [begun, setBegun] = useState<Start | null>(null);
  const action = useAction();
  const load = () => action.run(async () => setBegun(await start()));
  useEffect(load, []);
  useEffect(() => {
    if (begun?.at === "signed-out") location.replace(signIn);
  }, [begun]);

  if (begun?.at === "open") return <SignedIn opened={begun} />;
  return (
    <Page centred>
      <Card>
        {begun?.at === "unacknowledged" ? (
          <Unacknowledged onDone={load} />
        ) : begun?.at === "void-ticket" ? (
          <VoidTicket />
        ) : (
          <Loading action={action} onAgain={load} />
        )}
      </Card>
    </Page>
  );
}

function Loading({ action, onAgain }: { readonly action: Action; readonly onAgain: () => void }) {
  const common = useCommonTexts();
  const texts = useProfileTexts();
  if (action.failure === null && action.block === null && !action.lapsed) {
    return <p role="status">{texts.loading}</p>;
  }
  return (
    <>
      <StepHeading>{texts.failed.heading}</StepHeading>
      <Outcome action={action} />
      <Button look="secondary" onClick={onAgain}>
        {common.tryAgain}
      </Button>
    </>
  );
}

function VoidTicket() {
  const texts = useProfileTexts().expiredTicket;
  return (
    <>
      <StepHeading>{texts.heading}</StepHeading>
      <p>{texts.lead}</p>
      <a class="button button-secondary" href={signIn}>
        {texts.signIn}
      </a>
    </>
  );
}

function Unacknowledged({ onDone }: { readonly onDone: () => void }) {
  const texts = useProfileTexts();
  const action = useAction();
  return (
    <>
      <StepHeading>{texts.unacknowledged.heading}</StepHeading>
      <p>{texts.unacknowledged.lead}</p>
      <p>{texts.unacknowledged.lost}</p>
      <Outcome action={action} />
      <div class="row row-ends">
        <Button
          type="button"
          busy={action.busy}
          onClick={() =>
            action.run(async () => {
              await acknowledgeRecoveryKey();
              onDone();
            })
          }
        >
          {texts.unacknowledged.submit}
        </Button>
        <Button
          look="quiet"
          onClick={() =>
            action.run(async () => {
              await endSession();
              location.replace(signIn);
            })
          }
        >
          {texts.signOut}
        </Button>
      </div>
    </>
  );
}
