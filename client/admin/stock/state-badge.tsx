import type { TokenState } from "../../api-token-types.js";
import { useAdminTexts } from "../../strings/admin.js";

/** StateBadge names a token's state, with the colour that the chart has for it. */
export function StateBadge({ state }: { readonly state: TokenState }) {
  const texts = useAdminTexts();
  return (
    <span class="state">
      <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
        <circle class={`fill-${state}`} cx="5" cy="5" r="5" />
      </svg>
      {texts.states[state]}
    </span>
  );
}
