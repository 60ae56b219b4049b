import { useState } from "preact/hooks";
import { useNewPasswordTexts } from "../strings/new-password.js";

/** Beside a second factor no password below this many characters is accepted (NIST SP 800-63B-4 section 3.1.1.2). */
export const shortestBesideFactor = 8;
/** Alone it has to be as long as this. */
export const shortestAlone = 15;

/** NewPassword is a new password as it is typed: twice, and what is wrong with it once it was tried. */
export interface NewPassword {
  readonly password: string;
  readonly repeat: string;
  readonly slips: { readonly password?: string | undefined; readonly repeat?: string | undefined };
  readonly onPassword: (value: string) => void;
  readonly onRepeat: (value: string) => void;
  /** Says whether it may be sent; from then on slips are shown. */
  readonly isReady: () => boolean;
}

/** useNewPassword keeps a new password of at least `shortest` characters; the service looks at all the rules. */
export function useNewPassword(shortest: number): NewPassword {
  const texts = useNewPasswordTexts();
  const [password, onPassword] = useState("");
  const [repeat, onRepeat] = useState("");
  const [tried, setTried] = useState(false);
  const found = {
    password: [...password].length < shortest ? texts.tooShort(shortest) : undefined,
    repeat: repeat === password ? undefined : texts.mismatch,
  };
  const isReady = () => {
    setTried(true);
    return found.password === undefined && found.repeat === undefined;
  };
  return { password, repeat, slips: tried ? found : {}, onPassword, onRepeat, isReady };
}
