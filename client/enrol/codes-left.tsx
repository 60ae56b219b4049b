import { isFew } from "../recovery.js";
import { useCommonTexts } from "../strings/common.js";
import { Notice } from "../ui/notice.js";

/** CodesLeft says how many recovery codes are left after one was used, and where to make new ones when they are few. */
export function CodesLeft({ left }: { readonly left: number }) {
  const texts = useCommonTexts().recovery;
  const few = isFew(left);
  return <Notice tone={few ? "warning" : "info"}>{texts.left(left, few)}</Notice>;
}
