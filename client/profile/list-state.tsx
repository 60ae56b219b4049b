import { ApiError } from "../api.js";
import { useCommonTexts } from "../strings/common.js";
import { useElevationTexts } from "../strings/elevation.js";
import { useProfileTexts } from "../strings/profile.js";
import { Button } from "../ui/button.js";
import { Outcome } from "../ui/outcome.js";
import type { List } from "../ui/use-list.js";

/** ListState says why a list is not there, where it is not. */
export function ListState({ list: { entries, action, load } }: { readonly list: List<unknown> }) {
  const common = useCommonTexts();
  const texts = useProfileTexts();
  const elevation = useElevationTexts();
  if (action.failure === null) return entries === null ? <p class="soft">{elevation.loading}</p> : null;
  // A session that could only enrol counts for more once its person has confirmed with the new factor.
  if (action.failure instanceof ApiError && action.failure.code === "forbidden") {
    return <p class="soft">{texts.listLocked}</p>;
  }
  return (
    <>
      <Outcome action={action} />
      <div>
        <Button look="secondary" onClick={load}>
          {common.tryAgain}
        </Button>
      </div>
    </>
  );
}
