import { useState } from "preact/hooks";
import { ApiError } from "../api.js";
import { setUp } from "../api-session.js";
import type { Session } from "../api-types.js";
import { useSetupTexts } from "../strings/setup.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { Outcome } from "../ui/outcome.js";
import { StepHeading } from "../ui/page.js";
import { useAction } from "../ui/use-action.js";

/** AccountStepProps: `token` is the fragment of the set-up link; `onBadLink` is called when it is void. */
export interface AccountStepProps {
  readonly token: string;
  readonly onDone: (session: Session) => void;
  readonly onBadLink: () => void;
}

/** Beside a second factor no password below this many characters is accepted (NIST SP 800-63B-4 section 3.1.1.2). */
const shortestPassword = 8;

/** AccountStep takes the first administrator's user name and password. */
export function AccountStep({ token, onDone, onBadLink }: AccountStepProps) {
  const texts = useSetupTexts().account;
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [repeat, setRepeat] = useState("");
  const [tried, setTried] = useState(false);
  const action = useAction();

  const slips = {
    username: username.trim() === "" ? texts.missingName : undefined,
    password: password.length < shortestPassword ? texts.tooShort : undefined,
    repeat: repeat === password ? undefined : texts.mismatch,
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (slips.username || slips.password || slips.repeat) return;
    action.run(async () => {
      const session = await setUp(token, username.trim(), password).catch((error: unknown) => {
        if (error instanceof ApiError && linkIsVoid(error)) return null;
        throw error;
      });
      if (session === null) onBadLink();
      else onDone(session);
    });
  };

  return (
    <form class="stack" noValidate onSubmit={submit}>
      <div class="stack-tight">
        <StepHeading quietAtFirst>{texts.heading}</StepHeading>
        <p class="soft">{texts.lead}</p>
      </div>
      <Outcome action={action} own={{ invalid_request: texts.refused, conflict: texts.taken }} />
      <Field
        label={texts.username}
        name="username"
        value={username}
        hint={texts.usernameHint}
        error={tried ? slips.username : undefined}
        onValue={setUsername}
        autocomplete="username"
        autocapitalize="off"
        spellcheck={false}
        required
        takesFocus
      />
      <Field
        label={texts.password}
        name="password"
        type="password"
        value={password}
        hint={texts.passwordHint}
        error={tried ? slips.password : undefined}
        onValue={setPassword}
        autocomplete="new-password"
        required
      />
      <Field
        label={texts.repeat}
        name="repeat"
        type="password"
        value={repeat}
        error={tried ? slips.repeat : undefined}
        onValue={setRepeat}
        autocomplete="new-password"
        required
      />
      <Button wide busy={action.busy} disabled={action.block !== null}>
        {texts.submit}
      </Button>
    </form>
  );
}

/** A used, lapsed or invented token: the service answers 401, whichever it is. */
const linkIsVoid = ({ status }: ApiError): boolean => status === 401 || status === 404;
