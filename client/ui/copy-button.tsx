import { useState } from "preact/hooks";
import { useCommonTexts } from "../strings/common.js";
import { Button } from "./button.js";

/** CopyButton copies a text to the clipboard and says so. */
export function CopyButton({ text }: { readonly text: string }) {
  const texts = useCommonTexts();
  const [outcome, setOutcome] = useState<"copied" | "copyFailed" | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome("copied"),
      () => setOutcome("copyFailed"),
    );
  return (
    <>
      <Button look="secondary" onClick={() => void copy()}>
        {outcome === "copied" ? texts.copied : texts.copy}
      </Button>
      <span class={outcome === "copyFailed" ? "field-hint" : "unseen"} role="status">
        {outcome && texts[outcome]}
      </span>
    </>
  );
}
