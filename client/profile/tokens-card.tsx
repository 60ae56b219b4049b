import { useState } from "preact/hooks";
import type { OwnRules } from "../api-rules.js";
import type { Credential } from "../api-types.js";
import { choicesOf, getsToken } from "../enrol/choices.js";
import { TokenEnrolment } from "../enrol/token-enrolment.js";
import { TokenMessage } from "../enrol/token-message.js";
import { ResyncDialog } from "../resync/resync-dialog.js";
import { useEnrolTexts } from "../strings/enrol.js";
import { useProfileTexts } from "../strings/profile.js";
import { useResyncTexts } from "../strings/resync.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Facts, Since } from "../ui/facts.js";
import type { Holdings } from "./credentials.js";
import { LastUsed, Suspended } from "./facts.js";
import { useProfile } from "./profile-context.js";
import { Section } from "./section.js";
import { useEnrolled } from "./use-enrolled.js";

/** showsTokens says whether there is anything to say about tokens: one that the person has, may take or waits for. */
export const showsTokens = ({ tokens }: Holdings, rules: OwnRules): boolean =>
  tokens.length > 0 || rules.selfAssignTokens || waits(rules);

/** Whoever may set up nothing waits for a token; the message is the administrator's. */
const waits = (rules: OwnRules): boolean => getsToken(rules) && rules.tokenMessage.trim() !== "";

/** TokensCard shows the hardware tokens that are assigned, mends the drift of one, and takes one where policy allows it. */
export function TokensCard({ holdings: { tokens } }: { readonly holdings: Holdings }) {
  const own = useProfileTexts().tokens;
  const enrol = useEnrolTexts().token;
  const { user, rules, unlocked } = useProfile();
  const [taking, setTaking] = useState(false);
  const enrolled = useEnrolled(() => setTaking(false));
  return (
    <Section title={own.title} lead={rules.selfAssignTokens ? own.leadTaking : own.lead}>
      {tokens.length === 0 ? (
        <>
          <p>{own.empty}</p>
          {waits(rules) && <TokenMessage message={rules.tokenMessage} />}
        </>
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
      {choicesOf(rules).includes("token") && (
        <div>
          <Button look="secondary" onClick={() => unlocked(() => setTaking(true))}>
            {own.take}
          </Button>
        </div>
      )}
      {taking && (
        <Dialog title={enrol.heading} onClose={() => setTaking(false)}>
          <TokenEnrolment
            username={user.username}
            onDone={(taken) => void enrolled.finish(taken, enrol.done)}
          />
        </Dialog>
      )}
      {enrolled.dialog}
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
