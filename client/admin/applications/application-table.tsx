import type { Application } from "../../api-application-types.js";
import { useApplicationTexts } from "../../strings/applications.js";
import { Time } from "../../ui/time.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";

/**
 * ApplicationTable lists applications. On a narrow screen each row becomes a block of its own; the roles are written
 * out, as browsers drop those of a table that is not laid out as one.
 */
export function ApplicationTable({ applications }: { readonly applications: readonly Application[] }) {
  const texts = useApplicationTexts();
  const { list } = texts;
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    <table class="table table-blocks" role="table">
      <caption class="unseen">{list.label}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[list.name, list.may, list.lastUsed, list.keys].map((name) => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {applications.map((application) => {
          const { applicationId: id, name, scopes, suspended, lastUsedAt } = application;
          return (
            <tr key={id} role="row">
              <th scope="row" role="rowheader">
                <Link to={pathOf({ at: "application", id })}>{name}</Link>{" "}
                {suspended && <span class="badge badge-warning">{texts.suspended}</span>}
              </th>
              <td role="cell" class="soft">
                {scopes.map((scope) => texts.scopes[scope]).join(", ")}
              </td>
              <td role="cell">
                <span class="block-only soft">{list.lastUsed}: </span>
                {lastUsedAt === null ? texts.never : <Time at={lastUsedAt} />}
              </td>
              <td role="cell">
                <Keys of={application} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}

function Keys({ of: { keys } }: { readonly of: Application }) {
  const texts = useApplicationTexts().list;
  const live = keys.filter(({ standing }) => standing !== "ended");
  if (live.length === 0) return <span class="badge badge-warning">{texts.noKey}</span>;
  const soonest = live.flatMap(({ standing, expiresAt }) =>
    standing === "ends_soon" && expiresAt !== null ? [expiresAt] : [],
  );
  const [next] = soonest.sort();
  return (
    <>
      {texts.count(live.length)}{" "}
      {next !== undefined && (
        <span class="badge badge-warning">
          {texts.endsSoon}: <Time at={next} />
        </span>
      )}
    </>
  );
}
