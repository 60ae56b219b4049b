import { useState } from "preact/hooks";
import type { Credential } from "../api-types.js";
import { ResyncDialog } from "../resync/resync-dialog.js";
import { useProfileTexts } from "../strings/profile.js";
import { useResyncTexts } from "../strings/resync.js";
import { Button } from "../ui/button.js";
import { Facts, Since } from "../ui/facts.js";
import type { Holdings } from "./credentials.js";
import { LastUsed, Suspended } from "./facts.js";
import { useProfile } from "./profile-context.js";
import { Section } from "./section.js";

/** TokensCard shows the hardware tokens that an administrator assigned, and mends the drift of one. */
export function TokensCard({ holdings: { tokens } }: { readonly holdings: Holdings }) {
  const own = useProfileTexts().tokens;
  return (
    <Section title={own.title} lead={own.lead}>
      {tokens.length === 0 ? (
        <p>{own.empty}</p>
      ) : (
        <>
          <ul class="items" aria-label={own.title}>
            {tokens.map((credential) => (
              <TokenRow key={credential.id} credential={credential} />
            ))}
          </ul>
          <p class="soft">{own.lost}</p>
        </>
      )}
    </Section>
  );
}

function TokenRow({ credential }: { readonly credential: Credential }) {
  const texts = useProfileTexts();
  const resync = useResyncTexts();
  const { unlocked, refresh, say } = useProfile();
  const [open, setOpen] = useState(false);
  const { factor, name, state, token, createdAt, lastUsedAt } = credential;
  const shown = token?.model ?? name;
  const type = factor === "totp" || factor === "hotp" ? factor : null;
  return (
    <li class="item">
      <div class="item-words">
        <h3>
          {shown} <Suspended state={state} />
        </h3>
        <Facts>
          {token && (
            <li>
              {texts.tokens.serial} <code>{token.serial}</code>
            </li>
          )}
          <Since label={texts.added} at={createdAt} />
          <LastUsed at={lastUsedAt} />
        </Facts>
      </div>
      {token && type !== null && state === "active" && (
        <Button
          look="secondary"
          aria-label={resync.dialogTitle(shown)}
          onClick={() => unlocked(() => setOpen(true))}
        >
          {resync.action}
        </Button>
      )}
      {open && token && type !== null && (
        <ResyncDialog
          serial={token.serial}
          name={shown}
          type={type}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            say(resync.done);
            void refresh();
          }}
        />
      )}
    </li>
  );
}
