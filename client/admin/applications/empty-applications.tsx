import { useApplicationTexts } from "../../strings/applications.js";
import { mayChangeApplications, useAdmin } from "../admin-context.js";

/** Written as they are typed, in every language. */
const verify = "POST /api/v1/verify";
const described = "/openapi.json";

/** EmptyApplications teaches how an application comes to ask for the second factor. */
export function EmptyApplications() {
  const texts = useApplicationTexts().empty;
  const { session } = useAdmin();
  return (
    <section class="card stack-loose" aria-labelledby="empty">
      <div class="stack-tight">
        <h2 id="empty">{texts.title}</h2>
        <p class="soft">{texts.lead}</p>
      </div>
      <ol class="ways">
        <li class="way stack">
          <h3>{texts.registerTitle}</h3>
          <p class="soft">{texts.registerLead}</p>
          {!mayChangeApplications(session) && <p>{texts.reader}</p>}
        </li>
        <li class="way stack">
          <h3>{texts.callTitle}</h3>
          <p class="soft">{texts.callLead}</p>
          <code class="command">{verify}</code>
        </li>
        <li class="way stack">
          <h3>{texts.seeTitle}</h3>
          <p class="soft">{texts.seeLead}</p>
          <p>
            <a href={described}>{described}</a>
          </p>
        </li>
      </ol>
    </section>
  );
}
