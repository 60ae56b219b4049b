import type { StockCount } from "../api-token-types.js";
import type { Credential, User } from "../api-types.js";
import { useAdminTexts } from "../strings/admin.js";
import { mayImportTokens, useAdmin } from "./admin-context.js";
import { Link } from "./link.js";
import { pathOf } from "./route.js";

/** ChecklistProps: the administrator, and the stock as it is counted. */
export interface ChecklistProps {
  readonly user: User;
  readonly counts: readonly StockCount[];
}

interface Item {
  readonly done: boolean;
  readonly words: string;
  readonly step?: { readonly to: string; readonly words: string; readonly own: boolean };
}

/** Checklist is what a new installation needs, from what the service knows. It goes once all of it is done. */
export function Checklist({ user, counts }: ChecklistProps) {
  const texts = useAdminTexts().checklist;
  const items = useItems(user.credentials, counts);
  if (items.every(({ done }) => done)) return null;
  return (
    <section class="card stack" aria-labelledby="first-steps">
      <div class="stack-tight">
        <h2 id="first-steps">{texts.title}</h2>
        <p class="soft">{texts.lead}</p>
      </div>
      <ol class="checklist">
        {items.map(({ done, words, step }) => (
          <li key={words} class={done ? "checklist-item checklist-done" : "checklist-item"}>
            <Tick done={done} />
            <span class="checklist-words">
              <span>
                <span class="unseen">{done ? texts.done : texts.open}: </span>
                {words}
              </span>
              {step &&
                (step.own ? <Link to={step.to}>{step.words}</Link> : <a href={step.to}>{step.words}</a>)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function useItems(credentials: readonly Credential[], counts: readonly StockCount[]): readonly Item[] {
  const texts = useAdminTexts().checklist;
  const { session } = useAdmin();
  const active = credentials.filter(({ state }) => state === "active");
  const factors = active.filter(({ factor }) => factor !== "recovery-key").length;
  const recovery = active.some(({ factor }) => factor === "recovery-key");
  const inStock = counts.some(({ count }) => count > 0);
  const assigned = counts.some(({ state, count }) => state === "assigned" && count > 0);
  const profile = { to: "/profile", words: texts.toProfile, own: false };
  const toImport = { to: pathOf({ at: "import" }), words: texts.toImport, own: true };
  const toStock = { to: pathOf({ at: "tokens" }), words: texts.toStock, own: true };
  const item = (done: boolean, yes: string, no: string, step: Item["step"] | null): Item =>
    done || step === null ? { done, words: done ? yes : no } : { done, words: no, ...(step ? { step } : {}) };
  return [
    { done: factors > 0, words: texts.secondFactor },
    item(factors > 1, texts.spareDone, texts.spare, profile),
    item(recovery, texts.recoveryDone, texts.recovery, profile),
    item(inStock, texts.tokensDone, texts.tokens, mayImportTokens(session) ? toImport : null),
    item(assigned, texts.assignedDone, texts.assigned, inStock ? toStock : null),
  ];
}

function Tick({ done }: { readonly done: boolean }) {
  return (
    <svg
      class="tick"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      aria-hidden="true"
    >
      <circle cx="12" cy="12" r="9.5" />
      {done && <path d="m7.5 12.4 3.1 3.1 6-6.6" stroke-linecap="round" stroke-linejoin="round" />}
    </svg>
  );
}
