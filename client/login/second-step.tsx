import { useState } from "preact/hooks";
import type { Factor } from "../api-types.js";
import { useLoginTexts } from "../strings/login.js";
import { Button } from "../ui/button.js";
import { readAnswer } from "../ui/code-kinds.js";
import { Notice } from "../ui/notice.js";
import { StepHeading } from "../ui/page.js";
import { useAction } from "../ui/use-action.js";
import { CodePart } from "./code-part.js";
import { HiddenFields } from "./hidden-fields.js";
import { KeyPart } from "./key-part.js";
import { Restart } from "./restart.js";
import { SigningIn } from "./signing-in.js";
import { BYPASS, nextFactor, SIGN_IN_FORM } from "./state.js";
import type { SignIn } from "./use-sign-in.js";

/** SecondStep asks for one factor at a time. Without JavaScript it is a plain form that the service answers. */
export function SecondStep({ signIn }: { readonly signIn: SignIn }) {
  const { state } = signIn;
  // One for all factors: changing the factor neither ends a back-off nor hides it.
  const action = useAction(state);
  const texts = useLoginTexts();
  const [typed, setTyped] = useState("");
  const [slip, setSlip] = useState(false);
  const [remember, setRemember] = useState(false);
  const other = nextFactor(state);
  const factor = state.factor ?? "recovery-key";

  const submit = (event: Event) => {
    event.preventDefault();
    if (factor === "webauthn" || action.block !== null) return;
    const offered: readonly Factor[] = [...state.factors.map((one) => one.factor), BYPASS];
    const answer = readAnswer(typed, factor, offered);
    setSlip(answer === null);
    if (answer === null) return action.clear();
    if (answer.factor !== factor) signIn.show(answer.factor);
    action.run(() => signIn.attempt(answer.factor, { code: answer.code }, remember));
  };
  const show = (shown: Factor) => (event: Event) => {
    event.preventDefault();
    setTyped("");
    setSlip(false);
    action.clear();
    signIn.show(shown);
  };

  return (
    <form id={SIGN_IN_FORM} class="stack" method="post" action="/login" noValidate onSubmit={submit}>
      <div class="stack-tight">
        <StepHeading>{texts.secondStep.heading}</StepHeading>
        <SigningIn state={state} />
      </div>
      {state.forgotten && action.failure === null && <Notice>{texts.remembered.forgotten}</Notice>}
      <HiddenFields state={state} factor={factor} />
      {factor === "webauthn" ? (
        <KeyPart
          options={state.factors.find((offered) => offered.factor === "webauthn")?.options ?? null}
          action={action}
          onAnswer={(response) => signIn.attempt(factor, response, remember)}
          onRenew={signIn.renew}
        />
      ) : (
        <CodePart factor={factor} action={action} slip={slip} typed={typed} onTyped={setTyped} />
      )}
      {state.mayRemember && factor !== BYPASS && (
        <label class="check">
          <input
            type="checkbox"
            name="rememberDevice"
            checked={remember}
            onChange={(event) => setRemember(event.currentTarget.checked)}
          />
          {texts.secondStep.remember}
        </label>
      )}
      {factor !== "webauthn" && (
        <Button wide busy={action.busy} disabled={action.block !== null}>
          {texts.secondStep.submit}
        </Button>
      )}
      <div class="row row-ends">
        {other !== null && (
          <Button look="quiet" type="submit" name="show" value={other} formNoValidate onClick={show(other)}>
            {texts.secondStep.otherWay}
          </Button>
        )}
        {!state.hosted && <Restart onRestart={signIn.restart} />}
      </div>
      {factor !== BYPASS && (
        <Button look="quiet" type="submit" name="show" value={BYPASS} formNoValidate onClick={show(BYPASS)}>
          {texts.secondStep.helpDesk}
        </Button>
      )}
    </form>
  );
}
