import { useState } from "preact/hooks";
import { type BypassCode, listBypassCodes, revokeBypassCode } from "../../api-bypass.js";
import type { Person } from "../../api-people-types.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { Facts, Since } from "../../ui/facts.js";
import { LoadState } from "../../ui/load-state.js";
import { useLatest } from "../../ui/use-latest.js";
import { mayChangeTokens, reaches, useAdmin } from "../admin-context.js";
import { isSecondFactor } from "../users/kinds.js";
import { BypassDialog } from "./bypass-dialog.js";

/** BypassCard lists the one-time codes that are good for a user, makes another, and revokes them. */
export function BypassCard({ person }: { readonly person: Person }) {
  const texts = usePeopleTexts().bypass;
  const { session, unlocked, say } = useAdmin();
  const { username, credentials, suspended } = person;
  const codes = useLatest(() => listBypassCodes(username), [person]);
  const [open, setOpen] = useState<"make" | BypassCode | null>(null);
  const may = mayChangeTokens(session) && reaches(session, person) && username !== session.username;
  const isPossible = credentials.some(isSecondFactor) && !suspended;
  const close = () => setOpen(null);
  return (
    <section class="card stack" aria-labelledby="bypass">
      <h2 id="bypass" tabIndex={-1}>
        {texts.title}
      </h2>
      <p class="soft">{texts.lead}</p>
      <LoadState of={codes} />
      {codes.value?.length === 0 && <p>{texts.empty}</p>}
      {codes.value && codes.value.length > 0 && (
        <ul class="items items-close" aria-label={texts.title}>
          {codes.value.map((code) => (
            <li class="item" key={code.id}>
              <div class="item-words">
                <h3>{texts.left(code.usesLeft)}</h3>
                <Facts>
                  <Since label={texts.ends} at={code.expiresAt} />
                  <li>{texts.by(code.by)}</li>
                  {code.reason !== null && <li>{code.reason}</li>}
                </Facts>
              </div>
              {may && (
                <Button look="secondary" onClick={() => unlocked(() => setOpen(code))}>
                  {texts.revoke}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {may && isPossible && (
        <div>
          <Button look="secondary" onClick={() => unlocked(() => setOpen("make"))}>
            {texts.make}
          </Button>
        </div>
      )}
      {open === "make" && <BypassDialog username={username} onMade={codes.reload} onClose={close} />}
      {open !== null && open !== "make" && (
        <ConfirmDialog
          title={texts.revokeTitle}
          submit={texts.revoke}
          own={{ forbidden: texts.forbidden }}
          onClose={close}
          onConfirm={async () => {
            await revokeBypassCode(username, open.id);
            codes.reload();
            close();
            say(texts.revoked);
          }}
        >
          <p>{texts.revokeLead(username)}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
