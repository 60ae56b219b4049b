import type { Token } from "../../api-token-types.js";
import { useAdminTexts } from "../../strings/admin.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { StateBadge } from "./state-badge.js";

/**
 * TokenTable lists tokens. On a narrow screen each row becomes a block of its own; the roles are written out, as
 * browsers drop those of a table that is not laid out as one.
 */
export function TokenTable({ tokens }: { readonly tokens: readonly Token[] }) {
  const texts = useAdminTexts();
  const { stock } = texts;
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    <table class="table table-blocks" role="table">
      <caption class="unseen">{stock.list}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[stock.serial, stock.state, stock.user, stock.type, stock.model].map((name) => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {tokens.map(({ serial, state, username, type, manufacturer, model }) => (
          <tr key={serial} role="row">
            <th scope="row" role="rowheader">
              <Link class="serial" to={pathOf({ at: "token", serial })}>
                {serial}
              </Link>
            </th>
            <td role="cell">
              <StateBadge state={state} />
            </td>
            <td role="cell" class={username === undefined ? "block-gone soft" : undefined}>
              {username ?? "–"}
            </td>
            <td role="cell">{texts.types[type]}</td>
            <td role="cell" class={model === undefined ? "block-gone soft" : "soft"}>
              {[manufacturer, model].filter(Boolean).join(" ") || "–"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}
