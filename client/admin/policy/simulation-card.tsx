import { useState } from "preact/hooks";
import { ApiError } from "../../api.js";
import { simulate } from "../../api-policy.js";
import type { Policy, Simulated } from "../../api-policy-types.js";
import { useCommonTexts } from "../../strings/common.js";
import { usePolicyTexts } from "../../strings/policy.js";
import { Button } from "../../ui/button.js";
import { Field } from "../../ui/field.js";
import { Outcome } from "../../ui/outcome.js";
import { useAction } from "../../ui/use-action.js";
import { isAddress } from "./address-range.js";

/** SimulationCardProps: `draft` is the policy with changes that are not saved; null where there are none. */
export interface SimulationCardProps {
  readonly draft: Policy | null;
}

/** SimulationCard answers what would happen if somebody signed in from there to that, and why. */
export function SimulationCard({ draft }: SimulationCardProps) {
  const texts = usePolicyTexts().simulation;
  const action = useAction();
  const [username, setUsername] = useState("");
  const [ip, setIp] = useState("");
  const [application, setApplication] = useState("");
  const [withDraft, setWithDraft] = useState(true);
  const [tried, setTried] = useState(false);
  const [answer, setAnswer] = useState<Simulated | null>(null);
  const badIp = ip.trim() !== "" && !isAddress(ip.trim());
  const missing = username.trim() === "";
  const unknown = action.failure instanceof ApiError && action.failure.code === "not_found";

  const ask = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (missing || badIp) return;
    const question = {
      username: username.trim(),
      ...(ip.trim() === "" ? {} : { ip: ip.trim() }),
      ...(application.trim() === "" ? {} : { application: application.trim() }),
      ...(draft !== null && withDraft ? { policy: draft } : {}),
    };
    setAnswer(null);
    action.run(async () => setAnswer(await simulate(question)));
  };
  const nameFault = missing ? texts.missing : unknown ? texts.noUser : undefined;
  return (
    <section class="card stack" aria-labelledby="simulation">
      <div class="stack-tight">
        <h2 id="simulation">{texts.title}</h2>
        <p class="soft">{texts.lead}</p>
      </div>
      <form class="stack" noValidate onSubmit={ask}>
        <div class="policy-three">
          <Field
            label={texts.username}
            name="username"
            value={username}
            onValue={setUsername}
            error={tried ? nameFault : undefined}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            maxLength={256}
          />
          <Field
            label={texts.ip}
            name="ip"
            value={ip}
            onValue={setIp}
            hint={texts.ipHint}
            error={tried && badIp ? texts.badIp : undefined}
            autocomplete="off"
            spellcheck={false}
            maxLength={64}
          />
          <Field
            label={texts.application}
            name="application"
            value={application}
            onValue={setApplication}
            hint={texts.applicationHint}
            autocomplete="off"
            spellcheck={false}
            maxLength={64}
          />
        </div>
        {draft !== null && (
          <label class="check">
            <input
              type="checkbox"
              checked={withDraft}
              onChange={(event) => setWithDraft(event.currentTarget.checked)}
            />
            {texts.draft}
          </label>
        )}
        {!unknown && <Outcome action={action} />}
        <div>
          <Button look="secondary" type="submit" busy={action.busy}>
            {texts.submit}
          </Button>
        </div>
      </form>
      <div role="status">{answer && <Answer answer={answer} />}</div>
    </section>
  );
}

function Answer({ answer: { decision, factors, lines } }: { readonly answer: Simulated }) {
  const texts = usePolicyTexts().simulation;
  const common = useCommonTexts();
  const names: Readonly<Record<string, string>> = common.factors;
  const lockedOut = decision === "required" && factors.length === 0;
  return (
    <div class="answer stack-tight">
      <p>
        <strong>{lockedOut ? texts.locked : texts.decisions[decision]}</strong>{" "}
        {factors.length > 0 && texts.order(factors.map((factor) => names[factor] ?? factor))}
      </p>
      <p class="soft">{texts.why}</p>
      <ol class="answer-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </div>
  );
}
