import type { Rules } from "../../api-policy-types.js";
import { usePolicyTexts } from "../../strings/policy.js";
import { RuleField } from "./rule-field.js";

/** ruleNames are all rules, in the order in which they are shown. */
export const ruleNames: readonly (keyof Rules)[] = [
  "factors",
  "enrol",
  "selfAssignTokens",
  "recovery",
  "userVerification",
  "attestation",
  "passkeySignIn",
  "rememberDays",
  "networks",
  "tokenMessage",
];

/** RulesCardProps: `onValue` gets all of them, changed. */
export interface RulesCardProps {
  readonly value: Rules;
  readonly onValue: (changed: Rules) => void;
}

/** RulesCard has the rules for everybody. */
export function RulesCard({ value, onValue }: RulesCardProps) {
  const texts = usePolicyTexts().rules;
  return (
    <section class="card stack-loose" aria-labelledby="rules">
      <div class="stack-tight">
        <h2 id="rules">{texts.title}</h2>
        <p class="soft">{texts.lead}</p>
      </div>
      {ruleNames.map((name) => (
        <RuleField
          key={name}
          name={name}
          rules={value}
          onValue={(changed) => onValue({ ...value, ...changed })}
        />
      ))}
    </section>
  );
}
