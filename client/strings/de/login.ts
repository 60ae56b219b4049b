import type { LoginTexts } from "../en/login.js";

/** Texts of the sign-in page. */
export const login: LoginTexts = {
  title: "Anmelden",
  username: "Benutzername",
  password: "Passwort",
  submit: "Anmelden",
  wrongPassword: "Benutzername oder Passwort ist falsch.",
  missing: "Bitte füllen Sie beide Felder aus.",
  secondStep: {
    heading: "Bestätigen Sie, dass Sie es sind",
    signingInAs: "Anmeldung als",
    signingInTo: (application) => `bei ${application}`,
    otherWay: "Anderen Weg wählen",
    restart: "Von vorn beginnen",
    helpDesk: "Einmalcode vom Helpdesk eingeben",
    remember: "Diesen Browser merken",
    submit: "Bestätigen",
  },
  totp: {
    lead: "Geben Sie den Code ein, den Ihre Authentifizierungs-App oder Ihr Token gerade anzeigt.",
    wrong:
      "Dieser Code ist falsch oder wurde schon benutzt. Warten Sie auf den nächsten und geben Sie den ein.",
  },
  hotp: {
    lead: "Drücken Sie den Knopf Ihres Tokens und geben Sie den angezeigten Code ein. Ein YubiKey tippt ihn für Sie: Klicken Sie in das Feld und berühren Sie dann den Schlüssel.",
    wrong: "Dieser Code ist falsch oder wurde schon benutzt. Drücken Sie noch einmal für einen neuen.",
  },
  "yubico-otp": {
    lead: "Berühren Sie Ihren YubiKey. Er tippt den Code für Sie und meldet Sie an.",
    hint: "Der Cursor muss in diesem Feld stehen. Großbuchstaben sind auch in Ordnung.",
    label: "YubiKey-Code",
    wrong: "Dieser Code wurde nicht angenommen. Berühren Sie den Schlüssel noch einmal für einen neuen.",
    malformed:
      "Das hat kein YubiKey getippt: Es sind 32 bis 64 Buchstaben. Kamen andere Buchstaben an, ist die Tastatur anders belegt.",
  },
  "recovery-key": {
    lead: "Geben Sie den Wiederherstellungsschlüssel oder einen der Wiederherstellungscodes ein, die Sie beim Einrichten Ihres zweiten Faktors aufbewahrt haben. Jeder gilt ein einziges Mal.",
    label: "Wiederherstellungsschlüssel oder -code",
    hint: "Großbuchstaben, Leerzeichen und Striche spielen keine Rolle.",
    wrong: "Dieser Wiederherstellungsschlüssel oder -code ist falsch oder wurde schon benutzt.",
    malformed:
      "Ein Wiederherstellungsschlüssel hat sechs Gruppen aus fünf Buchstaben und Ziffern, ein Wiederherstellungscode fünf.",
  },
  "bypass-code": {
    lead: "Geben Sie den Einmalcode ein, den Sie bekommen haben.",
    label: "Einmalcode",
    hint: "12 Ziffern. Leerzeichen spielen keine Rolle.",
    wrong: "Dieser Code ist falsch, verbraucht oder abgelaufen.",
    malformed: "Ein Einmalcode hat 12 Ziffern.",
  },
  "break-glass": {
    lead: "Es ist ein Notfall, und Eigentümer dürfen sich mit dem gedruckten Notfall-Code anmelden. Er gilt einmal, und alle Eigentümer erfahren davon.",
    label: "Notfall-Code",
    hint: "Großbuchstaben, Leerzeichen und Striche spielen keine Rolle.",
    wrong: "Dieser Notfall-Code ist falsch, wurde schon benutzt, oder der Notfall ist vorbei.",
    malformed: "Ein Notfall-Code hat sechs Gruppen aus fünf Buchstaben und Ziffern.",
  },
  webauthn: {
    lead: "Benutzen Sie den Sicherheitsschlüssel oder Passkey, den Sie registriert haben.",
    begin: "Sicherheitsschlüssel benutzen",
    waiting: "Warten auf Ihren Schlüssel",
    waitingHint: "Stecken Sie ihn ein und berühren Sie ihn, oder folgen Sie den Anweisungen Ihres Browsers.",
    wrong:
      "Dieser Schlüssel wurde nicht angenommen. Nehmen Sie einen, den Sie hier registriert haben, oder einen anderen Weg.",
    spent:
      "Dieser Schlüssel wurde nicht angenommen. Wählen Sie einen anderen Weg, oder beginnen Sie von vorn mit einem Schlüssel, den Sie hier registriert haben.",
    notSupported:
      "Dieser Browser kann hier keine Sicherheitsschlüssel verwenden. Bitte wählen Sie einen anderen Weg oder einen anderen Browser.",
    needsScript:
      "Sicherheitsschlüssel brauchen JavaScript. Bitte schalten Sie es ein oder wählen Sie einen anderen Weg.",
  },
  expired: "Diese Anmeldung hat zu lange gedauert. Bitte beginnen Sie von vorn.",
  hostedExpired:
    "Diese Anmeldung ist abgelaufen. Gehen Sie dorthin zurück, woher Sie kamen, und beginnen Sie von vorn.",
  hostedEnd: {
    expiredHeading: "Diese Anmeldung kann nicht fortgesetzt werden",
    doneHeading: "Sie sind es",
    done: "Sie können diese Seite schließen und dorthin zurückgehen, woher Sie kamen.",
    returning: "Sie werden zurückgebracht.",
    continue: "Weiter",
  },
  remembered: {
    heading: "Dieser Browser ist gemerkt",
    forgotten: "Dieser Browser ist nicht mehr gemerkt.",
  },
  noWay: {
    heading: "Sie haben keinen zweiten Faktor, der benutzt werden darf",
    unwritten:
      "Ihre Organisation nimmt die nicht an, die Sie haben. Bitte wenden Sie sich an Ihre Administration.",
  },
  newKeyLead:
    "Sie haben Ihren Wiederherstellungsschlüssel benutzt, er gilt deshalb nicht mehr. Hier ist, was ihn ersetzt.",
};
