import { useId, useRef } from "preact/hooks";
import type { GroupRules, Rules } from "../../api-policy-types.js";
import { usePolicyTexts } from "../../strings/policy.js";
import { Button } from "../../ui/button.js";
import { Select } from "../../ui/select.js";
import { RuleField } from "./rule-field.js";
import { ruleNames } from "./rules-card.js";

/** GroupRulesPartProps: `defaults` is what a rule begins as. */
export interface GroupRulesPartProps {
  readonly value: GroupRules;
  readonly defaults: Rules;
  readonly onValue: (changed: GroupRules) => void;
  readonly onRemove: () => void;
}

/** GroupRulesPart has what one group has otherwise than everybody. */
export function GroupRulesPart({ value, defaults, onValue, onRemove }: GroupRulesPartProps) {
  const texts = usePolicyTexts();
  const own = texts.groups;
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const { group, rules } = value;
  const stated = ruleNames.filter((name) => rules[name] !== undefined);
  const others = ruleNames.filter((name) => rules[name] === undefined);
  const change = (part: Partial<Rules>) => onValue({ group, rules: { ...rules, ...part } });
  const asDefault = (name: keyof Rules) => {
    const left = Object.fromEntries(Object.entries(rules).filter(([other]) => other !== name));
    onValue({ group, rules: left });
    heading.current?.focus();
  };
  return (
    <section class="group-rules stack" aria-labelledby={id}>
      <div class="row row-ends">
        <h3 id={id} ref={heading} tabIndex={-1}>
          {own.rulesOf(group)}
        </h3>
        <Button look="quiet" aria-label={own.remove(group)} onClick={onRemove}>
          {own.removeShort}
        </Button>
      </div>
      {stated.length === 0 && <p class="soft">{own.none}</p>}
      {stated.map((name) => (
        <div key={name} class="stack-tight">
          <RuleField name={name} rules={{ ...defaults, ...rules }} onValue={change} />
          <div>
            <Button
              look="quiet"
              aria-label={own.asDefault(texts.rules.names[name])}
              onClick={() => asDefault(name)}
            >
              {own.asDefaultShort}
            </Button>
          </div>
        </div>
      ))}
      {others.length > 0 && (
        <Select<keyof Rules | "">
          label={own.addRule}
          name="rule"
          value=""
          options={[["", own.choose], ...others.map((name) => [name, texts.rules.names[name]] as const)]}
          onValue={(name) => {
            if (name !== "") change({ [name]: defaults[name] });
          }}
        />
      )}
    </section>
  );
}
