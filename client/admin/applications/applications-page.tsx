import { useState } from "preact/hooks";
import { listApplications } from "../../api-applications.js";
import { useApplicationTexts } from "../../strings/applications.js";
import { Button } from "../../ui/button.js";
import { LoadState } from "../../ui/load-state.js";
import { StepHeading } from "../../ui/page.js";
import { useLatest } from "../../ui/use-latest.js";
import { mayChangeApplications, useAdmin } from "../admin-context.js";
import { KeyDialog } from "../application/key-dialog.js";
import { pathOf } from "../route.js";
import { go } from "../use-route.js";
import { useTitle } from "../use-title.js";
import { ApplicationTable } from "./application-table.js";
import { CreateDialog } from "./create-dialog.js";
import { EmptyApplications } from "./empty-applications.js";

/** Made is an application that was registered just now, with its key. */
interface Made {
  readonly name: string;
  readonly applicationId: string;
  readonly apiKey: string;
}

/** ApplicationsPage lists the relying applications, and registers new ones. */
export function ApplicationsPage() {
  const texts = useApplicationTexts();
  const { session, first, unlocked, say } = useAdmin();
  const applications = useLatest(listApplications, []);
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const { value } = applications;
  useTitle(texts.title);
  return (
    <>
      <div class="row row-ends">
        <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
        {mayChangeApplications(session) && (
          <Button type="button" onClick={() => unlocked(() => setCreating(true))}>
            {texts.create.action}
          </Button>
        )}
      </div>
      {value === null && <LoadState of={applications} />}
      {value?.length === 0 && <EmptyApplications />}
      {value !== null && value.length > 0 && (
        <section class="card" aria-label={texts.list.label}>
          <ApplicationTable applications={value} />
        </section>
      )}
      {creating && (
        <CreateDialog
          onClose={() => setCreating(false)}
          onDone={(registered) => {
            setCreating(false);
            setMade(registered);
          }}
        />
      )}
      {made && (
        <KeyDialog
          name={made.name}
          apiKey={made.apiKey}
          onSaved={() => {
            say(texts.create.done(made.name));
            go(pathOf({ at: "application", id: made.applicationId }));
          }}
        />
      )}
    </>
  );
}
