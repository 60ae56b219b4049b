import { useState } from "preact/hooks";
import { listApplications } from "../../api-applications.js";
import { useAuditTexts } from "../../strings/audit.js";
import { Button } from "../../ui/button.js";
import { Field } from "../../ui/field.js";
import { Select } from "../../ui/select.js";
import { useLatest } from "../../ui/use-latest.js";
import { go } from "../use-route.js";
import { addressOf, dayOf, type Field as FieldName, type Filter } from "./audit-filter.js";

const rare: readonly FieldName[] = ["actor", "factor", "application", "ip", "serial"];
const text = { autocomplete: "off", autocapitalize: "off", spellcheck: false, maxLength: 256 } as const;

/** FilterForm asks what to search for; the search stands in the address, so that it can be shared and gone back to. */
export function FilterForm({ filter }: { readonly filter: Filter }) {
  const texts = useAuditTexts();
  const { filter: own } = texts;
  const [draft, setDraft] = useState(filter);
  const applications = useLatest(listApplications, []);
  const change = (field: FieldName) => (value: string) =>
    setDraft((before) => ({ ...before, [field]: value }));

  const choice = (
    field: "action" | "outcome" | "factor" | "application",
    known: Readonly<Record<string, string>>,
  ) => {
    const options = Object.entries(known).map(([value, words]) => [value, words] as const);
    const isOther = draft[field] !== "" && known[draft[field]] === undefined;
    return [["", own.any] as const, ...(isOther ? [[draft[field], draft[field]] as const] : []), ...options];
  };
  const byWords = (known: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(known).sort(([, a], [, b]) => a.localeCompare(b)));
  const day = (field: "from" | "to", label: string) => (
    <Field
      label={label}
      name={field}
      type="date"
      value={dayOf(draft[field])}
      onValue={change(field)}
      autocomplete="off"
    />
  );

  return (
    <search>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          go(addressOf(draft), { stay: true });
        }}
      >
        <div class="audit-filters">
          <Field
            {...text}
            label={own.user}
            name="user"
            hint={own.userHint}
            value={draft.user}
            onValue={change("user")}
          />
          <Select
            label={own.action}
            name="action"
            value={draft.action}
            options={choice("action", byWords(texts.actions))}
            onValue={change("action")}
          />
          <Select
            label={own.outcome}
            name="outcome"
            value={draft.outcome}
            options={choice("outcome", texts.outcomes)}
            onValue={change("outcome")}
          />
          {day("from", own.from)}
          {day("to", own.to)}
        </div>
        <details open={rare.some((field) => filter[field] !== "")}>
          <summary>{own.more}</summary>
          <div class="audit-filters options">
            <Field
              {...text}
              label={own.actor}
              name="actor"
              hint={own.actorHint}
              value={draft.actor}
              onValue={change("actor")}
            />
            <Select
              label={own.factor}
              name="factor"
              value={draft.factor}
              options={choice("factor", texts.factors)}
              onValue={change("factor")}
            />
            <Select
              label={own.application}
              name="application"
              value={draft.application}
              options={choice(
                "application",
                Object.fromEntries(
                  (applications.value ?? []).map(({ applicationId, name }) => [applicationId, name]),
                ),
              )}
              onValue={change("application")}
            />
            <Field
              {...text}
              label={own.ip}
              name="ip"
              hint={own.ipHint}
              value={draft.ip}
              onValue={change("ip")}
            />
            <Field
              {...text}
              label={own.serial}
              name="serial"
              hint={own.serialHint}
              value={draft.serial}
              onValue={change("serial")}
            />
          </div>
        </details>
        <div>
          <Button>{own.submit}</Button>
        </div>
      </form>
    </search>
  );
}
