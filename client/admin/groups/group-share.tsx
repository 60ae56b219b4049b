import type { Group } from "../../api-bulk-types.js";
import { useGroupTexts } from "../../strings/groups.js";

/** The drawing is as wide as its box, in these units. */
const width = 1000;
const height = 10;

/** GroupShare draws how many members of a group are protected, and says it in words. */
export function GroupShare({ group }: { readonly group: Group }) {
  const texts = useGroupTexts();
  const { protectedMembers, unprotectedMembers, suspended } = group;
  const all = protectedMembers + unprotectedMembers;
  const words = texts.share(protectedMembers, all);
  return (
    <div class="stack-tight">
      <svg
        class="bar"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect class="bar-ground" width={width} height={height} />
        {protectedMembers > 0 && (
          <rect class="fill-in_stock" width={(protectedMembers * width) / all} height={height} />
        )}
      </svg>
      <span>
        {words} {suspended > 0 && <span class="soft">({texts.suspended(suspended)})</span>}
      </span>
    </div>
  );
}
