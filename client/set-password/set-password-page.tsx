import { useState } from "preact/hooks";
import { ApiError } from "../api.js";
import { setPasswordByLink } from "../api-session.js";
import { PasswordFields } from "../password/password-fields.js";
import { shortestBesideFactor, useNewPassword } from "../password/use-new-password.js";
import { useNewPasswordTexts } from "../strings/new-password.js";
import { useSetPasswordTexts } from "../strings/set-password.js";
import { Button } from "../ui/button.js";
import { Outcome } from "../ui/outcome.js";
import { Card, Page, StepHeading } from "../ui/page.js";
import { useAction } from "../ui/use-action.js";

/** SetPasswordPage sets a person's password by the single-use `token` of their link. */
export function SetPasswordPage({ token }: { readonly token: string }) {
  const texts = useSetPasswordTexts();
  const [at, setAt] = useState<"form" | "done" | "badLink">(token === "" ? "badLink" : "form");
  return (
    <Page centred>
      <Card>
        {at === "form" ? (
          <LinkForm token={token} onDone={() => setAt("done")} onBadLink={() => setAt("badLink")} />
        ) : (
          <>
            <StepHeading>{texts[at].heading}</StepHeading>
            <p>{texts[at].lead}</p>
            <a class={at === "done" ? "button button-primary" : "button button-secondary"} href="/login">
              {texts[at].signIn}
            </a>
          </>
        )}
      </Card>
    </Page>
  );
}

interface LinkFormProps {
  readonly token: string;
  readonly onDone: () => void;
  readonly onBadLink: () => void;
}

function LinkForm({ token, onDone, onBadLink }: LinkFormProps) {
  const texts = useSetPasswordTexts();
  const rules = useNewPasswordTexts();
  // Whose link it is, and whether they have a second factor, only the service knows.
  const value = useNewPassword(shortestBesideFactor);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (!value.isReady()) return;
    action.run(async () => {
      const isGood = await setPasswordByLink(token, value.password).then(
        () => true,
        (error: unknown) => {
          if (error instanceof ApiError && error.status === 401) return false;
          throw error;
        },
      );
      // The link is used up: it need stay neither in the history nor on the screen.
      history.replaceState(null, "", location.pathname);
      if (isGood) onDone();
      else onBadLink();
    });
  };
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <div class="stack-tight">
        <StepHeading quietAtFirst>{texts.heading}</StepHeading>
        <p class="soft">{texts.lead}</p>
      </div>
      <Outcome action={action} own={{ invalid_request: rules.refused }} />
      <PasswordFields value={value} hint={rules.hintEither} />
      <Button wide busy={action.busy} disabled={action.block !== null}>
        {texts.submit}
      </Button>
    </form>
  );
}
