import type { ErrorCode } from "../api-types.js";
import { useCommonTexts } from "../strings/common.js";
import { Card, Page, StepHeading } from "./page.js";

/** ErrorPage is what a browser shows where an address leads nowhere, or a form was refused as a whole. */
export function ErrorPage({ code }: { readonly code: ErrorCode }) {
  const texts = useCommonTexts();
  return (
    <Page centred>
      <Card>
        <StepHeading>{code === "not_found" ? texts.nothingHere : texts.notPossible}</StepHeading>
        <p>{code === "not_found" ? texts.nothingHereLead : texts.problems[code]}</p>
        <a class="button button-secondary" href="/profile">
          {texts.home}
        </a>
      </Card>
    </Page>
  );
}
