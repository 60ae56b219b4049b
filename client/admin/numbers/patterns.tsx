import type { Outcome } from "../../api-audit-types.js";

/** The outcomes as they lie on each other in a bar, and the class that fills each: by colour and by pattern. */
export const kinds = [
  ["success", "fill-signed-in"],
  ["failure", "fill-wrong"],
  ["refused", "fill-refused"],
] as const satisfies readonly (readonly [Outcome, string])[];

/** Patterns are what the classes fill with: nothing is told apart by colour alone. One on each page is enough. */
export function Patterns() {
  return (
    <svg class="patterns" aria-hidden="true" width="0" height="0">
      <defs>
        <pattern
          id="stripes"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect class="pattern-ground-wrong" width="6" height="6" />
          <rect class="pattern-mark-wrong" width="3" height="6" />
        </pattern>
        <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect class="pattern-ground-refused" width="6" height="6" />
          <circle class="pattern-mark-refused" cx="3" cy="3" r="1.6" />
        </pattern>
      </defs>
    </svg>
  );
}
