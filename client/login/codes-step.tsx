import { CodesLeft } from "../enrol/codes-left.js";
import { useCommonTexts } from "../strings/common.js";
import { StepHeading } from "../ui/page.js";
import { isPlace } from "./leave.js";
import type { LoginState } from "./state.js";

/** CodesStep comes after a sign-in by a recovery code: nothing has to be saved. A plain link, so that it needs no JavaScript. */
export function CodesStep({ state: { next, recovery } }: { readonly state: LoginState }) {
  const texts = useCommonTexts();
  return (
    <>
      <StepHeading>{texts.recovery.usedHeading}</StepHeading>
      <CodesLeft left={recovery?.recoveryCodesLeft ?? 0} />
      {isPlace(next) && (
        <a class="button button-primary button-wide" href={next}>
          {texts.continue}
        </a>
      )}
    </>
  );
}
