import { RecoveryKeyPanel } from "../enrol/recovery-key-panel.js";
import { secretsOf } from "../recovery.js";
import { useCommonTexts } from "../strings/common.js";
import { useLoginTexts } from "../strings/login.js";
import { Markdown } from "../ui/markdown.js";
import { Outcome } from "../ui/outcome.js";
import { Card, Page, StepHeading } from "../ui/page.js";
import { useAction } from "../ui/use-action.js";
import { CodesStep } from "./codes-step.js";
import { isPlace } from "./leave.js";
import { PasswordStep } from "./password-step.js";
import { RememberedStep } from "./remembered-step.js";
import { Restart } from "./restart.js";
import { SecondStep } from "./second-step.js";
import { type LoginState, SIGN_IN_FORM } from "./state.js";
import { type SignIn, useSignIn } from "./use-sign-in.js";

/** LoginPage is all of /login, from the state that the service rendered it with. */
export function LoginPage({ initial }: { readonly initial: LoginState }) {
  const signIn = useSignIn(initial);
  const Step = steps[signIn.state.step];
  return (
    <Page centred form={FORMS[signIn.state.step]}>
      <Card>
        <Step signIn={signIn} />
      </Card>
    </Page>
  );
}

/** Where another language can be had without JavaScript: not where a secret is shown once, nor where it goes on at once. */
const FORMS: Readonly<Partial<Record<LoginState["step"], string | null>>> = {
  password: SIGN_IN_FORM,
  remembered: null,
  factor: SIGN_IN_FORM,
  "recovery-key": null,
};

interface StepProps {
  readonly signIn: SignIn;
}

const steps: Readonly<Record<LoginState["step"], (props: StepProps) => preact.JSX.Element>> = {
  password: ({ signIn }) => (
    <PasswordStep state={signIn.state} onBegun={signIn.begun} onPasskey={signIn.passkey} />
  ),
  remembered: ({ signIn }) => <RememberedStep signIn={signIn} />,
  factor: ({ signIn }) =>
    signIn.state.factors.length === 0 ? <NoWay signIn={signIn} /> : <SecondStep signIn={signIn} />,
  "recovery-key": NewRecoverySecret,
  "codes-left": ({ signIn }) => <CodesStep state={signIn.state} />,
  expired: Expired,
  done: Done,
};

function NewRecoverySecret({ signIn }: StepProps) {
  const common = useCommonTexts();
  const texts = useLoginTexts();
  const action = useAction();
  const { state } = signIn;
  const secrets = secretsOf(state.recovery ?? {});
  const several = secrets.length > 1;
  const fields = {
    acknowledge: "yes",
    next: state.next,
    ...(state.csrfToken === undefined ? {} : { csrf: state.csrfToken }),
  };
  return (
    <>
      <div class="stack-tight">
        <StepHeading>{several ? common.recovery.headingCodes : common.recovery.heading}</StepHeading>
        <p>{texts.newKeyLead}</p>
        <p class="soft">{several ? common.recovery.leadCodes : common.recovery.lead}</p>
      </div>
      <Outcome action={action} />
      <RecoveryKeyPanel
        secrets={secrets}
        username={state.username}
        busy={action.busy}
        fields={fields}
        onSaved={() => action.run(signIn.acknowledge)}
      />
    </>
  );
}

function NoWay({ signIn: { state, restart } }: StepProps) {
  const texts = useLoginTexts();
  const message = state.tokenMessage ?? "";
  return (
    <>
      <StepHeading>{texts.noWay.heading}</StepHeading>
      {message.trim() === "" ? <p>{texts.noWay.unwritten}</p> : <Markdown text={message} />}
      {!state.hosted && <Restart onRestart={restart} />}
    </>
  );
}

function Expired() {
  const texts = useLoginTexts();
  return (
    <>
      <StepHeading>{texts.hostedEnd.expiredHeading}</StepHeading>
      <p>{texts.hostedExpired}</p>
    </>
  );
}

function Done({ signIn }: StepProps) {
  const texts = useLoginTexts().hostedEnd;
  const { next } = signIn.state;
  return (
    <>
      <StepHeading>{texts.doneHeading}</StepHeading>
      <p role="status">{isPlace(next) ? texts.returning : texts.done}</p>
      {isPlace(next) && (
        <a class="button button-secondary" href={next}>
          {texts.continue}
        </a>
      )}
    </>
  );
}
