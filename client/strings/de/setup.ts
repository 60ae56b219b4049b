import type { SetupTexts } from "../en/setup.js";

/** Texts of the set-up page for the first administrator. */
export const setup: SetupTexts = {
  title: "Latchkey einrichten",
  account: {
    heading: "Willkommen. Richten wir Latchkey ein",
    lead: "Sie werden die erste Person in der Verwaltung sein. Dieser Link gilt ein einziges Mal.",
    username: "Benutzername",
    usernameHint: "Der Name, mit dem Sie sich anmelden werden.",
    password: "Passwort",
    passwordHint:
      "Mindestens 8 Zeichen, je länger, desto besser. Ein paar Wörter ohne Zusammenhang kann man sich leicht merken und schwer erraten.",
    repeat: "Passwort, noch einmal",
    submit: "Weiter",
    missingName: "Bitte wählen Sie einen Benutzernamen.",
    tooShort: "Bitte nehmen Sie mindestens 8 Zeichen.",
    mismatch: "Die beiden Passwörter stimmen nicht überein.",
    refused:
      "Der Dienst hat diesen Benutzernamen oder dieses Passwort nicht angenommen. Wählen Sie ein anderes Passwort oder einen anderen Namen.",
    taken: "Dieser Benutzername ist schon vergeben. Wählen Sie einen anderen.",
  },
  badLink: {
    heading: "Dieser Link gilt nicht",
    lead: "Vielleicht wurde er schon benutzt oder ist älter als eine Stunde. Starten Sie Latchkey neu, dann finden Sie einen neuen in der Datei setup-url im Datenverzeichnis.",
    signIn: "Zur Anmeldung",
  },
  steps: ["Konto", "Zweiter Faktor", "Wiederherstellungsschlüssel"],
  stepsLabel: "Fortschritt",
  done: {
    heading: "Alles fertig",
    lead: "Latchkey gehört Ihnen. Von nun an melden Sie sich mit Ihrem Passwort und Ihrem zweiten Faktor an.",
    profile: "Zu meinem Profil",
    console: "Verwaltung öffnen",
  },
};
