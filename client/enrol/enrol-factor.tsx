import { useState } from "preact/hooks";
import { renewRecoveryKey } from "../api-user.js";
import { useCommonTexts } from "../strings/common.js";
import { useEnrolTexts } from "../strings/enrol.js";
import { Button } from "../ui/button.js";
import { Outcome } from "../ui/outcome.js";
import { StepHeading } from "../ui/page.js";
import { useAction } from "../ui/use-action.js";
import { AppEnrolment } from "./app-enrolment.js";
import { ChooseFactor, type FactorChoice } from "./choose-factor.js";
import { KeyEnrolment } from "./key-enrolment.js";
import { RecoveryKeyPanel } from "./recovery-key-panel.js";
import { Welcome } from "./welcome.js";

/** EnrolStep is where a person is in the onboarding. */
export type EnrolStep = "welcome" | "choose" | "app" | "key" | "recovery" | "done";

/** EnrolFactorProps: `onStep` is told each step, for a progress bar; `onDone` comes after the recovery key. */
export interface EnrolFactorProps {
  readonly username: string;
  readonly onDone: () => void;
  readonly onStep?: (step: EnrolStep) => void;
}

/**
 * EnrolFactor leads a person without a factor through onboarding: welcome, choice, app or key, recovery key.
 * Where enrolment brought no recovery key, one is made, so that nobody ends with one single way in.
 */
export function EnrolFactor({ username, onDone, onStep }: EnrolFactorProps) {
  const common = useCommonTexts();
  const texts = useEnrolTexts();
  const [step, setStep] = useState<EnrolStep>("welcome");
  const [secrets, setSecrets] = useState<readonly string[]>([]);
  const action = useAction();

  const go = (next: EnrolStep) => {
    setStep(next);
    onStep?.(next);
  };
  const finish = () => {
    go("done");
    onDone();
  };
  const makeRecoveryKey = () =>
    action.run(async () => {
      const made = await renewRecoveryKey(username);
      const list = made.recoveryCodes ?? (made.recoveryKey === undefined ? [] : [made.recoveryKey]);
      setSecrets(list);
      if (list.length === 0) finish();
    });
  const enrolled = (result: { readonly recoveryKey?: string | undefined }) => {
    go("recovery");
    if (result.recoveryKey === undefined) makeRecoveryKey();
    else setSecrets([result.recoveryKey]);
  };

  if (step === "welcome") return <Welcome onDone={() => go("choose")} />;
  if (step === "choose") return <ChooseFactor onChoose={(choice: FactorChoice) => go(choice)} />;
  if (step === "recovery") {
    return (
      <>
        <div class="stack-tight">
          <StepHeading>{common.recovery.heading}</StepHeading>
          <p class="soft">{secrets.length > 1 ? common.recovery.leadCodes : common.recovery.lead}</p>
        </div>
        <Outcome action={action} />
        {secrets.length > 0 ? (
          <RecoveryKeyPanel secrets={secrets} username={username} onSaved={finish} />
        ) : (
          <Button look="secondary" busy={action.busy} onClick={makeRecoveryKey}>
            {common.tryAgain}
          </Button>
        )}
      </>
    );
  }
  if (step === "done") return null;
  return (
    <>
      <StepHeading>{step === "app" ? texts.app.heading : texts.key.heading}</StepHeading>
      {step === "app" ? (
        <AppEnrolment username={username} onDone={enrolled} />
      ) : (
        <KeyEnrolment username={username} onDone={enrolled} />
      )}
      <Button look="quiet" onClick={() => go("choose")}>
        {texts.otherChoice}
      </Button>
    </>
  );
}
