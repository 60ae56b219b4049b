import { counted } from "../counted.js";
import type { ApplicationTexts } from "../en/applications.js";

const keys = counted("de", { other: "# Schlüssel" });

/** Texts of the console's pages of relying applications. */
export const applications: ApplicationTexts = {
  title: "Anwendungen",
  back: "Alle Anwendungen",
  suspended: "Gesperrt",
  never: "Nie",
  notFound: {
    heading: "Diese Anwendung gibt es nicht",
    lead: "Vielleicht wurde sie gelöscht.",
  },
  scopes: {
    verify: "Zweite Faktoren prüfen",
    enrol: "Benutzern einen ersten Faktor einrichten",
    users: "Benutzer anlegen und ändern",
    tokens: "Hardware-Token verwalten",
    audit: "Das Protokoll lesen",
    admin: "Verwalten: Richtlinie, Anwendungen und Schlüssel",
    metrics: "Die Messwerte lesen",
  },
  empty: {
    title: "Noch keine Anwendungen",
    lead: "Eine Anwendung ist alles, was Latchkey nach dem zweiten Faktor fragt: Ihre Anmeldeseite, ein VPN, ein Wiki. Jede hat eigene Schlüssel und darf nicht mehr, als Sie ihr erlauben.",
    registerTitle: "1. Hier eintragen",
    registerLead:
      "Sie sehen dann einmal einen Schlüssel. Tragen Sie ihn in die Einstellungen der Anwendung ein.",
    callTitle: "2. Fragen lassen",
    callLead:
      "Nach dem Passwort fragt die Anwendung mit ihrem Schlüssel nach dem zweiten Faktor. Die Seite „login page“ der Dokumentation zeigt es Schritt für Schritt, mit Beispielen zum Kopieren.",
    seeTitle: "3. Sehen, ob es geht",
    seeLead:
      "Diese Seite zeigt, wann jeder Schlüssel zuletzt benutzt wurde. Alle Aufrufe sind beschrieben unter:",
    reader: "Wer die Verwaltung innehat, kann hier eine eintragen.",
  },
  list: {
    label: "Anwendungen, nach Namen",
    name: "Anwendung",
    may: "Darf",
    lastUsed: "Zuletzt benutzt",
    keys: "Schlüssel",
    noKey: "Kein Schlüssel",
    count: keys,
    endsSoon: "Läuft bald ab",
  },
  fields: {
    name: "Name",
    nameMissing: "Bitte geben Sie einen Namen ein.",
    nameHint: "Wie man sie kennt: Er steht auf der Anmeldeseite und in Briefen.",
    scopes: "Was sie darf",
    scopeMissing: "Wählen Sie mindestens eines.",
    redirectUris: "Adressen zum Zurückkehren",
    redirectUrisHint:
      "Eine je Zeile, vollständig, mit https. Nur für Anwendungen, die die Anmeldeseite von Latchkey benutzen.",
    unknownUsers: "Benutzer, die Latchkey nicht kennt",
    unknown: {
      refuse: "Nie bestätigen, und nicht verraten, dass sie unbekannt sind",
      create: "Anlegen",
      skip: "Ohne zweiten Faktor durchlassen",
    },
    mayStateIp: "Sie darf die Adresse der Person angeben",
    recovery: "Sie darf Wiederherstellungsschlüssel annehmen und zeigt den neuen an",
  },
  create: {
    action: "Anwendung eintragen",
    title: "Anwendung eintragen",
    submit: "Eintragen",
    done: (name) => `${name} ist eingetragen.`,
    refused: (reason) => `Das lässt sich nicht eintragen: ${reason}`,
  },
  edit: {
    title: (name) => `${name} ändern`,
    action: "Ändern",
    submit: "Speichern",
    saved: "Die Anwendung ist gespeichert.",
    refused: (reason) => `Das wurde nicht gespeichert: ${reason}`,
  },
  settings: {
    title: "Einstellungen",
    id: "Kennung der Anwendung",
    yes: "Ja",
    no: "Nein",
    none: "–",
    created: "Eingetragen",
  },
  keys: {
    title: "Schlüssel",
    empty: "Sie hat keinen Schlüssel und kann nichts fragen.",
    name: (id) => `Schlüssel ${id}`,
    made: "Erzeugt",
    lastUsed: "Zuletzt benutzt",
    neverUsed: "Nie benutzt",
    ends: "Läuft ab",
    ended: "Abgelaufen",
    noEnd: "Läuft nicht ab",
    endsSoon: "Läuft bald ab",
    revoke: "Widerrufen…",
    revokeOf: (id) => `Schlüssel ${id} widerrufen…`,
    revokeTitle: "Diesen Schlüssel widerrufen?",
    revokeLead:
      "Was ihn noch benutzt, wird vom nächsten Augenblick an abgewiesen. Das lässt sich nicht zurücknehmen.",
    revokeSubmit: "Endgültig widerrufen",
    revoked: "Der Schlüssel ist widerrufen.",
    rotate: "Neuer Schlüssel…",
    rotateTitle: "Ein neuer Schlüssel",
    rotateLead:
      "Sie sehen den neuen Schlüssel einmal. Die anderen gelten vorerst weiter, damit nichts stillsteht.",
    rotateSubmit: "Schlüssel erzeugen",
    full: "Sie hat zehn Schlüssel, die noch gelten: Widerrufen Sie zuerst einen.",
  },
  lifetime: {
    label: "Der neue Schlüssel läuft ab",
    options: { "": "Nie", "90": "In 90 Tagen", "180": "In 180 Tagen", "365": "In einem Jahr" },
    hint: "14 Tage vorher werden Sie gewarnt.",
  },
  overlap: {
    label: "Die anderen Schlüssel laufen ab",
    options: {
      "": "Wenn ich sie widerrufe",
      "3600": "In einer Stunde",
      "86400": "In einem Tag",
      "604800": "In einer Woche",
      "0": "Sofort",
    },
  },
  shown: {
    title: (name) => `Der Schlüssel von ${name}`,
    lead: "Er wird nur dieses eine Mal angezeigt. Tragen Sie ihn jetzt in die Einstellungen der Anwendung oder in Ihren Tresor ein.",
    use: "Die Anwendung sendet ihn so:",
    done: "Ich habe ihn aufbewahrt",
  },
  actions: {
    title: "Was Sie tun können",
    none: "Ihre Rolle darf nur ansehen.",
    suspend: "Sperren…",
    suspendTitle: (name) => `${name} sperren?`,
    suspendLead:
      "Keiner ihrer Schlüssel gilt, bis sie wieder freigegeben ist. Solange kann sich niemand bei ihr anmelden.",
    suspendSubmit: "Sperren",
    suspendedDone: "Die Anwendung ist gesperrt.",
    resume: "Freigeben…",
    resumeTitle: (name) => `${name} freigeben?`,
    resumeLead: "Ihre Schlüssel gelten dann wieder.",
    resumeSubmit: "Freigeben",
    resumed: "Die Anwendung ist freigegeben.",
    remove: "Löschen…",
    removeTitle: (name) => `${name} löschen?`,
    removeLead:
      "Ihre Schlüssel gelten sofort nicht mehr, und niemand kann sich mehr bei ihr anmelden. Was sie getan hat, bleibt im Protokoll. Das lässt sich nicht zurücknehmen.",
    removeSubmit: "Endgültig löschen",
    removed: (name) => `${name} ist gelöscht.`,
  },
};
