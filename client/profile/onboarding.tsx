import { useState } from "preact/hooks";
import { EnrolFactor, type EnrolStep } from "../enrol/enrol-factor.js";
import { isPlace } from "../login/leave.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { Outcome } from "../ui/outcome.js";
import { Card, Page, StepHeading } from "../ui/page.js";
import { useAction } from "../ui/use-action.js";
import { GraceNote } from "./grace-note.js";
import { HeaderActions } from "./header-actions.js";
import { useProfile } from "./profile-context.js";
import { enrolled, returnAddress } from "./start.js";

/** OnboardingProps: `onDone` opens the profile once something is enrolled, `onPutOff` without. */
export interface OnboardingProps {
  readonly mayPutOff: boolean;
  readonly onPutOff: () => void;
  readonly onDone: () => Promise<void>;
}

/** Onboarding leads a person without a second factor to one, and to the recovery key. */
export function Onboarding({ mayPutOff, onPutOff, onDone }: OnboardingProps) {
  const texts = useProfileTexts();
  const own = texts.onboarding;
  const { user, rules } = useProfile();
  const [step, setStep] = useState<EnrolStep | null>(null);
  const action = useAction();
  const back = returnAddress();
  const hasPlace = back !== null && isPlace(back);

  return (
    <Page centred actions={<HeaderActions username={user.username} back={null} />}>
      <Card>
        {step === "done" ? (
          <>
            <StepHeading>{own.doneHeading}</StepHeading>
            <p>{own.done}</p>
            <Outcome action={action} />
            <div class="row">
              {hasPlace && (
                <a class="button button-primary" href={back}>
                  {texts.backTo(new URL(back, location.href).hostname)}
                </a>
              )}
              <Button
                type="button"
                look={hasPlace ? "secondary" : "primary"}
                busy={action.busy}
                onClick={() => action.run(onDone)}
              >
                {own.toProfile}
              </Button>
            </div>
          </>
        ) : (
          <>
            <EnrolFactor username={user.username} rules={rules} onStep={setStep} onDone={enrolled} />
            {mayPutOff && step !== "recovery" && (
              <div class="put-off">
                <GraceNote />
                <Button look="quiet" onClick={onPutOff}>
                  {own.later}
                </Button>
              </div>
            )}
          </>
        )}
      </Card>
    </Page>
  );
}
