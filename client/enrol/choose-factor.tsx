import { useEnrolTexts } from "../strings/enrol.js";
import { StepHeading } from "../ui/page.js";
import { supportsKeys } from "../webauthn.js";

/** FactorChoice is what people enrol by themselves. */
export type FactorChoice = "app" | "key";

/** ChooseFactor asks which factor to enrol. */
export function ChooseFactor({ onChoose }: { readonly onChoose: (choice: FactorChoice) => void }) {
  const texts = useEnrolTexts().choose;
  const keys = supportsKeys();
  return (
    <>
      <div class="stack-tight">
        <StepHeading>{texts.heading}</StepHeading>
        <p class="soft">{texts.lead}</p>
      </div>
      <div class="stack">
        <button type="button" class="choice" onClick={() => onChoose("app")}>
          <strong>{texts.app}</strong>
          <span class="soft">{texts.appHint}</span>
        </button>
        <button type="button" class="choice" disabled={!keys} onClick={() => onChoose("key")}>
          <strong>{texts.key}</strong>
          <span class="soft">{keys ? texts.keyHint : texts.keyNotSupported}</span>
        </button>
      </div>
    </>
  );
}
