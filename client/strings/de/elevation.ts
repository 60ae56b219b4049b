import type { ElevationTexts } from "../en/elevation.js";

/** Texts of the dialog in which a person confirms that it is they, before something is changed. */
export const elevation: ElevationTexts = {
  title: "Einstellungen entsperren",
  lead: "Bestätigen Sie, dass Sie es sind. Ihre Einstellungen bleiben dann 10 Minuten lang entsperrt.",
  loading: "Einen Moment",
  password: "Passwort",
  passwordLead: "Noch ist nichts weiter eingerichtet, deshalb genügt Ihr Passwort.",
  passwordMissing: "Bitte geben Sie Ihr Passwort ein.",
  wrongPassword: "Dieses Passwort ist falsch.",
  submit: "Entsperren",
  otherWay: "Anderen Weg wählen",
  nothing: "Hier gibt es nichts, womit Sie sich bestätigen könnten. Bitte fragen Sie Ihre Administration.",
  expired: "Das hat zu lange gedauert. Bitte versuchen Sie es noch einmal.",
  newKeyTitle: "Neuen Wiederherstellungsschlüssel aufbewahren",
  newKeyLead:
    "Sie haben Ihren Wiederherstellungsschlüssel benutzt, er gilt deshalb nicht mehr. Hier ist der neue.",
  newCodesTitle: "Neue Wiederherstellungscodes aufbewahren",
  newCodesLead:
    "Sie haben Ihren Wiederherstellungsschlüssel benutzt, er gilt deshalb nicht mehr. An seine Stelle treten zehn Codes.",
  done: "Die Einstellungen sind entsperrt.",
};
