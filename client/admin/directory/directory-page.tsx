import { useDirectoryTexts } from "../../strings/directory.js";
import { LoadState } from "../../ui/load-state.js";
import { StepHeading } from "../../ui/page.js";
import { useAdmin } from "../admin-context.js";
import { Link } from "../link.js";
import { pathOf } from "../route.js";
import { useTitle } from "../use-title.js";
import { ConnectionCard } from "./connection-card.js";
import { NoDirectory } from "./no-directory.js";
import { RunCard } from "./run-card.js";
import { useDirectory } from "./use-directory.js";

/** DirectoryPage is the directory that users come from: how the last run went, and whether the connection works. */
export function DirectoryPage() {
  const texts = useDirectoryTexts();
  const { first } = useAdmin();
  const state = useDirectory();
  const { value } = state;
  useTitle(texts.title);
  return (
    <>
      <p>
        <Link to={pathOf({ at: "users" })}>
          <span aria-hidden="true">← </span>
          {texts.back}
        </Link>
      </p>
      <StepHeading quietAtFirst={first}>{texts.title}</StepHeading>
      <LoadState of={state} />
      {value && value.connection === undefined && <NoDirectory />}
      {value?.connection && (
        <>
          <RunCard state={value} connection={value.connection} onState={state.set} />
          <ConnectionCard connection={value.connection} />
        </>
      )}
    </>
  );
}
