import { useEffect } from "preact/hooks";
import { useCommonTexts } from "../strings/common.js";
import { useLoginTexts } from "../strings/login.js";
import { Button } from "../ui/button.js";
import { Outcome } from "../ui/outcome.js";
import { StepHeading } from "../ui/page.js";
import { useAction } from "../ui/use-action.js";
import { HiddenFields } from "./hidden-fields.js";
import { SigningIn } from "./signing-in.js";
import { SIGN_IN_FORM } from "./state.js";
import type { SignIn } from "./use-sign-in.js";

/**
 * RememberedStep stands in the place of the second step where the browser is remembered, and goes on by itself. The
 * button is for a request that failed, and for browsers in which nothing goes by itself.
 */
export function RememberedStep({ signIn }: { readonly signIn: SignIn }) {
  const { state, recognise } = signIn;
  const action = useAction();
  const { run } = action;
  const common = useCommonTexts();
  const texts = useLoginTexts();
  useEffect(() => run(recognise), [run, recognise]);

  const submit = (event: Event) => {
    event.preventDefault();
    run(recognise);
  };
  return (
    <form id={SIGN_IN_FORM} class="stack" method="post" action="/login" onSubmit={submit}>
      <div class="stack-tight">
        <StepHeading>{texts.remembered.heading}</StepHeading>
        <SigningIn state={state} />
      </div>
      {action.failure === null && <p role="status">{texts.hostedEnd.returning}</p>}
      <Outcome action={action} />
      <HiddenFields state={state} factor={state.factor} />
      <input type="hidden" name="remembered" value="yes" />
      <Button wide busy={action.busy}>
        {common.continue}
      </Button>
    </form>
  );
}
