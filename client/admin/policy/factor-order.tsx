import { useId, useRef } from "preact/hooks";
import type { PolicyFactor } from "../../api-policy-types.js";
import { usePolicyTexts } from "../../strings/policy.js";
import { Button } from "../../ui/button.js";
import { Notice } from "../../ui/notice.js";
import { ReorderList } from "../../ui/reorder-list.js";

/** FactorOrderProps: `value` has the allowed ones in fallback order. */
export interface FactorOrderProps {
  readonly value: readonly PolicyFactor[];
  readonly onValue: (changed: readonly PolicyFactor[]) => void;
}

const all: readonly PolicyFactor[] = ["webauthn", "totp", "hotp", "yubico-otp"];

/** FactorOrder says which factors are allowed, and in which order they are asked for. */
export function FactorOrder({ value, onValue }: FactorOrderProps) {
  const texts = usePolicyTexts().rules;
  const id = useId();
  const box = useRef<HTMLFieldSetElement>(null);
  const nameOf = (factor: PolicyFactor) => texts.factors[factor];
  const others = all.filter((factor) => !value.includes(factor));
  // The button that was pressed is gone afterwards: on with the one in the list, or the list's own name.
  const then = (changed: readonly PolicyFactor[]) => {
    onValue(changed);
    box.current?.focus();
  };
  return (
    <fieldset class="stack-tight" ref={box} tabIndex={-1} aria-describedby={id}>
      <legend class="field-label">{texts.names.factors}</legend>
      <p class="field-hint" id={id}>
        {texts.factorsHint}
      </p>
      {value.length === 0 && <Notice tone="warning">{texts.noneAllowed}</Notice>}
      <ReorderList label={texts.order} items={value} nameOf={nameOf} onOrder={onValue}>
        {(factor) => (
          <Button
            look="quiet"
            aria-label={texts.disallow(nameOf(factor))}
            onClick={() => then(value.filter((one) => one !== factor))}
          >
            {texts.disallowShort}
          </Button>
        )}
      </ReorderList>
      {others.length > 0 && (
        <div class="row">
          <span class="soft">{texts.notAllowed}:</span>
          {others.map((factor) => (
            <Button key={factor} look="secondary" onClick={() => then([...value, factor])}>
              {texts.allow(nameOf(factor))}
            </Button>
          ))}
        </div>
      )}
    </fieldset>
  );
}
