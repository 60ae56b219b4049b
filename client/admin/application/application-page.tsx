import { ApiError } from "../../api.js";
import { readApplication } from "../../api-applications.js";
import { useApplicationTexts } from "../../strings/applications.js";
import { LoadState } from "../../ui/load-state.js";
import { StepHeading } from "../../ui/page.js";
import { useLatest } from "../../ui/use-latest.js";
import { useAdmin } from "../admin-context.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { useTitle } from "../use-title.js";
import { ApplicationActions } from "./application-actions.js";
import { KeysCard } from "./keys-card.js";
import { SettingsCard } from "./settings-card.js";

/** ApplicationPage is all about one relying application: what it may do, and its keys. */
export function ApplicationPage({ id }: { readonly id: string }) {
  const texts = useApplicationTexts();
  const { first } = useAdmin();
  const application = useLatest(() => readApplication(id), []);
  const { value, failure } = application;
  useTitle(value?.name ?? texts.title);
  const isGone = failure instanceof ApiError && (failure.status === 404 || failure.status === 400);
  return (
    <>
      <p>
        <Link to={pathOf({ at: "applications" })}>
          <span aria-hidden="true">← </span>
          {texts.back}
        </Link>
      </p>
      {value === null ? (
        <>
          <StepHeading quietAtFirst={first}>{isGone ? texts.notFound.heading : texts.title}</StepHeading>
          {isGone ? <p>{texts.notFound.lead}</p> : <LoadState of={application} />}
        </>
      ) : (
        <>
          <div class="row row-ends">
            <StepHeading quietAtFirst={first}>{value.name}</StepHeading>
            {value.suspended && <span class="badge badge-warning">{texts.suspended}</span>}
          </div>
          <div class="token-cards">
            <div class="stack-loose">
              <SettingsCard application={value} onChanged={application.set} />
              <ApplicationActions application={value} onChanged={application.set} />
            </div>
            <KeysCard application={value} onChanged={application.set} />
          </div>
        </>
      )}
    </>
  );
}
