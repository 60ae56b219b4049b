import type { NewPasswordTexts } from "../en/new-password.js";

const ADVICE =
  "Ein paar Wörter ohne Zusammenhang kann man sich leicht merken und schwer erraten. Nicht Ihr Benutzername und keines der Passwörter, die viele benutzen.";

/** Texts of the two fields for a new password, and of the rules it has to keep. */
export const newPassword: NewPasswordTexts = {
  password: "Neues Passwort",
  repeat: "Neues Passwort, noch einmal",
  hint: (shortest) => `Mindestens ${shortest} Zeichen, je länger, desto besser. ${ADVICE}`,
  hintEither: `Mindestens 15 Zeichen, oder 8, wenn Sie einen zweiten Faktor haben. ${ADVICE}`,
  tooShort: (shortest) => `Bitte nehmen Sie mindestens ${shortest} Zeichen.`,
  mismatch: "Die beiden Passwörter stimmen nicht überein.",
  refused:
    "Dieses Passwort ist zu kurz, ist Ihr Benutzername oder wird von vielen benutzt. Wählen Sie ein anderes.",
};
