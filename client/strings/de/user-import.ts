import { counted } from "../counted.js";
import type { UserImportTexts } from "../en/user-import.js";

const users = counted("de", { other: "# Benutzer" });
const rows = counted("de", { one: "# Zeile", other: "# Zeilen" });

/** Texts of the wizard that imports a list of users. */
export const userImport: UserImportTexts = {
  title: "Benutzerliste importieren",
  lead: "Eine CSV-Datei, deren erste Zeile die Spalten nennt: Benutzername, und wenn Sie möchten Anzeigename, E-Mail und Gruppen. Gelöscht wird dabei niemand.",
  notAllowed: "Ihre Rolle darf Benutzer ansehen. Importieren dürfen Administratoren.",
  steps: ["Datei", "Prüfen", "Fertig"],
  stepsLabel: "Fortschritt",
  drop: {
    label: "Benutzerliste",
    lead: "Ziehen Sie die Datei hierher, oder wählen Sie sie aus",
    hint: "CSV mit Komma, Semikolon oder Tabulator. Bis zu 100.000 Zeilen und 32 MB.",
    chosen: (name, kilobytes) => `${name}, ${kilobytes} KB`,
    missing: "Bitte wählen Sie eine Datei aus.",
    tooLarge: "Diese Datei ist größer als 32 MB.",
  },
  update: "Auch Benutzer ändern, die es schon gibt",
  groups: "Gruppen einer Zeile",
  groupsAdd: "kommen zu denen hinzu, in denen der Benutzer ist",
  groupsReplace: "treten an die Stelle derer, in denen der Benutzer ist",
  look: "Liste ansehen",
  sending: (percent) => `Die Liste wird gesendet: ${percent} %`,
  reading: "Der Dienst vergleicht die Liste mit seinen Benutzern",
  storing: "Der Dienst speichert die Benutzer",
  faults: {
    empty_file: "Unter der Kopfzeile steht keine Zeile.",
    csv_syntax:
      "Das ist kein CSV: Ein Anführungszeichen steht falsch oder fehlt am Ende, oder eine Zeile ist viel zu lang.",
    no_username_column:
      "Keine Spalte enthält Benutzernamen: Nennen Sie eine davon in der ersten Zeile „Benutzername“.",
    column_twice: "Zwei Spalten bedeuten dasselbe: Lassen Sie eine davon weg.",
    too_many_rows: "Die Datei hat mehr als 100.000 Zeilen: Teilen Sie sie auf.",
  },
  heading: (created, updated) =>
    created + updated === 0
      ? "Nichts zu importieren"
      : [
          ...(created > 0 ? [`${users(created)} anzulegen`] : []),
          ...(updated > 0 ? [`${users(updated)} zu ändern`] : []),
        ].join(", "),
  doneHeading: (created, updated) =>
    created + updated === 0
      ? "Es wurde nichts importiert"
      : [
          ...(created > 0 ? [`${users(created)} angelegt`] : []),
          ...(updated > 0 ? [`${users(updated)} geändert`] : []),
        ].join(", "),
  unchanged: (count) => `${rows(count)} schon so wie in der Liste.`,
  refused: (count) => `${rows(count)} ausgelassen.`,
  ignored: (names) => `Ausgelassene Spalten: ${names}.`,
  windows1252: "Die Datei ist kein UTF-8 und wurde als Windows-1252 gelesen: Prüfen Sie die Umlaute.",
  table: "Was mit jeder Zeile geschieht",
  row: "Zeile",
  user: "Benutzer",
  outcome: "Ergebnis",
  outcomes: { created: "Neu", updated: "Geändert", unchanged: "Unverändert", refused: "Ausgelassen" },
  what: "Was",
  fields: { displayName: "Name", email: "E-Mail", groups: "Gruppen" },
  change: (field, from, to) => (from === null ? `${field}: ${to}` : `${field}: ${from} → ${to}`),
  nothing: "keine Angabe",
  codes: {
    bad_username: "Der Benutzername fehlt, ist zu lang oder hat Steuerzeichen.",
    bad_display_name: "Der Name ist länger als 256 Zeichen oder hat Steuerzeichen.",
    bad_email: "Das ist keine E-Mail-Adresse.",
    bad_groups: "Zu viele Gruppen, oder der Name einer Gruppe ist zu lang.",
    too_many_cells: "Mehr Zellen als in der Kopfzeile.",
    twice: "Eine frühere Zeile nennt denselben Benutzer.",
    exists: "Gibt es schon, mit anderen Angaben; Ändern ist ausgeschaltet.",
    holds_role: "Hat eine Rolle: Ändern Sie diesen Benutzer auf seiner eigenen Seite.",
    of_directory: "Kommt aus dem Verzeichnis: Name und Adresse werden dort geändert.",
    too_many_groups: "Wäre in mehr als 200 Gruppen.",
  },
  more: "Mehr anzeigen",
  commit: "Importieren",
  back: "Andere Datei wählen",
  toUsers: "Zu den Benutzern",
  download: "Ergebnis herunterladen",
  fileName: "latchkey-benutzer-import.csv",
  again: "Weitere Liste importieren",
};
