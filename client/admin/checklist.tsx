import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type ChecklistEntry, type ChecklistItem, readChecklist } from "../api-checklist.js";
import type { User } from "../api-types.js";
import { useAdminTexts } from "../strings/admin.js";
import { Button } from "../ui/button.js";
import { LoadState } from "../ui/load-state.js";
import { useLatest } from "../ui/use-latest.js";
import { Link } from "./link.js";
import { pathOf } from "./route.js";
import { TestMail } from "./test-mail.js";

/** Where this browser keeps that its person wants the list no more. */
const hiddenKey = "latchkey-first-steps-hidden";

/** Checklist is what a new installation needs, as the service finds it. It goes once all of it is done. */
export function Checklist({ user }: { readonly user: User }) {
  const texts = useAdminTexts().checklist;
  const list = useLatest(readChecklist, []);
  const [hidden, setHidden] = useState(() => localStorage.getItem(hiddenKey) !== null);
  const hide = (next: boolean) => {
    if (next) localStorage.setItem(hiddenKey, "yes");
    else localStorage.removeItem(hiddenKey);
    setHidden(next);
  };
  if (!list.value) return <LoadState of={list} />;
  const left = list.value.filter(({ done }) => !done).length;
  if (left === 0) return null;
  if (hidden) {
    return (
      <div class="row">
        <Button look="quiet" onClick={() => hide(false)}>
          {texts.left(left)}
        </Button>
      </div>
    );
  }
  return (
    <section class="card stack" aria-labelledby="first-steps">
      <div class="stack-tight">
        <div class="row row-ends">
          <h2 id="first-steps">{texts.title}</h2>
          <Button look="quiet" onClick={() => hide(true)}>
            {texts.hide}
          </Button>
        </div>
        <p class="soft">{texts.lead}</p>
      </div>
      <ol class="checklist">
        {list.value.map((entry) => (
          <Item key={entry.item} entry={entry}>
            {!entry.done && (
              <Step item={entry.item} list={list.value ?? []} user={user} onDone={list.reload} />
            )}
          </Item>
        ))}
      </ol>
    </section>
  );
}

interface ItemProps {
  readonly entry: ChecklistEntry;
  readonly children: ComponentChildren;
}

function Item({ entry: { item, done }, children }: ItemProps) {
  const texts = useAdminTexts().checklist;
  const [toDo, isDone] = texts.items[item];
  return (
    <li class={done ? "checklist-item checklist-done" : "checklist-item"}>
      <Tick done={done} />
      <div class="checklist-words">
        <span>
          <span class="unseen">{done ? texts.done : texts.open}: </span>
          {done ? isDone : toDo}
        </span>
        {children}
      </div>
    </li>
  );
}

interface StepProps {
  readonly item: ChecklistItem;
  readonly list: readonly ChecklistEntry[];
  readonly user: User;
  readonly onDone: () => void;
}

/** Step leads to where an item is done; settings of the service are named in its words. */
function Step({ item, list, user, onDone }: StepProps) {
  const texts = useAdminTexts().checklist;
  switch (item) {
    case "second_factor":
    case "spare_factor":
    case "recovery":
      return <a href="/profile">{texts.toProfile}</a>;
    case "test_mail": {
      const named = list.some((entry) => entry.item === "mail_server" && entry.done);
      return <TestMail user={user} serverNamed={named} onSent={onDone} />;
    }
    case "second_administrator":
    case "users":
      return <Link to={pathOf({ at: "users" })}>{texts.toUsers}</Link>;
    case "policy":
      return <Link to={pathOf({ at: "policy" })}>{texts.toPolicy}</Link>;
    case "tokens_or_application":
      return (
        <span class="row">
          <Link to={pathOf({ at: "import" })}>{texts.toImport}</Link>
          <Link to={pathOf({ at: "applications" })}>{texts.toApplications}</Link>
        </span>
      );
    default:
      return null;
  }
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
