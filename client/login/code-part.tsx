import { ApiError } from "../api.js";
import { useCommonTexts } from "../strings/common.js";
import { useLoginTexts } from "../strings/login.js";
import { CodeField } from "../ui/code-field.js";
import { type CodeFactor, codeKinds } from "../ui/code-kinds.js";
import { Outcome } from "../ui/outcome.js";
import type { Action } from "../ui/use-action.js";

/** CodePartProps: `slip` says that what was typed has not the shape of a code, so that it was not sent. */
export interface CodePartProps {
  readonly factor: CodeFactor;
  readonly action: Action;
  readonly slip: boolean;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
}

/** Digits have the kit's own label and hint; the other kinds bring theirs. */
interface CodeTexts {
  readonly lead: string;
  readonly wrong: string;
  readonly label?: string;
  readonly hint?: string;
  readonly malformed?: string;
}

/** CodePart is the part of the second step's form where a code is typed. */
export function CodePart({ factor, action, slip, typed, onTyped }: CodePartProps) {
  const common = useCommonTexts();
  const texts: CodeTexts = useLoginTexts()[factor];
  const { failure, block } = action;
  const code = block === null && failure instanceof ApiError ? failure.code : undefined;
  const wrong = code === "verification_failed";
  const misshapen = slip || code === "invalid_request";
  const malformed = misshapen ? (texts.malformed ?? common.code.malformed) : undefined;
  return (
    <>
      <p>{texts.lead}</p>
      {!wrong && !misshapen && <Outcome action={action} />}
      <CodeField
        key={factor}
        kind={codeKinds[factor]}
        label={texts.label}
        hint={texts.hint}
        value={typed}
        onValue={onTyped}
        error={wrong ? texts.wrong : malformed}
        takesFocus
      />
    </>
  );
}
