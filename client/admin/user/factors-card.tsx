import { useState } from "preact/hooks";
import { readPerson } from "../../api-people.js";
import type { Person } from "../../api-people-types.js";
import type { Credential } from "../../api-types.js";
import { revokeCredential } from "../../api-user.js";
import { useCommonTexts } from "../../strings/common.js";
import { usePeopleTexts } from "../../strings/people.js";
import { useProfileTexts } from "../../strings/profile.js";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { Facts, Since } from "../../ui/facts.js";
import { mayChangeTokens, reaches, useAdmin } from "../admin-context.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { isSecondFactor } from "../users/kinds.js";

/** FactorsCardProps: `onChanged` gets the user as they are after a change. */
export interface FactorsCardProps {
  readonly person: Person;
  readonly onChanged: (person: Person) => void;
}

/** FactorsCard lists a user's credentials, and revokes them. */
export function FactorsCard({ person, onChanged }: FactorsCardProps) {
  const texts = usePeopleTexts().factors;
  const { session, unlocked, say } = useAdmin();
  const [revoking, setRevoking] = useState<Credential | null>(null);
  const { credentials, username } = person;
  const mayRevoke = mayChangeTokens(session) && username !== session.username && reaches(session, person);
  return (
    <section class="card stack" aria-labelledby="factors">
      <h2 id="factors" tabIndex={-1}>
        {texts.title}
      </h2>
      {!credentials.some(isSecondFactor) && <p>{texts.empty}</p>}
      {credentials.length > 0 && (
        <ul class="items items-close" aria-label={texts.title}>
          {credentials.map((credential) => (
            <CredentialRow
              key={credential.id}
              credential={credential}
              onRevoke={mayRevoke ? () => unlocked(() => setRevoking(credential)) : null}
            />
          ))}
        </ul>
      )}
      {revoking && (
        <ConfirmDialog
          title={texts.revokeTitle(revoking.name)}
          submit={texts.revokeSubmit}
          own={{ forbidden: texts.refused }}
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await revokeCredential(username, revoking.id);
            onChanged(await readPerson(username));
            setRevoking(null);
            say(texts.revoked);
          }}
        >
          <p>{texts.revokeLead(username)}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

interface CredentialRowProps {
  readonly credential: Credential;
  readonly onRevoke: (() => void) | null;
}

function CredentialRow({ credential, onRevoke }: CredentialRowProps) {
  const texts = usePeopleTexts();
  const common = useCommonTexts();
  const profile = useProfileTexts();
  const { name, factor, state, createdAt, lastUsedAt, token, model, recoveryCodesLeft } = credential;
  // A recovery key ends with the last factor, and a token goes back to the stock from its own page.
  const mayRevoke = onRevoke !== null && token === undefined && factor !== "recovery-key";
  const words = factor === "recovery-key" ? profile.recovery.key.title : name;
  return (
    <li class="item">
      <div class="item-words">
        <h3>
          {recoveryCodesLeft === undefined ? words : texts.factors.recoveryCodes(recoveryCodesLeft)}{" "}
          {state !== "active" && (
            <span class="badge badge-warning">
              {state === "pending" ? texts.factors.pending : texts.suspended}
            </span>
          )}
        </h3>
        <Facts>
          {factor !== "recovery-key" && <li>{common.factors[factor]}</li>}
          {model !== undefined && <li>{model}</li>}
          <Since label={profile.added} at={createdAt} />
          {lastUsedAt === null ? (
            <li>{profile.neverUsed}</li>
          ) : (
            <Since label={profile.lastUsed} at={lastUsedAt} />
          )}
        </Facts>
      </div>
      {token !== undefined && (
        <Link to={pathOf({ at: "token", serial: token.serial })}>{texts.factors.atToken}</Link>
      )}
      {mayRevoke && (
        <Button look="secondary" aria-label={texts.factors.revokeOf(name)} onClick={onRevoke}>
          {texts.factors.revoke}
        </Button>
      )}
    </li>
  );
}
