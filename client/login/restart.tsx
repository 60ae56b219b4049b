import { useLoginTexts } from "../strings/login.js";

/** Restart leads back to user name and password; without JavaScript too. */
export function Restart({ onRestart }: { readonly onRestart: () => void }) {
  const texts = useLoginTexts().secondStep;
  return (
    <a
      class="button button-quiet"
      href="/login"
      onClick={(event) => {
        event.preventDefault();
        onRestart();
      }}
    >
      {texts.restart}
    </a>
  );
}
