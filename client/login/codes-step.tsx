import { CodesLeft } from "../enrol/codes-left.js";
import { isFew } from "../recovery.js";
import { useCommonTexts } from "../strings/common.js";
import { useLoginTexts } from "../strings/login.js";
import { StepHeading } from "../ui/page.js";
import { isPlace } from "./leave.js";
import type { LoginState } from "./state.js";

const profile = "/profile";

/**
 * CodesStep comes after a sign-in by a recovery code: nothing has to be saved, so it leads on at once, and to the
 * profile where codes are few. Plain links, so that it needs no JavaScript.
 */
export function CodesStep({ state }: { readonly state: LoginState }) {
  const common = useCommonTexts();
  const texts = useLoginTexts();
  const { next, hosted, recovery } = state;
  const left = recovery?.recoveryCodesLeft ?? 0;
  return (
    <>
      <StepHeading>{common.recovery.usedHeading}</StepHeading>
      <CodesLeft left={left} />
      {isPlace(next) && (
        <a class="button button-primary button-wide" href={next}>
          {common.continue}
        </a>
      )}
      {!hosted && isFew(left) && next !== profile && (
        <a class="button button-secondary button-wide" href={profile}>
          {texts.makeNew}
        </a>
      )}
    </>
  );
}
