import { useState } from "preact/hooks";
import { changePerson } from "../api-people.js";
import type { OwnRules } from "../api-rules.js";
import type { Factor } from "../api-types.js";
import { useCommonTexts } from "../strings/common.js";
import { useOrderTexts } from "../strings/order.js";
import { Button } from "./button.js";
import { Outcome } from "./outcome.js";
import { ReorderList } from "./reorder-list.js";
import { useAction } from "./use-action.js";

/**
 * PreferredOrderProps: `offered` is what the user is asked for now; `preferred` whether that is an order of their own;
 * `unlocked` runs a change once the session is elevated; `onSaved` says whether there is an order of their own now.
 */
export interface PreferredOrderProps {
  readonly username: string;
  readonly offered: OwnRules["offered"];
  readonly preferred: boolean;
  readonly unlocked: (then: () => void) => void;
  readonly onSaved: (preferred: boolean) => Promise<void>;
}

/** mayOrder says whether there is anything to put in order: a recovery key is last in any case. */
export const mayOrder = (offered: OwnRules["offered"]): boolean => withoutRecovery(offered).length > 1;

const withoutRecovery = (offered: readonly Factor[]) => offered.filter((factor) => factor !== "recovery-key");

/** PreferredOrder puts the factors that a user has and may use in the order in which they are asked for. */
export function PreferredOrder({ username, offered, preferred, unlocked, onSaved }: PreferredOrderProps) {
  const common = useCommonTexts();
  const texts = useOrderTexts().preferred;
  const [draft, setDraft] = useState<readonly Factor[] | null>(null);
  const action = useAction();
  const save = (order: readonly Factor[]) =>
    unlocked(() =>
      action.run(async () => {
        await changePerson(username, { preferredFactors: order });
        await onSaved(order.length > 0);
        setDraft(null);
      }),
    );
  return (
    <div class="stack">
      <ReorderList
        label={texts.label}
        items={draft ?? withoutRecovery(offered)}
        nameOf={(factor) => common.factors[factor]}
        onOrder={setDraft}
      />
      {offered.includes("recovery-key") && <p class="soft">{texts.recoveryLast}</p>}
      <Outcome action={action} />
      <div class="row">
        {draft !== null && (
          <>
            <Button type="button" busy={action.busy} onClick={() => save(draft)}>
              {texts.save}
            </Button>
            <Button look="secondary" onClick={() => setDraft(null)}>
              {common.cancel}
            </Button>
          </>
        )}
        {draft === null && preferred && (
          <Button look="secondary" busy={action.busy} onClick={() => save([])}>
            {texts.asPolicy}
          </Button>
        )}
      </div>
    </div>
  );
}
