import { counted } from "../counted.js";
import type { CommonTexts } from "../en/common.js";

const seconds = counted("de", { one: "# Sekunde", other: "# Sekunden" });
const minutes = counted("de", { one: "# Minute", other: "# Minuten" });

/** Texts that every page shares: what went wrong, what a factor is called, what the kit's parts say. */
export const common: CommonTexts = {
  product: "Latchkey",
  profileTitle: "Meine Sicherheit",
  adminTitle: "Verwaltung",
  skip: "Zum Inhalt springen",
  language: "Sprache",
  loading: "Einen Moment",
  continue: "Weiter",
  back: "Zurück",
  cancel: "Abbrechen",
  close: "Schließen",
  tryAgain: "Erneut versuchen",
  copy: "Kopieren",
  copied: "Kopiert",
  copyFailed: "Bitte markieren und kopieren Sie den Text selbst",
  print: "Drucken",
  download: "Herunterladen",
  nothingHere: "Hier gibt es nichts",
  nothingHereLead: "Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist umgezogen.",
  notPossible: "Das hat nicht geklappt",
  home: "Zu meinem Profil",
  needsScript:
    "Diese Seite braucht JavaScript. Bitte schalten Sie es ein oder nehmen Sie einen anderen Browser.",
  problems: {
    invalid_request: "Eine Angabe im Formular stimmt nicht. Bitte prüfen Sie Ihre Eingaben.",
    invalid_registration:
      "Die Antwort des Sicherheitsschlüssels wurde nicht angenommen. Bitte versuchen Sie es noch einmal.",
    not_enrolled: "Dafür ist noch nichts eingerichtet.",
    verification_failed: "Das war nicht richtig. Bitte versuchen Sie es noch einmal.",
    unauthenticated: "Sie wurden abgemeldet. Bitte melden Sie sich wieder an.",
    elevation_required: "Bitte bestätigen Sie zuerst, dass Sie es sind.",
    forbidden: "Das ist Ihnen nicht erlaubt.",
    not_found: "Das gibt es nicht mehr. Vielleicht ist es abgelaufen.",
    conflict: "Dieser Name ist bereits vergeben.",
    too_many_attempts: "Zu viele Fehlversuche.",
    unavailable: "Der Dienst ist im Moment nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.",
    internal_error: "Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
    network: "Der Dienst ist nicht erreichbar. Bitte prüfen Sie Ihre Verbindung.",
  },
  factors: {
    totp: "Code aus einer App oder von einem Token",
    hotp: "Code von einem Token auf Knopfdruck",
    webauthn: "Sicherheitsschlüssel oder Passkey",
    "yubico-otp": "YubiKey, der den Code selbst tippt",
    "recovery-key": "Wiederherstellungsschlüssel oder -code",
    "bypass-code": "Einmalcode vom Helpdesk",
    "break-glass": "Notfall-Code",
  },
  ceremonies: {
    cancelled: "Die Anfrage wurde abgebrochen, oder dieser Schlüssel ist hier nicht registriert.",
    timed_out: "Es wurde nicht rechtzeitig ein Schlüssel berührt.",
    not_supported:
      "Dieser Browser oder dieser Schlüssel lässt sich hier nicht verwenden. Nehmen Sie einen anderen Browser oder einen anderen Schlüssel.",
    already_registered:
      "Dieser Schlüssel ist bereits registriert. Nehmen Sie einen anderen, oder geben Sie dem vorhandenen einen neuen Namen.",
    wrong_address:
      "Sicherheitsschlüssel funktionieren unter dieser Adresse nicht. Öffnen Sie die Seite unter ihrer üblichen Adresse.",
    failed:
      "Der Sicherheitsschlüssel meldet einen Fehler. Ziehen Sie ihn ab, stecken Sie ihn wieder ein und versuchen Sie es noch einmal.",
  },
  code: {
    label: "Code",
    hint: "6 bis 10 Ziffern. Leerzeichen spielen keine Rolle.",
    malformed: "Ein Code hat 6 bis 10 Ziffern.",
  },
  recovery: {
    heading: "Wiederherstellungsschlüssel aufbewahren",
    headingCodes: "Wiederherstellungscodes aufbewahren",
    lead: "Er lässt Sie ein einziges Mal hinein, falls Ihr Gerät verloren geht oder nicht mehr funktioniert. Er wird nur jetzt angezeigt: Niemand kann ihn später nachsehen.",
    leadCodes:
      "Jeder Code lässt Sie ein einziges Mal hinein, falls Ihr Gerät verloren geht oder nicht mehr funktioniert. Die Codes werden nur jetzt angezeigt: Niemand kann sie später nachsehen.",
    label: "Wiederherstellungsschlüssel oder -code",
    usedHeading: "Sie haben einen Wiederherstellungscode benutzt",
    left: (count, few) =>
      `Verbleibende Codes: ${count}.${few ? " Erstellen Sie neue in Ihrem Sicherheitsprofil." : ""}`,
    advice:
      "Bewahren Sie das bei Ihren wichtigen Papieren oder in einem Passwortmanager auf. Nicht neben Ihrem Passwort.",
    printed: (username) => `Latchkey-Wiederherstellung von ${username}. Jede Zeile gilt ein einziges Mal.`,
    fileText: (username, host, secrets) =>
      `Wiederherstellung für ${username} bei ${host}\n\n${secrets}\n\nJede Zeile gilt ein einziges Mal. Bewahren Sie das sicher auf.\n`,
    keyWords: {
      saved: "Ich habe ihn sicher aufbewahrt",
      fileName: "latchkey-wiederherstellungsschluessel.txt",
    },
    codesWords: { saved: "Ich habe sie sicher aufbewahrt", fileName: "latchkey-wiederherstellungscodes.txt" },
  },
  wait: {
    shown: (time) => `Bitte warten Sie ${time} bis zum nächsten Versuch.`,
    spoken: (time) => `Zu viele Fehlversuche. Versuchen Sie es in ${time} noch einmal.`,
    over: "Sie können es jetzt noch einmal versuchen.",
    time: (total) => {
      if (total < 60) return seconds(total);
      const rest = total % 60;
      const whole = minutes(Math.floor(total / 60));
      return rest === 0 ? whole : `${whole} ${seconds(rest)}`;
    },
  },
};
