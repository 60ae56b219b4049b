import type { Person } from "../../api-people-types.js";
import { useAdminTexts } from "../../strings/admin.js";
import { usePeopleTexts } from "../../strings/people.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { kindsOf } from "./kinds.js";

/**
 * UserTable lists users. On a narrow screen each row becomes a block of its own; the roles are written out, as browsers
 * drop those of a table that is not laid out as one.
 */
export function UserTable({ users }: { readonly users: readonly Person[] }) {
  const texts = usePeopleTexts();
  const admin = useAdminTexts();
  const { list } = texts;
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    <table class="table table-blocks" role="table">
      <caption class="unseen">{list.label}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[list.name, list.factors, list.groups, list.roles].map((name) => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {users.map((user) => {
          const { username, displayName, groups, roles, suspended } = user;
          const kinds = kindsOf(user).map((kind) => texts.coverage.kinds[kind] ?? kind);
          return (
            <tr key={username} role="row">
              <th scope="row" role="rowheader">
                <Link to={pathOf({ at: "user", username })}>{username}</Link>{" "}
                {suspended && <span class="badge badge-warning">{texts.suspended}</span>}
                {displayName !== null && <div class="soft">{displayName}</div>}
              </th>
              <td role="cell">
                {kinds.length > 0 ? kinds.join(", ") : <span class="unprotected">{list.none}</span>}
              </td>
              <td role="cell" class={groups.length === 0 ? "block-gone soft" : "soft"}>
                {groups.join(", ") || "–"}
              </td>
              <td role="cell" class={roles.length === 0 ? "block-gone soft" : undefined}>
                {roles.map((role) => admin.roles[role]).join(", ") || "–"}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}
