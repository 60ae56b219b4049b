import { useLoginTexts } from "../strings/login.js";
import type { LoginState } from "./state.js";

/** SigningIn says as whom, and to which application where one sent the person here. */
export function SigningIn({ state: { username, hosted } }: { readonly state: LoginState }) {
  const texts = useLoginTexts().secondStep;
  return (
    <p class="soft">
      {texts.signingInAs} <strong class="who">{username}</strong>
      {hosted && <> {texts.signingInTo(hosted.application)}</>}
    </p>
  );
}
