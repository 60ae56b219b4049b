import { counted } from "../counted.js";
import type { ProfileTexts } from "../en/profile.js";
import { activityTexts } from "./activity.js";

const LIST = new Intl.ListFormat("de", { type: "conjunction" });

/** Texts of the security profile. */
export const profile: ProfileTexts = {
  title: "Ihre Sicherheit",
  loading: "Ihr Sicherheitsprofil wird geladen",
  signOut: "Abmelden",
  signedInAs: "Angemeldet als",
  backTo: (application) => `Zurück zu ${application}`,
  summary: {
    none: "Nur Ihr Passwort schützt Ihre Anmeldung.",
    some: (parts) =>
      `Neben Ihrem Passwort ${parts.length === 1 ? "schützt" : "schützen"} ${LIST.format(parts)} Ihre Anmeldung.`,
    app: "eine Authentifizierungs-App",
    keys: counted("de", {
      one: "ein Sicherheitsschlüssel oder Passkey",
      other: "# Sicherheitsschlüssel oder Passkeys",
    }),
    tokens: counted("de", { one: "ein Hardware-Token", other: "# Hardware-Token" }),
  },
  lock: {
    locked: "Einstellungen sind gesperrt",
    lockedLead: "Sie können alles ansehen. Um etwas zu ändern, bestätigen Sie, dass Sie es sind.",
    unlock: "Einstellungen entsperren",
    unlocked: "Einstellungen sind entsperrt",
    left: (time) => `In ${time} sperren sie sich von selbst wieder.`,
    minutes: counted("de", { one: "# Minute", other: "# Minuten" }),
    seconds: counted("de", { one: "# Sekunde", other: "# Sekunden" }),
  },
  unacknowledged: {
    heading: "Haben Sie Ihren neuen Wiederherstellungsschlüssel aufbewahrt?",
    lead: "Sie haben sich mit Ihrem Wiederherstellungsschlüssel angemeldet. Gleich danach wurde gezeigt, was ihn ersetzt, und das kann nicht noch einmal gezeigt werden.",
    lost: "Wenn Sie ihn nicht aufbewahrt haben, gehen Sie trotzdem weiter: In Ihrem Profil können Sie einen anderen erstellen.",
    submit: "Weiter zu meinem Profil",
  },
  expiredTicket: {
    heading: "Dieser Link gilt nicht",
    lead: "Er gilt ein einziges Mal, fünf Minuten lang. Gehen Sie dorthin zurück, woher Sie kamen, und öffnen Sie ihn noch einmal, oder melden Sie sich hier an.",
    signIn: "Anmelden",
  },
  failed: { heading: "Ihr Profil konnte nicht geladen werden" },
  onboarding: {
    later: "Nicht jetzt",
    doneHeading: "Alles fertig",
    done: "Von nun an melden Sie sich mit Ihrem Passwort und Ihrem zweiten Faktor an.",
    toProfile: "Zu meinem Profil",
  },
  grace: {
    until: (date) =>
      `Ihre Organisation verlangt einen zweiten Faktor von Ihnen. Sie können das noch bis zum ${date} aufschieben.`,
    logins: counted("de", {
      one: "Ihre Organisation verlangt einen zweiten Faktor von Ihnen. Sie können das noch einmal aufschieben.",
      other:
        "Ihre Organisation verlangt einen zweiten Faktor von Ihnen. Sie können das noch # Mal aufschieben.",
    }),
    over: "Ihre Organisation verlangt einen zweiten Faktor von Ihnen. Das war die letzte Anmeldung ohne ihn: Bei der nächsten richten Sie zuerst einen ein.",
  },
  start: {
    title: "Zweiter Faktor",
    lead: "Neben Ihrem Passwort noch etwas, das zeigt, dass Sie es sind.",
    empty: "Sie haben noch keinen. Das Einrichten dauert zwei Minuten.",
    action: "Zweiten Faktor einrichten",
  },
  app: {
    title: "Authentifizierungs-App",
    lead: "Eine App auf Ihrem Telefon zeigt einen Code, der alle 30 Sekunden wechselt. Sie haben immer nur eine.",
    empty: "Keine App ist verbunden.",
    connect: "App verbinden",
    replace: "Ersetzen",
    replaceTitle: "Authentifizierungs-App ersetzen",
    replaceLead:
      "Die App, die Sie jetzt benutzen, gilt weiter, bis die neue bestätigt ist. Dann gilt nur noch die neue.",
    connectTitle: "Authentifizierungs-App verbinden",
    connected: "Die Authentifizierungs-App ist verbunden.",
    replaced: "Die neue App ist verbunden. Die alte gilt nicht mehr.",
    pending: "Eine neue App wartet auf ihren ersten Code. Bis dahin gilt die unten weiter.",
    pendingAlone:
      "Eine App wurde vorbereitet, aber ihr erster Code wurde nie geprüft. Verbinden Sie sie noch einmal, um das abzuschließen.",
    reset: "Zurücksetzen",
    resetTitle: "Authentifizierungs-App zurücksetzen?",
    resetLead:
      "Tun Sie das, wenn das Geheimnis der App jemand anderem bekannt sein könnte. Codes dieser App gelten sofort nicht mehr, und gleich danach verbinden Sie eine App neu.",
    resetSubmit: "Zurücksetzen und neu verbinden",
    revoke: "Widerrufen",
    revokeTitle: "Authentifizierungs-App widerrufen?",
    revokeLead:
      "Ihre Codes gelten sofort und endgültig nicht mehr. Den Eintrag in der App können Sie selbst löschen.",
    revokeSubmit: "App widerrufen",
    revoked: "Die Authentifizierungs-App ist widerrufen.",
    last: "Das ist Ihr einziger zweiter Faktor. Ohne ihn werden Sie gebeten, einen anderen einzurichten.",
  },
  keys: {
    title: "Sicherheitsschlüssel und Passkeys",
    lead: "FIDO2-Geräte: Schlüssel, die Sie berühren, oder Fingerabdruck oder Gesichtserkennung eines Computers oder Telefons. Registrieren Sie zwei, damit einer verloren gehen darf.",
    empty: "Kein Gerät ist registriert.",
    add: "Gerät registrieren",
    addTitle: "Gerät registrieren",
    added: (name) => `${name} ist registriert.`,
    list: "Registrierte Geräte",
    synced: "Zwischen Ihren Geräten synchronisiert",
    bound: "Bleibt auf diesem Gerät",
    rename: "Umbenennen",
    renameOf: (name) => `${name} umbenennen`,
    name: "Name des Geräts",
    nameMissing: "Bitte geben Sie dem Gerät einen Namen.",
    save: "Speichern",
    renamed: (name) => `Das Gerät heißt jetzt ${name}.`,
    revoke: "Widerrufen",
    revokeOf: (name) => `${name} widerrufen`,
    revokeTitle: (name) => `${name} widerrufen?`,
    revokeLead:
      "Sie können sich dann nicht mehr damit anmelden. Um das Gerät wieder zu benutzen, registrieren Sie es neu.",
    revokeSubmit: "Gerät widerrufen",
    revoked: (name) => `${name} ist widerrufen.`,
    last: "Das ist Ihr einziger zweiter Faktor. Ohne ihn werden Sie gebeten, einen anderen einzurichten.",
  },
  tokens: {
    title: "Hardware-Token",
    lead: "Nur die Administration weist sie zu, nimmt sie zurück und widerruft sie.",
    leadTaking:
      "Sie übernehmen eines, das Sie bekommen haben. Nur die Administration nimmt es zurück oder widerruft es.",
    take: "Token übernehmen",
    empty: "Ihnen ist kein Token zugewiesen.",
    serial: "Seriennummer",
    lost: "Eines verloren? Sagen Sie es sofort Ihrer Administration.",
  },
  recovery: {
    empty:
      "Sie haben keinen Wiederherstellungsschlüssel. Ohne ihn kann nur die Administration helfen, wenn Sie Ihr Gerät verlieren.",
    emptyCodes:
      "Sie haben keine Wiederherstellungscodes. Ohne sie kann nur die Administration helfen, wenn Sie Ihr Gerät verlieren.",
    switchedOff:
      "Ihre Organisation benutzt keine Wiederherstellungsschlüssel und -codes. Nur die Administration kann helfen, wenn Sie Ihr Gerät verlieren.",
    key: {
      title: "Wiederherstellungsschlüssel",
      lead: "Lässt Sie ein einziges Mal hinein, falls Ihr Gerät verloren geht oder nicht mehr funktioniert. Danach folgt ein neuer.",
      exists: "Ein Wiederherstellungsschlüssel liegt bereit",
      renew: "Neuen Schlüssel erstellen",
      renewTitle: "Neuen Wiederherstellungsschlüssel erstellen?",
      renewLead:
        "Was Sie jetzt haben, gilt sofort nicht mehr. Der neue Schlüssel wird ein einziges Mal gezeigt: Halten Sie einen Stift, einen Drucker oder Ihren Passwortmanager bereit.",
      renewSubmit: "Neuen Schlüssel erstellen",
      shownTitle: "Ihr neuer Wiederherstellungsschlüssel",
      renewed: "Der neue Wiederherstellungsschlüssel gilt. Der alte gilt nicht mehr.",
    },
    codes: {
      title: "Wiederherstellungscodes",
      lead: "Zehn Codes. Jeder lässt Sie ein einziges Mal hinein, falls Ihr Gerät verloren geht oder nicht mehr funktioniert.",
      exists: (left) => `Wiederherstellungscodes: noch ${left}`,
      few: "Erstellen Sie neue, bevor sie zu Ende gehen.",
      renew: "Neue Codes erstellen",
      renewTitle: "Neue Wiederherstellungscodes erstellen?",
      renewLead:
        "Was Sie jetzt haben, Schlüssel oder Codes, gilt sofort nicht mehr. Die zehn neuen Codes werden ein einziges Mal gezeigt: Halten Sie einen Drucker oder Ihren Passwortmanager bereit.",
      renewSubmit: "Neue Codes erstellen",
      shownTitle: "Ihre neuen Wiederherstellungscodes",
      renewed: "Die neuen Wiederherstellungscodes gelten. Die alten gelten nicht mehr.",
    },
  },
  disable: {
    title: "Zweiten Faktor abschalten",
    lead: "Dann schützt wieder nur Ihr Passwort Ihre Anmeldung.",
    body: "Das entfernt Ihre Authentifizierungs-App, Ihre Sicherheitsschlüssel und Passkeys und Ihren Wiederherstellungsschlüssel oder Ihre Codes und beendet alle anderen Sitzungen.",
    action: "Abschalten…",
    confirmTitle: "Zweiten Faktor abschalten?",
    confirmLead:
      "Wer Ihr Passwort erfährt, könnte sich dann als Sie anmelden. Sie können jederzeit wieder einen zweiten Faktor einrichten.",
    check: "Mir ist klar, dass dann nur mein Passwort meine Anmeldung schützt",
    submit: "Zweiten Faktor abschalten",
    refused:
      "Ihre Rolle oder eine Regel Ihrer Organisation verlangt einen zweiten Faktor. Er lässt sich nicht abschalten.",
    tokenAssigned: "Ihnen ist ein Hardware-Token zugewiesen. Die Administration muss es zuerst zurücknehmen.",
    done: "Ihr zweiter Faktor ist abgeschaltet.",
  },
  order: {
    title: "Reihenfolge bei der Anmeldung",
    lead: "Nach dem ersten wird gefragt; die übrigen werden als anderer Weg angeboten.",
    saved: "Ihre Reihenfolge ist gespeichert.",
    reset: "Es gilt wieder die Reihenfolge der Organisation.",
  },
  devices: {
    title: "Gemerkte Browser",
    lead: "Sie werden nicht nach dem zweiten Schritt gefragt, nur nach dem Passwort. Ändern Sie Ihr Passwort oder Ihre zweiten Faktoren, endet das.",
    empty: counted("de", {
      one: "Kein Browser ist gemerkt. Beim zweiten Schritt können Sie einen für einen Tag merken lassen.",
      other: "Kein Browser ist gemerkt. Beim zweiten Schritt können Sie einen für # Tage merken lassen.",
    }),
    created: "Gemerkt",
    used: "Zuletzt benutzt",
    ends: "Wird von selbst vergessen",
    forget: "Vergessen",
    forgetOf: (label) => `${label} vergessen`,
    forgotten: "Der Browser ist vergessen. Er wird wieder nach dem zweiten Schritt gefragt.",
    forgetAll: "Alle vergessen",
    forgetAllTitle: "Alle gemerkten Browser vergessen?",
    forgetAllLead:
      "Jeder von ihnen wird bei der nächsten Anmeldung nach dem zweiten Schritt gefragt, auch dieser.",
    forgottenAll: "Kein Browser ist mehr gemerkt.",
  },
  sessions: {
    title: "Wo Sie angemeldet sind",
    lead: "Beenden Sie, was Sie nicht kennen, und ändern Sie dann Ihr Passwort.",
    list: "Ihre Sitzungen",
    current: "Dieser Browser",
    from: (ip) => `von ${ip}`,
    unknownBrowser: "Unbekanntes Programm",
    browserOn: (browser, system) => `${browser} unter ${system}`,
    began: "Angemeldet",
    ends: "Endet",
    end: "Beenden",
    endOf: (label) => `Sitzung ${label} beenden`,
    endOthers: "Alle anderen beenden",
    endOthersTitle: "Alle anderen Sitzungen beenden?",
    endOthersLead: "Jeder andere Browser wird sofort abgemeldet. Hier bleiben Sie angemeldet.",
    ended: "Die Sitzung ist beendet.",
    endedOthers: "Alle anderen Sitzungen sind beendet.",
    alone: "Sie sind sonst nirgends angemeldet.",
  },
  activity: {
    title: "Letzte Aktivität",
    lead: "Was zuletzt rund um Ihre Anmeldung geschah. Sagen Sie es Ihrer Administration, wenn Sie etwas davon nicht waren.",
    empty: "Noch ist nichts geschehen.",
    list: "Letzte Aktivität, das Neueste zuerst",
    outcomes: {
      success: "Gelungen",
      failure: "Fehlgeschlagen",
      refused: "Nicht geprüft, zu viele Versuche",
    },
    by: (application) => `über ${application}`,
    more: "Mehr anzeigen",
    other: "Etwas anderes ist geschehen",
    actions: activityTexts,
  },
  password: {
    title: "Passwort",
    lead: "Was Sie bei der Anmeldung vor Ihrem zweiten Faktor eingeben.",
    inDirectory:
      "Ihr Passwort wird vom Verzeichnis Ihrer Organisation geprüft. Ändern Sie es dort, etwa an Ihrem Arbeitsplatzrechner; hier gilt sofort das neue.",
    action: "Passwort ändern",
    dialogTitle: "Ihr Passwort ändern",
    dialogLead:
      "Überall sonst werden Sie sofort abgemeldet, und kein Browser bleibt gemerkt. Hier bleiben Sie angemeldet.",
    submit: "Passwort ändern",
    done: "Ihr Passwort ist geändert.",
  },
  added: "Hinzugefügt",
  created: "Erstellt",
  lastUsed: "Zuletzt benutzt",
  neverUsed: "Nie benutzt",
  suspended: "Gesperrt",
  roleNeedsFactor:
    "Ihre Rolle braucht einen zweiten Faktor. Richten Sie zuerst einen anderen ein, dann kann dieser weg.",
  listLocked: "Entsperren Sie Ihre Einstellungen, um das zu sehen.",
  factors: {
    totp: "Code",
    hotp: "Code eines Tokens",
    webauthn: "Sicherheitsschlüssel",
    "yubico-otp": "YubiKey",
    "recovery-key": "Wiederherstellungsschlüssel oder -code",
    "bypass-code": "Einmalcode vom Helpdesk",
    "break-glass": "Notfall-Code",
  },
};
