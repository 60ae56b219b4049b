import { forgetDevice, listDevices } from "../../api-people.js";
import type { Person } from "../../api-people-types.js";
import { BrowserRow } from "../../profile/browser-row.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Since } from "../../ui/facts.js";
import { LoadState } from "../../ui/load-state.js";
import { useLatest } from "../../ui/use-latest.js";
import { reaches, useAdmin } from "../admin-context.js";

/** DevicesCard lists the browsers that a user has marked as trusted, and forgets them. */
export function DevicesCard({ person }: { readonly person: Person }) {
  const texts = usePeopleTexts().devices;
  const { session, say } = useAdmin();
  const { username } = person;
  const devices = useLatest(() => listDevices(username), [person]);
  const mayForget = username === session.username || reaches(session, person);
  return (
    <section class="card stack" aria-labelledby="devices">
      <h2 id="devices" tabIndex={-1}>
        {texts.title}
      </h2>
      <LoadState of={devices} />
      {devices.value?.length === 0 && <p>{texts.empty}</p>}
      {devices.value && devices.value.length > 0 && (
        <ul class="items items-close" aria-label={texts.title}>
          {devices.value.map((device) => (
            <BrowserRow
              key={device.id}
              userAgent={device.userAgent}
              ip={device.ip}
              end={mayForget ? texts.forget : null}
              endOf={texts.forgetOf}
              onEnd={async () => {
                await forgetDevice(username, device.id);
                devices.reload();
                say(texts.forgotten);
              }}
            >
              <Since label={texts.used} at={device.lastUsedAt} />
              <Since label={texts.ends} at={device.expiresAt} />
            </BrowserRow>
          ))}
        </ul>
      )}
    </section>
  );
}
