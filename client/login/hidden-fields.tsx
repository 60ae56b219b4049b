import type { Factor } from "../api-types.js";
import type { LoginState } from "./state.js";

/** HiddenFieldsProps: `factor` is the one that the form asks for. */
export interface HiddenFieldsProps {
  readonly state: LoginState;
  readonly factor: Factor | undefined;
}

/** HiddenFields is what the plain form posts besides the code, so that the service needs no memory of the page. */
export function HiddenFields({ state, factor }: HiddenFieldsProps) {
  const fields: Readonly<Record<string, string | undefined>> = {
    verification: state.verificationId,
    page: state.hosted?.page,
    application: state.hosted?.application,
    username: state.username,
    next: state.next,
    factor,
    factors: state.factors.map((offered) => offered.factor).join(" "),
    mayRemember: state.mayRemember ? "yes" : undefined,
  };
  return (
    <>
      {Object.entries(fields).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
    </>
  );
}
