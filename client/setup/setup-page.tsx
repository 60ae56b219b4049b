import { useState } from "preact/hooks";
import { readRules } from "../api-rules.js";
import { EnrolFactor, type EnrolFactorProps, type EnrolStep } from "../enrol/enrol-factor.js";
import { useSetupTexts } from "../strings/setup.js";
import { LoadState } from "../ui/load-state.js";
import { Card, Page, StepHeading } from "../ui/page.js";
import { Progress } from "../ui/progress.js";
import { useLatest } from "../ui/use-latest.js";
import { AccountStep } from "./account-step.js";

/** SetupPage makes the first administrator, with a second factor and a recovery key, by the one-time `token`. */
export function SetupPage({ token }: { readonly token: string }) {
  const texts = useSetupTexts();
  const [step, setStep] = useState<"account" | "factor" | "done" | "void">(token === "" ? "void" : "account");
  const [username, setUsername] = useState("");
  const [enrolling, setEnrolling] = useState<EnrolStep>("welcome");
  const at = step === "account" ? 0 : enrolling === "recovery" || step === "done" ? 2 : 1;

  return (
    <Page centred>
      {step !== "void" && <Progress label={texts.stepsLabel} steps={texts.steps} at={at} />}
      <Card>
        {step === "void" && (
          <>
            <StepHeading>{texts.badLink.heading}</StepHeading>
            <p>{texts.badLink.lead}</p>
            <a class="button button-secondary" href="/login">
              {texts.badLink.signIn}
            </a>
          </>
        )}
        {step === "account" && (
          <AccountStep
            token={token}
            onBadLink={() => setStep("void")}
            onDone={(session) => {
              // The link is used up: it need stay neither in the history nor on the screen.
              history.replaceState(null, "", location.pathname);
              setUsername(session.username);
              setStep("factor");
            }}
          />
        )}
        {step === "factor" && (
          <FactorStep username={username} onStep={setEnrolling} onDone={() => setStep("done")} />
        )}
        {step === "done" && (
          <>
            <StepHeading>{texts.done.heading}</StepHeading>
            <p>{texts.done.lead}</p>
            <div class="row">
              <a class="button button-primary" href="/admin">
                {texts.done.console}
              </a>
              <a class="button button-secondary" href="/profile">
                {texts.done.profile}
              </a>
            </div>
          </>
        )}
      </Card>
    </Page>
  );
}

function FactorStep(props: Omit<EnrolFactorProps, "rules">) {
  const rules = useLatest(() => readRules(props.username), [props.username]);
  return rules.value === null ? <LoadState of={rules} /> : <EnrolFactor {...props} rules={rules.value} />;
}
