import { counted } from "../counted.js";
import type { AdminTexts } from "../en/admin.js";

const tokens = counted("de", { other: "# Token" });

/** Texts of the console: its frame, the overview and the stock of tokens. */
export const admin: AdminTexts = {
  sections: "Bereiche",
  overview: "Übersicht",
  tokens: "Token",
  users: "Benutzer",
  applications: "Anwendungen",
  policy: "Richtlinie",
  warnings: {
    label: "Warnungen",
    environmentKey:
      "LATCHKEY_ADMIN_KEY ist gesetzt: Wer ihn kennt, darf hier fast alles. Entfernen Sie ihn, sobald alles eingerichtet ist.",
    breakGlass: (until) =>
      `Der Notfall-Zugang ist bis ${until} an: Eigentümer dürfen sich mit Passwort und gedrucktem Code anmelden. Wer das tut, steht im Protokoll.`,
    basicAuthentication: (names) =>
      `HTTP Basic gilt für ${names.join(", ")}, am zweiten Faktor vorbei. Beenden Sie das auf der Seite Richtlinie, sobald es niemand mehr braucht.`,
    keysEnding: (names) =>
      `Der letzte Schlüssel von ${names.join(", ")} läuft in spätestens 14 Tagen ab: Erzeugen Sie unter Anwendungen einen neuen.`,
  },
  audit: "Protokoll",
  myProfile: "Meine Sicherheit",
  signedInAs: "Angemeldet als",
  signOut: "Abmelden",
  loading: "Einen Moment",
  failed: "Die Verwaltung konnte nicht geladen werden",
  noRole: {
    heading: "Das hier ist für die Administration",
    lead: (username) =>
      `Sie sind als ${username} angemeldet, und im Moment gilt hier keine Rolle für Sie. Rollen vergibt ein Eigentümer, und sie gelten, sobald ein zweiter Faktor eingerichtet ist und bei der Anmeldung benutzt wurde.`,
    profile: "Zu meinem Sicherheitsprofil",
    other: "Als jemand anders anmelden",
  },
  unacknowledged: {
    heading: "Bewahren Sie zuerst Ihren neuen Wiederherstellungsschlüssel auf",
    lead: "Sie haben sich mit Ihrem Wiederherstellungsschlüssel angemeldet. Bestätigen Sie in Ihrem Profil, dass Sie aufbewahrt haben, was ihn ersetzt, und kommen Sie dann zurück.",
  },
  nowhere: {
    heading: "Hier gibt es nichts",
    lead: "Diese Adresse gehört zu keiner Seite der Verwaltung.",
    back: "Zur Übersicht",
  },
  roles: {
    owner: "Eigentümer",
    administrator: "Administrator",
    helpdesk: "Helpdesk",
    auditor: "Prüfer",
  },
  home: {
    title: "Verwaltung",
    as: (role) => `Ihre Rolle hier: ${role}.`,
    toStock: "Alle Token anzeigen",
  },
  breakGlass: {
    title: "Notfall-Code",
    lead: "Für den Tag, an dem sich kein Eigentümer mehr anmelden kann. Sie bewahren ihn gedruckt und verschlossen auf. Solange der Betrieb den Notfall-Zugang eingeschaltet hat, ersetzt er einmal Ihren zweiten Faktor.",
    none: "Sie haben keinen Notfall-Code.",
    made: "Erzeugt",
    make: "Code erzeugen",
    renew: "Neuen Code erzeugen",
    makeTitle: "Einen Notfall-Code erzeugen?",
    makeLead:
      "Sie sehen ihn einmal und müssen ihn ausdrucken oder abschreiben. Einer, den Sie schon hatten, gilt dann sofort nicht mehr.",
    makeSubmit: "Code erzeugen",
    end: "Code beenden…",
    endTitle: "Den Notfall-Code beenden?",
    endLead: "Er führt dann nirgends mehr hinein. Sie können jederzeit einen neuen erzeugen.",
    endSubmit: "Beenden",
    ended: "Der Notfall-Code gilt nicht mehr.",
    shown: "Ihr Notfall-Code",
    printed: (username, host) =>
      `Notfall-Code von ${username} für Latchkey unter ${host}. Verschlossen aufbewahren.`,
    advice:
      "Er wird nicht noch einmal angezeigt. Ohne das Passwort und einen laufenden Notfall öffnet er nichts.",
    saved: "Ich habe ihn ausgedruckt oder abgeschrieben",
    done: "Der Notfall-Code ist erzeugt.",
  },
  checklist: {
    title: "Erste Schritte",
    lead: "Was eine neue Installation braucht, und was davon erledigt ist.",
    left: (count) => `Erste Schritte: ${count} zu tun`,
    hide: "Ausblenden",
    done: "Erledigt",
    open: "Zu tun",
    items: {
      second_factor: [
        "Richten Sie Ihren eigenen zweiten Faktor ein",
        "Ihr eigener zweiter Faktor ist eingerichtet",
      ],
      spare_factor: [
        "Registrieren Sie einen weiteren, falls Sie den ersten verlieren",
        "Sie haben einen weiteren, falls Sie den ersten verlieren",
      ],
      recovery: [
        "Erstellen Sie einen Wiederherstellungsschlüssel oder Codes und bewahren Sie sie sicher auf",
        "Sie haben einen Wiederherstellungsschlüssel oder Codes",
      ],
      public_url: [
        "Stellen Sie Latchkey mit https unter eigenem Namen bereit: LATCHKEY_PUBLIC_URL",
        "Latchkey ist mit https erreichbar",
      ],
      keys_apart: [
        "Bewahren Sie die Schlüssel getrennt vom Datenverzeichnis auf: LATCHKEY_KEYS",
        "Die Schlüssel liegen getrennt vom Datenverzeichnis",
      ],
      mail_server: [
        "Nennen Sie einen Mailserver: LATCHKEY_SMTP_URL und LATCHKEY_MAIL_FROM",
        "Ein Mailserver ist genannt",
      ],
      test_mail: ["Sehen Sie nach, ob Briefe ankommen", "Der Mailserver nimmt Briefe an"],
      second_administrator: [
        "Sorgen Sie für einen zweiten Administrator mit zweitem Faktor, der Ihnen helfen kann",
        "Ein zweiter Administrator kann Ihnen helfen",
      ],
      policy: ["Legen Sie fest, wer einen zweiten Faktor braucht", "Die Richtlinie ist festgelegt"],
      users: ["Legen Sie die ersten Benutzer an, oder importieren Sie sie", "Es gibt Benutzer"],
      tokens_or_application: [
        "Importieren Sie die ersten Token, oder verbinden Sie die erste Anwendung",
        "Es gibt Token oder Anwendungen",
      ],
    },
    toProfile: "Mein Profil öffnen",
    toUsers: "Benutzer öffnen",
    toPolicy: "Richtlinie öffnen",
    toImport: "Seed-Datei importieren",
    toApplications: "Anwendungen öffnen",
    testMail: "Mir eine Probe schicken",
    testMailTo: (address) => `Sie geht an ${address}.`,
    testMailFirst: "Nennen Sie zuerst einen Mailserver.",
    noAddress: "Sie haben noch keine E-Mail-Adresse. Tragen Sie eine auf Ihrer Seite bei den Benutzern ein.",
    testMailSent: "Der Mailserver hat den Brief angenommen. Sehen Sie nach, ob er ankommt.",
    testMailRefused: "Der Mailserver hat den Brief nicht angenommen. Der Grund steht im Log des Dienstes.",
  },
  stock: {
    title: "Hardware-Token",
    import: "Seed-Datei importieren",
    assign: "Viele zuweisen",
    glance: "Der Bestand auf einen Blick",
    chart: (total) => `${tokens(total)} nach Art und Zustand`,
    typeLine: (type, parts) => `${type}: ${parts.join(", ")}`,
    asTable: "Als Tabelle anzeigen",
    type: "Art",
    total: "Gesamt",
    search: "Suche",
    searchHint: "Seriennummer, Modell oder Benutzername",
    state: "Zustand",
    anyState: "Jeder Zustand",
    list: "Token, nach Seriennummer",
    serial: "Seriennummer",
    user: "Benutzer",
    model: "Modell",
    nobody: "Niemand",
    shown: (count, more) => (more ? `Die ersten ${tokens(count)}` : `${tokens(count)} gefunden`),
    more: "Mehr anzeigen",
    noMatch: "Kein Token passt zu dieser Suche.",
    clear: "Suche zurücksetzen",
  },
  empty: {
    title: "Noch keine Token",
    lead: "Latchkey führt Hardware-Token als Bestand: Sie kommen herein, werden ausgegeben und kommen zurück. Es gibt drei Wege hinein.",
    importTitle: "Seed-Datei des Herstellers importieren",
    importLead:
      "Mit den Token haben Sie eine Datei mit ihren Geheimnissen bekommen: PSKC, CSV wie bei Entra, Token2, Duo und Yubico, SafeNet-XML oder den Export einer App. Sie sehen, was darin ist, bevor etwas gespeichert wird.",
    provisionTitle: "YubiKeys beschreiben",
    provisionLead:
      "Stecken Sie sie einen nach dem anderen in Ihren Computer. Dieser Befehl schreibt jedem ein neues Geheimnis und nimmt ihn in den Bestand auf:",
    apiTitle: "Durch ein Programm hinzufügen",
    apiLead: "Ein Programm mit einem API-Schlüssel für „tokens“ fügt sie einzeln hinzu:",
    reader: "Administratoren können hier eine Seed-Datei importieren.",
  },
  types: { totp: "TOTP", hotp: "HOTP", "yubico-otp": "Yubico OTP" },
  states: {
    pending: "Wird beschrieben",
    in_stock: "Auf Lager",
    assigned: "Zugewiesen",
    suspended: "Gesperrt",
    lost: "Verloren",
    revoked: "Widerrufen",
  },
};
