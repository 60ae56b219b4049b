import { useCommonTexts } from "../strings/common.js";
import { Countdown } from "./countdown.js";
import { Notice } from "./notice.js";
import { type Action, failureText } from "./use-action.js";

/** OutcomeProps: `own` are the form's texts for codes that mean something special there. */
export interface OutcomeProps {
  readonly action: Action;
  readonly own?: Readonly<Record<string, string | undefined>>;
}

/** Outcome tells how an action failed: a countdown while the service refuses attempts, else a notice. */
export function Outcome({ action, own }: OutcomeProps) {
  const texts = useCommonTexts();
  if (action.block !== null) {
    return <Countdown key={action.block.serial} seconds={action.block.seconds} onOver={action.unblock} />;
  }
  if (action.failure === null) return action.lapsed ? <Notice>{texts.wait.over}</Notice> : null;
  return <Notice tone="danger">{failureText(action.failure, texts, own)}</Notice>;
}
