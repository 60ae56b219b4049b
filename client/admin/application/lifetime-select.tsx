import { useApplicationTexts } from "../../strings/applications.js";
import { Select } from "../../ui/select.js";

/** Lifetime is the days after which a new key ends; "" for never. */
export type Lifetime = "" | "90" | "180" | "365";

const lifetimes: readonly Lifetime[] = ["", "90", "180", "365"];

/** lifetimeOf is what is sent of it. */
export const lifetimeOf = (lifetime: Lifetime): { readonly expiresInDays?: number } =>
  lifetime === "" ? {} : { expiresInDays: Number(lifetime) };

/** LifetimeSelectProps: what is chosen. */
export interface LifetimeSelectProps {
  readonly value: Lifetime;
  readonly onValue: (chosen: Lifetime) => void;
}

/** LifetimeSelect chooses when a new key ends. */
export function LifetimeSelect({ value, onValue }: LifetimeSelectProps) {
  const texts = useApplicationTexts().lifetime;
  return (
    <Select
      label={texts.label}
      name="lifetime"
      hint={texts.hint}
      value={value}
      options={lifetimes.map((one) => [one, texts.options[one]])}
      onValue={onValue}
    />
  );
}
