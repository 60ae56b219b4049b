import { useEnrolTexts } from "../strings/enrol.js";
import { StepHeading } from "../ui/page.js";
import { supportsKeys } from "../webauthn.js";
import type { FactorChoice } from "./choices.js";

/** ChooseFactorProps: `choices` are what policy leaves to this person, in its order. */
export interface ChooseFactorProps {
  readonly choices: readonly FactorChoice[];
  readonly onChoose: (choice: FactorChoice) => void;
}

/** ChooseFactor asks which factor to enrol. */
export function ChooseFactor({ choices, onChoose }: ChooseFactorProps) {
  const texts = useEnrolTexts().choose;
  const keys = supportsKeys();
  return (
    <>
      <div class="stack-tight">
        <StepHeading>{texts.heading}</StepHeading>
        <p class="soft">{texts.lead}</p>
      </div>
      <div class="stack">
        {choices.map((choice) => {
          const [name, hint] = texts.ways[choice];
          const able = choice !== "key" || keys;
          return (
            <button
              key={choice}
              type="button"
              class="choice"
              disabled={!able}
              onClick={() => onChoose(choice)}
            >
              <strong>{name}</strong>
              <span class="soft">{able ? hint : texts.keyNotSupported}</span>
            </button>
          );
        })}
      </div>
    </>
  );
}
