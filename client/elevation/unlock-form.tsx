import { useRef, useState } from "preact/hooks";
import { ApiError } from "../api.js";
import type { Elevated, ElevationOptions, Factor, FactorResponse, OfferedFactor } from "../api-types.js";
import { elevate, elevationOptions } from "../api-user.js";
import { CodePart } from "../login/code-part.js";
import { KeyPart } from "../login/key-part.js";
import { nextFactor, ordered } from "../login/state.js";
import { useElevationTexts } from "../strings/elevation.js";
import { Button } from "../ui/button.js";
import { readAnswer } from "../ui/code-kinds.js";
import { Field } from "../ui/field.js";
import { Notice } from "../ui/notice.js";
import { Outcome } from "../ui/outcome.js";
import { useAction } from "../ui/use-action.js";

/** UnlockFormProps: what the service offers to elevate by, and what to do with the elevated session. */
export interface UnlockFormProps {
  readonly offer: ElevationOptions;
  readonly onElevated: (elevated: Elevated) => void;
}

/** UnlockForm asks for one way of confirming at a time; "use another way" leads to the next. */
export function UnlockForm({ offer, onElevated }: UnlockFormProps) {
  const texts = useElevationTexts();
  if (offer.factors.some(({ factor }) => factor === "password"))
    return <ByPassword onElevated={onElevated} />;
  const factors = ordered(offer.factors.filter(isFactor));
  const [first] = factors;
  if (first === undefined) return <Notice tone="warning">{texts.nothing}</Notice>;
  return <ByFactor offer={offer} factors={factors} first={first.factor} onElevated={onElevated} />;
}

function isFactor(offered: ElevationOptions["factors"][number]): offered is OfferedFactor {
  return offered.factor !== "password";
}

function ByPassword({ onElevated }: Pick<UnlockFormProps, "onElevated">) {
  const texts = useElevationTexts();
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    setMissing(password === "");
    if (password === "" || action.block !== null) return;
    action.run(async () => onElevated(await elevate("password", { password })));
  };
  const wrong = action.failure instanceof ApiError && action.failure.code === "verification_failed";
  const error = missing ? texts.passwordMissing : wrong ? texts.wrongPassword : undefined;
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <p>{texts.passwordLead}</p>
      {!wrong && <Outcome action={action} />}
      <Field
        label={texts.password}
        name="password"
        type="password"
        value={password}
        onValue={setPassword}
        error={error}
        autocomplete="current-password"
        maxLength={1024}
        required
        takesFocus
      />
      <Button wide busy={action.busy} disabled={action.block !== null}>
        {texts.submit}
      </Button>
    </form>
  );
}

interface ByFactorProps extends UnlockFormProps {
  readonly factors: readonly OfferedFactor[];
  readonly first: Factor;
}

function ByFactor({ offer, factors, first, onElevated }: ByFactorProps) {
  const texts = useElevationTexts();
  const [factor, setFactor] = useState(first);
  const [typed, setTyped] = useState("");
  const [slip, setSlip] = useState(false);
  const [options, setOptions] = useState(
    factors.find((offered) => offered.factor === "webauthn")?.options ?? null,
  );
  // A fresh challenge may be fetched and answered between two renderings.
  const verificationId = useRef(offer.verificationId);
  // One for all factors: changing the factor neither ends a back-off nor hides it.
  const action = useAction();
  const other = nextFactor({ factors, factor });

  const submit = (event: Event) => {
    event.preventDefault();
    if (factor === "webauthn" || action.block !== null) return;
    const offered = factors.map((one) => one.factor);
    const answer = readAnswer(typed, factor, offered);
    setSlip(answer === null);
    if (answer === null) return;
    setFactor(answer.factor);
    action.run(async () => onElevated(await elevate(answer.factor, { code: answer.code })));
  };
  const answerTap = async (response: FactorResponse) => {
    if (!("rawId" in response)) return;
    const elevated = await elevate("webauthn", response, verificationId.current).catch((error: unknown) => {
      // The challenge is used up, unless the back-off refused to look at the answer at all.
      if (!(error instanceof ApiError) || error.status !== 429) setOptions(null);
      throw error;
    });
    onElevated(elevated);
  };
  const renewTap = async () => {
    const renewed = await elevationOptions();
    const fresh = renewed.factors.filter(isFactor).find((offered) => offered.factor === "webauthn")?.options;
    if (fresh === undefined) throw new ApiError("verification_failed", 401);
    verificationId.current = renewed.verificationId;
    setOptions(fresh);
    return fresh;
  };

  return (
    <form class="stack" noValidate onSubmit={submit}>
      {factor === "webauthn" ? (
        <KeyPart options={options} action={action} onAnswer={answerTap} onRenew={renewTap} />
      ) : (
        <>
          <CodePart factor={factor} action={action} slip={slip} typed={typed} onTyped={setTyped} />
          <Button wide busy={action.busy} disabled={action.block !== null}>
            {texts.submit}
          </Button>
        </>
      )}
      {other !== null && (
        <div class="row">
          <Button
            look="quiet"
            onClick={() => {
              setTyped("");
              setSlip(false);
              action.clear();
              setFactor(other);
            }}
          >
            {texts.otherWay}
          </Button>
        </div>
      )}
    </form>
  );
}
