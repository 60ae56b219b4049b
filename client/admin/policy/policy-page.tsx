import { useState } from "preact/hooks";
import { usePolicyTexts } from "../../strings/policy.js";
import { LoadState } from "../../ui/load-state.js";
import { StepHeading } from "../../ui/page.js";
import { mayChangePolicy, useAdmin } from "../admin-context.js";
import { useTitle } from "../use-title.js";
import { EnforcementCard } from "./enforcement-card.js";
import { GroupsCard } from "./groups-card.js";
import { HistoryCard } from "./history-card.js";
import { LegacyCard } from "./legacy-card.js";
import { LettersCard } from "./letters-card.js";
import { RulesCard } from "./rules-card.js";
import { SaveBar } from "./save-bar.js";
import { SimulationCard } from "./simulation-card.js";
import { useDraft } from "./use-policy.js";

/** PolicyPage is the policy: to look at, to change, to try out before it holds, and who changed it when. */
export function PolicyPage() {
  const texts = usePolicyTexts();
  const { session, first } = useAdmin();
  const draft = useDraft();
  const [triedToSave, setTriedToSave] = useState(false);
  const mayChange = mayChangePolicy(session);
  const { loaded, policy, edition, change } = draft;
  useTitle(texts.title);
  return (
    <>
      <div class="stack-tight">
        <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
        <p class="soft">{texts.lead}</p>
        {loaded.value && <p class="soft">{texts.version(loaded.value.version)}</p>}
        {!mayChange && <p>{texts.readOnly}</p>}
      </div>
      <LoadState of={loaded} />
      {policy && loaded.value && (
        <>
          <fieldset class="stack-loose" disabled={!mayChange} key={edition}>
            <EnforcementCard value={policy.enforcement} onValue={(enforcement) => change({ enforcement })} />
          </fieldset>
          <LettersCard draft={draft.dirty ? policy : null} version={loaded.value.version} />
          <fieldset class="stack-loose" disabled={!mayChange} key={`rules ${edition}`}>
            <RulesCard value={policy.rules} onValue={(rules) => change({ rules })} />
            <GroupsCard policy={policy} onValue={(groups) => change({ groups })} />
            <LegacyCard
              users={policy.basicAuthentication.users}
              onValue={(users) => change({ basicAuthentication: { users } })}
            />
          </fieldset>
          {mayChange && (
            <SaveBar draft={draft} policy={policy} tried={triedToSave} onTried={setTriedToSave} />
          )}
          <SimulationCard draft={draft.dirty ? policy : null} />
          <HistoryCard version={loaded.value.version} />
        </>
      )}
    </>
  );
}
