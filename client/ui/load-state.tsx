import { useCommonTexts } from "../strings/common.js";
import { Button } from "./button.js";
import { Notice } from "./notice.js";
import { failureText } from "./use-action.js";
import type { Latest } from "./use-latest.js";

/** LoadStateProps: what is being read; `own` are texts for the codes that mean something special there. */
export interface LoadStateProps {
  readonly of: Pick<Latest<unknown>, "value" | "failure" | "reload">;
  readonly own?: Readonly<Record<string, string | undefined>> | undefined;
}

/** LoadState says that something is being read, or why it could not be, and offers to try again. */
export function LoadState({ of: { value, failure, reload }, own }: LoadStateProps) {
  const texts = useCommonTexts();
  if (failure !== null) {
    return (
      <div class="stack">
        <Notice tone="danger">{failureText(failure, texts, own)}</Notice>
        <div>
          <Button look="secondary" onClick={reload}>
            {texts.tryAgain}
          </Button>
        </div>
      </div>
    );
  }
  return value === null ? (
    <p class="soft" role="status">
      {texts.loading}
    </p>
  ) : null;
}
