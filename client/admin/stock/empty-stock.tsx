import { useAdminTexts } from "../../strings/admin.js";
import { mayImportTokens, useAdmin } from "../admin-context.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";

/** Written as they are typed, in every language. */
const provision = "npx latchkey tokens provision";
const addOne = "POST /api/v1/tokens";

/** EmptyStock teaches how tokens come into the stock. */
export function EmptyStock() {
  const texts = useAdminTexts();
  const { empty } = texts;
  const { session } = useAdmin();
  return (
    <section class="card stack-loose" aria-labelledby="empty">
      <div class="stack-tight">
        <h2 id="empty">{empty.title}</h2>
        <p class="soft">{empty.lead}</p>
      </div>
      <ol class="ways">
        <li class="way stack">
          <h3>{empty.importTitle}</h3>
          <p class="soft">{empty.importLead}</p>
          {mayImportTokens(session) ? (
            <div>
              <Link class="button button-primary" to={pathOf({ at: "import" })}>
                {texts.stock.import}
              </Link>
            </div>
          ) : (
            <p>{empty.reader}</p>
          )}
        </li>
        <li class="way stack">
          <h3>{empty.provisionTitle}</h3>
          <p class="soft">{empty.provisionLead}</p>
          <code class="command">{provision}</code>
        </li>
        <li class="way stack">
          <h3>{empty.apiTitle}</h3>
          <p class="soft">{empty.apiLead}</p>
          <code class="command">{addOne}</code>
        </li>
      </ol>
    </section>
  );
}
