import type { Rules } from "../../api-policy-types.js";
import { usePolicyTexts } from "../../strings/policy.js";
import { Checks } from "../../ui/choices.js";
import { Field } from "../../ui/field.js";
import { ListArea } from "../../ui/list-area.js";
import { Select } from "../../ui/select.js";
import { FactorOrder } from "./factor-order.js";
import { badNetwork, isDays } from "./faults.js";
import { MessageField } from "./message-field.js";

/** RuleFieldProps: `rules` has at least the rule that is named; `onValue` gets that one, changed. */
export interface RuleFieldProps {
  readonly name: keyof Rules;
  readonly rules: Rules;
  readonly onValue: (changed: Partial<Rules>) => void;
}

/** RuleField is where one rule is changed, for everybody or for a group. */
export function RuleField({ name, rules, onValue }: RuleFieldProps) {
  const texts = usePolicyTexts().rules;
  const label = texts.names[name];
  switch (name) {
    case "factors":
      return <FactorOrder value={rules.factors} onValue={(factors) => onValue({ factors })} />;
    case "enrol":
      return (
        <Checks
          legend={label}
          hint={texts.enrolHint}
          value={rules.enrol}
          options={texts.enrol}
          onValue={(enrol) => onValue({ enrol })}
        />
      );
    case "selfAssignTokens":
      return (
        <Select<string>
          label={label}
          name={name}
          value={String(rules.selfAssignTokens)}
          options={texts.selfAssignTokens}
          onValue={(chosen) => onValue({ selfAssignTokens: chosen === "true" })}
        />
      );
    case "recovery":
    case "userVerification":
    case "attestation":
    case "passkeySignIn":
      return (
        <Select<string>
          label={label}
          name={name}
          hint={name === "recovery" ? texts.recoveryHint : undefined}
          value={rules[name]}
          options={texts[name]}
          onValue={(chosen) => onValue({ [name]: chosen })}
        />
      );
    case "networks": {
      const bad = badNetwork(rules.networks);
      return (
        <ListArea
          label={label}
          name={name}
          hint={texts.networksHint}
          error={bad === undefined ? undefined : texts.badNetwork(bad)}
          value={rules.networks}
          onValue={(networks) => onValue({ networks })}
        />
      );
    }
    case "rememberDays":
      return (
        <Field
          label={label}
          name={name}
          type="number"
          min={0}
          max={365}
          hint={texts.rememberHint}
          error={isDays(rules.rememberDays) ? undefined : texts.badDays}
          value={Number.isNaN(rules.rememberDays) ? "" : String(rules.rememberDays)}
          onValue={(typed) => onValue({ rememberDays: typed === "" ? Number.NaN : Number(typed) })}
        />
      );
    case "tokenMessage":
      return (
        <MessageField
          label={label}
          value={rules.tokenMessage}
          onValue={(tokenMessage) => onValue({ tokenMessage })}
        />
      );
  }
}
