import type { EnrolTexts } from "../en/enrol.js";

/** Texts of onboarding: the welcome, the authenticator app and the security key. */
export const enrol: EnrolTexts = {
  choose: {
    heading: "Wählen Sie Ihren zweiten Faktor",
    lead: "Neben Ihrem Passwort zeigt noch etwas, dass Sie es sind. Weitere können Sie später hinzufügen.",
    ways: {
      app: [
        "Authentifizierungs-App",
        "Eine App auf Ihrem Telefon zeigt einen Code, der alle 30 Sekunden wechselt.",
      ],
      key: [
        "Sicherheitsschlüssel oder Passkey",
        "Ein Schlüssel, den Sie einstecken oder an Ihr Telefon halten, oder der Fingerabdruck oder die Gesichtserkennung Ihres Geräts.",
      ],
      token: [
        "Hardware-Token",
        "Ein Token, das Sie bekommen haben: Sie geben seine Seriennummer und seinen Code ein.",
      ],
    },
    keyNotSupported: "Dieser Browser kann hier keine Sicherheitsschlüssel verwenden.",
  },
  welcome: {
    heading: "Sicherer anmelden, in zwei Minuten",
    of: (page, pages) => `Seite ${page} von ${pages}`,
    next: "Weiter",
    previous: "Zurück",
    done: "Los geht’s",
    close: "Einführung überspringen",
    pages: [
      {
        about: null,
        title: "Warum ein zweiter Faktor?",
        body: "Passwörter werden erraten, weitergegeben und gestohlen. Mit einem zweiten Faktor kann sich niemand als Sie anmelden, auch wer Ihr Passwort kennt.",
        items: [],
      },
      {
        about: "app",
        title: "Eine App auf Ihrem Telefon",
        body: "Jede App, die zeitbasierte Codes erzeugt, ist geeignet, und sie braucht kein Internet. Wenn Sie noch keine haben, installieren Sie eine von diesen:",
        items: [
          "Aegis Authenticator (Android)",
          "2FAS (Android, iPhone)",
          "Google Authenticator (Android, iPhone)",
          "Microsoft Authenticator (Android, iPhone)",
          "KeePassXC (Computer)",
        ],
      },
      {
        about: "key",
        title: "Ein Sicherheitsschlüssel",
        body: "Ein kleiner Schlüssel, den Sie beim Anmelden berühren. Er ist die stärkste Wahl: Eine gefälschte Seite kann ihn nicht täuschen. Fingerabdruck oder Gesichtserkennung Ihres Geräts wirken genauso.",
        items: [],
      },
    ],
  },
  app: {
    heading: "Authentifizierungs-App verbinden",
    loading: "Ihr Code wird vorbereitet",
    scan: "Scannen Sie diesen Code mit Ihrer App",
    qrAlt: "QR-Code mit dem Geheimnis, das darunter als Text steht",
    manual: "Sie können nicht scannen? Geben Sie dieses Geheimnis in die App ein:",
    secret: "Geheimnis",
    open: "In einer App auf diesem Gerät öffnen",
    check: "Geben Sie dann den Code ein, den die App anzeigt",
    submit: "Code prüfen",
    wrong:
      "Dieser Code passt nicht. Warten Sie auf den nächsten; wenn es weiter nicht klappt, prüfen Sie, ob Ihr Telefon die Uhrzeit selbst einstellt.",
    expired: "Das hat zu lange gedauert. Hier ist ein neuer Code zum Scannen.",
  },
  key: {
    heading: "Sicherheitsschlüssel registrieren",
    lead: "Geben Sie ihm einen Namen, damit Sie Ihre Schlüssel unterscheiden können. Danach bittet Ihr Browser Sie, ihn zu berühren.",
    name: "Name des Geräts",
    namePlaceholder: "Zum Beispiel: blauer Schlüssel am Bund",
    nameMissing: "Bitte geben Sie dem Gerät einen Namen.",
    submit: "Gerät registrieren",
    waiting: "Warten auf Ihren Schlüssel",
    waitingHint: "Stecken Sie ihn ein und berühren Sie ihn, oder folgen Sie den Anweisungen Ihres Browsers.",
    full: "Sie haben so viele Geräte, wie eine Person haben kann. Entfernen Sie zuerst eines davon.",
  },
  token: {
    heading: "Hardware-Token übernehmen",
    lead: "Für ein Token, das Sie bekommen haben und das noch nicht auf Ihren Namen eingetragen ist.",
    serial: "Seriennummer",
    serialHint: "Sie steht auf der Rückseite des Tokens.",
    serialMissing: "Bitte geben Sie die Seriennummer ein.",
    code: "Code des Tokens",
    codeHint: "Drücken Sie seinen Knopf, falls es einen hat, und geben Sie ein, was es anzeigt.",
    submit: "Token übernehmen",
    wrong:
      "Das ist nicht der Code dieses Tokens. Warten Sie auf den nächsten, oder drücken Sie noch einmal den Knopf.",
    unknown: "Es gibt kein Token mit dieser Seriennummer. Bitte vergleichen Sie sie mit der auf dem Token.",
    taken:
      "Dieses Token kann nicht übernommen werden: Es gehört schon jemandem oder ist nicht in Gebrauch. Ihre Administration kann helfen.",
    forbidden: "Token weist Ihre Administration zu. Bitte lassen Sie sich eines geben.",
    done: "Das Token gehört jetzt Ihnen.",
  },
  waiting: {
    heading: "Ihr zweiter Faktor ist ein Hardware-Token",
    unwritten:
      "Ihre Organisation gibt Hardware-Token aus, und Ihnen ist noch keines zugewiesen. Bitte lassen Sie sich von Ihrer Administration eines geben, und melden Sie sich dann wieder an.",
  },
  otherChoice: "Etwas anderes wählen",
};
