import { useState } from "preact/hooks";
import type { ApplicationKey } from "../../api-application-types.js";
import { readApplication, revokeKey } from "../../api-applications.js";
import { useApplicationTexts } from "../../strings/applications.js";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { Facts, Since } from "../../ui/facts.js";
import { mayChangeApplications, useAdmin } from "../admin-context.js";
import { KeyDialog } from "./key-dialog.js";
import { RotateDialog } from "./rotate-dialog.js";
import type { ApplicationProps } from "./settings-card.js";

/** KeysCard lists an application's keys, the newest first; makes new ones and revokes old ones. */
export function KeysCard({ application, onChanged }: ApplicationProps) {
  const texts = useApplicationTexts().keys;
  const { session, unlocked, say } = useAdmin();
  const [rotating, setRotating] = useState(false);
  const [revoking, setRevoking] = useState<string | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const { applicationId, name, keys } = application;
  const may = mayChangeApplications(session);
  const reload = async () => onChanged(await readApplication(applicationId));
  return (
    <section class="card stack" aria-labelledby="keys">
      <h2 id="keys" tabIndex={-1}>
        {texts.title}
      </h2>
      {keys.length === 0 && <p>{texts.empty}</p>}
      {keys.length > 0 && (
        <ul class="items items-close" aria-label={texts.title}>
          {[...keys].reverse().map((key) => (
            <KeyRow
              key={key.keyId}
              of={key}
              onRevoke={may ? () => unlocked(() => setRevoking(key.keyId)) : null}
            />
          ))}
        </ul>
      )}
      {may && (
        <div>
          <Button look="secondary" onClick={() => unlocked(() => setRotating(true))}>
            {texts.rotate}
          </Button>
        </div>
      )}
      {rotating && (
        <RotateDialog
          applicationId={applicationId}
          onClose={() => setRotating(false)}
          onDone={(apiKey) => {
            setRotating(false);
            setMade(apiKey);
          }}
        />
      )}
      {made !== null && (
        <KeyDialog
          name={name}
          apiKey={made}
          onSaved={() => {
            setMade(null);
            void reload();
          }}
        />
      )}
      {revoking !== null && (
        <ConfirmDialog
          title={texts.revokeTitle}
          submit={texts.revokeSubmit}
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await revokeKey(applicationId, revoking);
            await reload();
            setRevoking(null);
            say(texts.revoked);
          }}
        >
          <p>{texts.revokeLead}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function KeyRow({
  of: { keyId, createdAt, expiresAt, lastUsedAt, standing },
  onRevoke,
}: {
  readonly of: ApplicationKey;
  readonly onRevoke: (() => void) | null;
}) {
  const texts = useApplicationTexts().keys;
  return (
    <li class="item">
      <div class="item-words">
        <h3>
          {texts.name(keyId.slice(0, 6))}{" "}
          {standing === "ends_soon" && <span class="badge badge-warning">{texts.endsSoon}</span>}
          {standing === "ended" && <span class="badge badge-warning">{texts.ended}</span>}
        </h3>
        <Facts>
          <Since label={texts.made} at={createdAt} />
          {lastUsedAt === null ? (
            <li>{texts.neverUsed}</li>
          ) : (
            <Since label={texts.lastUsed} at={lastUsedAt} />
          )}
          {expiresAt === null ? (
            <li>{texts.noEnd}</li>
          ) : (
            <Since label={standing === "ended" ? texts.ended : texts.ends} at={expiresAt} />
          )}
        </Facts>
      </div>
      {onRevoke && (
        <Button look="quiet" onClick={onRevoke} aria-label={texts.revokeOf(keyId.slice(0, 6))}>
          {texts.revoke}
        </Button>
      )}
    </li>
  );
}
