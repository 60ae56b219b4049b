import { useState } from "preact/hooks";
import type { OwnRules } from "../api-rules.js";
import type { NewRecoverySecret } from "../api-types.js";
import { renewRecoveryKey } from "../api-user.js";
import { secretsOf } from "../recovery.js";
import { useCommonTexts } from "../strings/common.js";
import { useEnrolTexts } from "../strings/enrol.js";
import { Button } from "../ui/button.js";
import { Outcome } from "../ui/outcome.js";
import { StepHeading } from "../ui/page.js";
import { useAction } from "../ui/use-action.js";
import { AppEnrolment } from "./app-enrolment.js";
import { choicesOf, type FactorChoice, getsToken } from "./choices.js";
import { ChooseFactor } from "./choose-factor.js";
import { KeyEnrolment } from "./key-enrolment.js";
import { RecoveryKeyPanel } from "./recovery-key-panel.js";
import { TokenEnrolment } from "./token-enrolment.js";
import { TokenMessage } from "./token-message.js";
import { Welcome } from "./welcome.js";

/** EnrolStep is where a person is in the onboarding. */
export type EnrolStep = "welcome" | "choose" | FactorChoice | "waiting" | "recovery" | "done";

/**
 * EnrolFactorProps: `rules` say what this person may set up; `onStep` is told each step, for a progress bar; `onDone`
 * comes after the recovery key.
 */
export interface EnrolFactorProps {
  readonly username: string;
  readonly rules: OwnRules;
  readonly onDone: () => void;
  readonly onStep?: (step: EnrolStep) => void;
}

/**
 * EnrolFactor leads a person without a factor through onboarding: welcome, choice, app or key, recovery key. Whoever may
 * set up nothing reads what the administrator wrote, and can take a token that was handed out where policy allows it. Where enrolment brought no recovery key, one is made, so that nobody ends with one single way in.
 */
export function EnrolFactor({ username, rules, onDone, onStep }: EnrolFactorProps) {
  const common = useCommonTexts();
  const texts = useEnrolTexts();
  const [step, setStep] = useState<EnrolStep>(getsToken(rules) ? "waiting" : "welcome");
  const [secrets, setSecrets] = useState<readonly string[]>([]);
  const action = useAction();
  const choices = choicesOf(rules);

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
      const list = secretsOf(made);
      setSecrets(list);
      if (list.length === 0) finish();
    });
  const enrolled = (result: NewRecoverySecret) => {
    const list = secretsOf(result);
    go("recovery");
    if (list.length === 0) makeRecoveryKey();
    else setSecrets(list);
  };

  if (step === "welcome") return <Welcome choices={choices} onDone={() => go("choose")} />;
  if (step === "choose") return <ChooseFactor choices={choices} onChoose={go} />;
  if (step === "waiting") {
    return (
      <>
        <StepHeading>{texts.waiting.heading}</StepHeading>
        <TokenMessage message={rules.tokenMessage} />
        {choices.includes("token") && (
          <>
            <h2>{texts.token.heading}</h2>
            <TokenEnrolment username={username} onDone={enrolled} />
          </>
        )}
      </>
    );
  }
  if (step === "recovery") {
    return (
      <>
        <div class="stack-tight">
          <StepHeading>
            {secrets.length > 1 ? common.recovery.headingCodes : common.recovery.heading}
          </StepHeading>
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
  const Enrolment = enrolments[step];
  return (
    <>
      <StepHeading>{texts[step].heading}</StepHeading>
      <Enrolment username={username} onDone={enrolled} />
      {choices.length > 1 && (
        <Button look="quiet" onClick={() => go("choose")}>
          {texts.otherChoice}
        </Button>
      )}
    </>
  );
}

const enrolments = { app: AppEnrolment, key: KeyEnrolment, token: TokenEnrolment };
