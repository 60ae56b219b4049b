import { useRef, useState } from "preact/hooks";
import { beginSession } from "../api-session.js";
import type { Verification, Verified } from "../api-types.js";
import { useLoginTexts } from "../strings/login.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";
import { Outcome } from "../ui/outcome.js";
import { StepHeading } from "../ui/page.js";
import { useAction } from "../ui/use-action.js";
import { type LoginState, SIGN_IN_FORM } from "./state.js";
import { usePasskeyAutofill } from "./use-passkey-autofill.js";

/** PasswordStepProps: `onBegun` gets the second step with the password that began it, kept in memory alone. */
export interface PasswordStepProps {
  readonly state: LoginState;
  readonly onBegun: (username: string, password: string, begun: Verification) => void;
  readonly onPasskey: (verified: Verified) => void;
}

/** PasswordStep asks for user name and password, and offers passkeys in the user name field. */
export function PasswordStep({ state, onBegun, onPasskey }: PasswordStepProps) {
  const texts = useLoginTexts();
  const [username, setUsername] = useState(state.username);
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const action = useAction(state);
  const [refusedPasskey, setRefusedPasskey] = useState(false);

  usePasskeyAutofill({
    onVerified: onPasskey,
    onRefused: (error) => {
      setRefusedPasskey(true);
      action.run(() => Promise.reject(error));
    },
  });

  const submit = (event: Event) => {
    event.preventDefault();
    // Some password managers fill the fields without an input event: the form knows better than our state.
    const filled = new FormData(form.current ?? undefined);
    const name = String(filled.get("username") ?? "").trim();
    const secret = String(filled.get("password") ?? "");
    setMissing(name === "" || secret === "");
    setRefusedPasskey(false);
    if (name === "" || secret === "" || action.block !== null) return;
    action.run(async () => onBegun(name, secret, await beginSession(name, secret)));
  };

  const own = {
    verification_failed: refusedPasskey ? texts.webauthn.wrong : texts.wrongPassword,
    unauthenticated: texts.wrongPassword,
    not_found: texts.expired,
  };
  return (
    <form
      ref={form}
      id={SIGN_IN_FORM}
      class="stack"
      method="post"
      action="/login"
      noValidate
      onSubmit={submit}
    >
      <StepHeading quietAtFirst>{texts.title}</StepHeading>
      <input type="hidden" name="next" value={state.next} />
      <Outcome action={action} own={own} />
      <Field
        label={texts.username}
        name="username"
        value={username}
        onValue={setUsername}
        error={missing && username.trim() === "" ? texts.missing : undefined}
        autocomplete="username webauthn"
        autocapitalize="off"
        spellcheck={false}
        maxLength={256}
        required
        takesFocus={state.username === ""}
      />
      <Field
        label={texts.password}
        name="password"
        type="password"
        value={password}
        onValue={setPassword}
        error={missing && username.trim() !== "" ? texts.missing : undefined}
        autocomplete="current-password"
        maxLength={1024}
        required
        takesFocus={state.username !== ""}
      />
      <Button wide busy={action.busy} disabled={action.block !== null}>
        {texts.submit}
      </Button>
    </form>
  );
}
