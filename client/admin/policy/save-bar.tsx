import { ApiError } from "../../api.js";
import type { Policy } from "../../api-policy-types.js";
import { usePolicyTexts } from "../../strings/policy.js";
import { Button } from "../../ui/button.js";
import { Notice } from "../../ui/notice.js";
import { Outcome } from "../../ui/outcome.js";
import { useAdmin } from "../admin-context.js";
import { isFaulty } from "./faults.js";
import type { Draft } from "./use-policy.js";

/** SaveBarProps: `tried` says that saving was tried while something was not right. */
export interface SaveBarProps {
  readonly draft: Draft;
  readonly policy: Policy;
  readonly tried: boolean;
  readonly onTried: (tried: boolean) => void;
}

/** SaveBar stays in sight while there are changes; it saves them, or says why they were not saved. */
export function SaveBar({ draft, policy, tried, onTried }: SaveBarProps) {
  const texts = usePolicyTexts().save;
  const { unlocked, say } = useAdmin();
  const { saving, overtaken, dirty } = draft;
  const faulty = isFaulty(policy);
  if (!dirty) return null;
  const save = () => {
    onTried(faulty);
    if (!faulty) unlocked(() => draft.save((version) => say(texts.done(version))));
  };
  const { failure } = saving;
  const reason = failure instanceof ApiError && failure.code !== "conflict" ? failure.detail : undefined;
  return (
    <section class="card save-bar" aria-label={texts.submit}>
      {overtaken !== null ? (
        <Notice tone="danger">
          {overtaken === "unknown" ? texts.conflictUnknown : texts.conflict(overtaken.by, overtaken.version)}
        </Notice>
      ) : (
        <>
          <p>{draft.wasKept ? texts.kept : texts.unsaved}</p>
          <Outcome
            action={saving}
            {...(reason === undefined ? {} : { own: { invalid_request: texts.refused(reason) } })}
          />
        </>
      )}
      {tried && faulty && <Notice tone="danger">{texts.faulty}</Notice>}
      <div class="row">
        {overtaken === null ? (
          <>
            <Button type="button" busy={saving.busy} onClick={save}>
              {texts.submit}
            </Button>
            <Button look="secondary" onClick={draft.discard}>
              {texts.discard}
            </Button>
          </>
        ) : (
          <Button
            look="secondary"
            busy={saving.busy}
            onClick={() => draft.loadTheirs(() => say(texts.loaded))}
          >
            {texts.loadAgain}
          </Button>
        )}
      </div>
    </section>
  );
}
