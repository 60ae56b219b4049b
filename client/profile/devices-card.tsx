import { useState } from "preact/hooks";
import { forgetDevice, listDevices } from "../api-people.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { ConfirmDialog } from "../ui/confirm-dialog.js";
import { Since } from "../ui/facts.js";
import { useList } from "../ui/use-list.js";
import { BrowserRow } from "./browser-row.js";
import { ListState } from "./list-state.js";
import { useProfile } from "./profile-context.js";
import { Section } from "./section.js";

/** DevicesCard lists the browsers that the person has marked as trusted, and forgets one or all of them. */
export function DevicesCard({ sessionKey }: { readonly sessionKey: string }) {
  const own = useProfileTexts().devices;
  const { user, rules, unlocked, say } = useProfile();
  const list = useList(() => listDevices(user.username), [sessionKey]);
  const { entries, load } = list;
  const [asking, setAsking] = useState(false);
  if (rules.rememberDays === 0 && (entries === null || entries.length === 0)) return null;
  return (
    <Section title={own.title} lead={own.lead}>
      <ListState list={list} />
      {entries?.length === 0 && <p>{own.empty(rules.rememberDays)}</p>}
      {entries && entries.length > 0 && (
        <ul class="items" aria-label={own.title}>
          {entries.map((device) => (
            <BrowserRow
              key={device.id}
              userAgent={device.userAgent}
              ip={device.ip}
              end={own.forget}
              endOf={own.forgetOf}
              onEnd={async () => {
                await forgetDevice(user.username, device.id);
                load();
                say(own.forgotten);
              }}
            >
              <Since label={own.created} at={device.createdAt} />
              <Since label={own.used} at={device.lastUsedAt} />
              <Since label={own.ends} at={device.expiresAt} />
            </BrowserRow>
          ))}
        </ul>
      )}
      {entries && entries.length > 1 && (
        <div>
          <Button look="secondary" onClick={() => unlocked(() => setAsking(true))}>
            {own.forgetAll}
          </Button>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={own.forgetAllTitle}
          submit={own.forgetAll}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            for (const { id } of entries ?? []) await forgetDevice(user.username, id);
            load();
            setAsking(false);
            say(own.forgottenAll);
          }}
        >
          <p>{own.forgetAllLead}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
