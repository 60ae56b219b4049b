import { counted } from "../counted.js";
import type { Texts } from "../texts.js";

const users = counted("de", { one: "# Benutzer", other: "# Benutzer" });

/** Texte der Konsolenseite des Verzeichnisses. */
export const directory: Texts["directory"] = {
  title: "Verzeichnis",
  back: "Benutzer",
  empty: {
    title: "Benutzer können aus Ihrem Verzeichnis kommen",
    lead: "OpenLDAP oder Active Directory liefert Namen, Adressen und Gruppen und prüft die Passwörter. Die zweiten Faktoren bleiben hier.",
    steps: [
      "Legen Sie im Verzeichnis ein Dienstkonto an, das Benutzer und Gruppen lesen darf.",
      "Starten Sie Latchkey mit den Einstellungen unten und dem, was docs/directory.md für Ihr Verzeichnis nennt.",
      "Kommen Sie auf diese Seite zurück und prüfen Sie die Verbindung.",
    ],
    settings: "Die Einstellungen für den Anfang",
  },
  run: {
    title: "Abgleich mit dem Verzeichnis",
    never: "Es gab noch keinen Abgleich.",
    began: "Begonnen",
    ended: "Beendet",
    next: "Nächster",
    last: "Zuletzt vollständig",
    outcomes: {
      complete: "Vollständig",
      held: "Niemand gesperrt",
      failed: "Fehlgeschlagen",
      interrupted: "Abgebrochen",
    },
    meaning: {
      complete: "Alle Benutzer des Verzeichnisses wurden angesehen.",
      held: "Alles andere ist erledigt, aber es fehlen so viele Benutzer, dass keiner von ihnen gesperrt wurde.",
      failed: "Das Verzeichnis hat nicht vollständig geantwortet. Niemand wurde gesperrt.",
      interrupted: "Der Prozess, der ihn machte, ist beendet. Der nächste beginnt von vorn.",
    },
    reading: (done) => `Lesen: bisher ${users(done)}`,
    changing: (done, total) => `${done} von ${users(total)} angesehen`,
    progress: "Wie weit der Abgleich ist",
    counts: {
      read: "Gelesen",
      created: "Angelegt",
      updated: "Geändert",
      suspended: "Gesperrt",
      resumed: "Wieder freigegeben",
      refused: "Nicht angetastet",
    },
    faults: "Was Sie ansehen sollten",
    further: counted("de", {
      one: "# weiterer Punkt steht im Protokoll.",
      other: "# weitere Punkte stehen im Protokoll.",
    }),
    start: "Jetzt abgleichen",
    started: "Der Abgleich hat begonnen.",
    going: "Ein Abgleich läuft bereits.",
    suspend: "Diese Benutzer sperren",
    suspendTitle: "Alle fehlenden Benutzer sperren?",
    suspendLead: (percent) =>
      `Mehr als ${percent} % der Benutzer des Verzeichnisses würden gesperrt und abgemeldet. Prüfen Sie zuerst Basis, Filter und die Rechte des Dienstkontos. Wer später wieder im Verzeichnis steht, macht mit seinen bisherigen Faktoren weiter.`,
  },
  connection: {
    title: "Verbindung",
    url: "Server",
    security: "Gesichert durch",
    securities: { ldaps: "TLS (ldaps)", starttls: "StartTLS", none: "Nichts" },
    insecure:
      "Passwörter gehen unverschlüsselt an das Verzeichnis. Verwenden Sie außerhalb eines Versuchs ldaps:// oder StartTLS.",
    userBase: "Benutzer unterhalb von",
    userFilter: "Filter",
    groups: "Gruppen, die ihm folgen",
    noGroups: "Keine",
    create: "Benutzer werden angelegt",
    creates: {
      always: "beim Abgleich und bei der ersten Anmeldung",
      "sign-in": "bei der ersten Anmeldung",
      sync: "beim Abgleich",
    },
    every: "Abgleich",
    minutes: counted("de", { one: "jede Minute", other: "alle # Minuten" }),
    test: "Verbindung prüfen",
    passed: "Die Verbindung funktioniert.",
    broken: "Die Verbindung funktioniert nicht.",
    right: "In Ordnung",
    wrong: "Fehler",
    steps: {
      connect: "Server erreichen",
      tls: "Verbindung sichern",
      bind: "Dienstkonto anmelden",
      search: "Benutzer finden",
      groups: "Gruppen lesen",
    },
  },
};
