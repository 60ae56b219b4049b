import { usePolicyTexts } from "../../strings/policy.js";
import { ListArea } from "../../ui/list-area.js";

/** LegacyCardProps: `onValue` gets all the users, changed. */
export interface LegacyCardProps {
  readonly users: readonly string[];
  readonly onValue: (users: readonly string[]) => void;
}

/** LegacyCard names the users whose password alone is taken by HTTP basic authentication. */
export function LegacyCard({ users, onValue }: LegacyCardProps) {
  const texts = usePolicyTexts().legacy;
  return (
    <section class="card stack" aria-labelledby="legacy">
      <div class="stack-tight">
        <h2 id="legacy">{texts.title}</h2>
        <p class="soft">{texts.lead}</p>
      </div>
      <ListArea label={texts.users} name="basicUsers" hint={texts.hint} value={users} onValue={onValue} />
    </section>
  );
}
