import type { EnforcedFor, Enforcement } from "../../api-policy-types.js";
import { usePolicyTexts } from "../../strings/policy.js";
import { Radios } from "../../ui/choices.js";
import { Field } from "../../ui/field.js";
import { ListArea } from "../../ui/list-area.js";
import { isLogins } from "./faults.js";

/** EnforcementCardProps: `onValue` gets the whole of it, changed. */
export interface EnforcementCardProps {
  readonly value: Enforcement;
  readonly onValue: (changed: Enforcement) => void;
}

const order: readonly EnforcedFor[] = ["nobody", "privileged", "groups", "applications", "everybody"];

/** EnforcementCard says of whom a second factor is required, and from when on. */
export function EnforcementCard({ value, onValue }: EnforcementCardProps) {
  const texts = usePolicyTexts().enforcement;
  const change = (part: Partial<Enforcement>) => onValue({ ...value, ...part });
  const some = ["groups", "applications", "everybody"].includes(value.for);
  return (
    <section class="card stack" aria-labelledby="enforcement">
      <h2 id="enforcement">{texts.title}</h2>
      <Radios
        legend={texts.for}
        name="for"
        value={value.for}
        options={order.map((one) => [one, ...texts.options[one]] as const)}
        onValue={(chosen) => change({ for: chosen })}
      />
      {value.for === "groups" && (
        <ListArea
          label={texts.groups}
          name="groups"
          hint={texts.oneALine}
          value={value.groups}
          onValue={(groups) => change({ groups })}
        />
      )}
      {value.for === "applications" && (
        <ListArea
          label={texts.applications}
          name="applications"
          hint={texts.applicationsHint}
          value={value.applications}
          onValue={(applications) => change({ applications })}
        />
      )}
      {some && (
        <>
          <ListArea
            label={texts.exempt}
            name="exemptGroups"
            hint={texts.exemptHint}
            value={value.exemptGroups}
            onValue={(exemptGroups) => change({ exemptGroups })}
          />
          <div class="policy-pair">
            <Field
              label={texts.graceUntil}
              name="graceUntil"
              type="date"
              hint={texts.graceUntilHint}
              value={dayOf(value.graceUntil)}
              onValue={(day) => change({ graceUntil: endOf(day) })}
            />
            <Field
              label={texts.graceLogins}
              name="graceLogins"
              type="number"
              min={0}
              max={100}
              hint={isLogins(value.graceLogins) ? texts.graceLoginsHint : undefined}
              error={isLogins(value.graceLogins) ? undefined : texts.graceLoginsHint}
              value={Number.isNaN(value.graceLogins) ? "" : String(value.graceLogins)}
              onValue={(typed) => change({ graceLogins: typed === "" ? Number.NaN : Number(typed) })}
            />
          </div>
        </>
      )}
    </section>
  );
}

/** The day of an instant where the person is, as a date field has it. */
function dayOf(instant: string | null): string {
  if (instant === null) return "";
  const date = new Date(instant);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The last second of a day where the person is; null where there is no such day. */
function endOf(day: string): string | null {
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}
