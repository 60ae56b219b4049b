import type { SetPasswordTexts } from "../en/set-password.js";

/** Texts of the page on which a password is set by a link. */
export const setPassword: SetPasswordTexts = {
  title: "Passwort festlegen",
  heading: "Wählen Sie Ihr Passwort",
  lead: "Dieser Link gilt ein einziges Mal, einen Tag lang. Danach sind Sie überall abgemeldet.",
  submit: "Passwort festlegen",
  done: {
    heading: "Ihr Passwort ist festgelegt",
    lead: "Melden Sie sich von nun an damit an.",
    signIn: "Zur Anmeldung",
  },
  badLink: {
    heading: "Dieser Link gilt nicht",
    lead: "Er wurde schon benutzt, ist älter als einen Tag, oder Ihr Passwort wurde inzwischen anders festgelegt. Bitten Sie um einen neuen, wo Sie ihn bekommen haben.",
    signIn: "Zur Anmeldung",
  },
};
