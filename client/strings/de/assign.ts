import { counted } from "../counted.js";
import type { AssignTexts } from "../en/assign.js";

const rows = counted("de", { one: "# Zeile", other: "# Zeilen" });
const tokens = counted("de", { other: "# Token" });
const willBeAssigned = counted("de", {
  one: "# Token wird zugewiesen.",
  other: "# Token werden zugewiesen.",
});
const obstacles = counted("de", {
  one: "# Zeile geht nicht und wird ausgelassen.",
  other: "# Zeilen gehen nicht und werden ausgelassen.",
});
const failed = counted("de", {
  one: "# Zeile konnte nicht erledigt werden.",
  other: "# Zeilen konnten nicht erledigt werden.",
});

/** Texts of the bulk assignment. */
export const assign: AssignTexts = {
  title: "Viele Token zuweisen",
  lead: "Eine Zeile je Token: Seriennummer und Benutzername, dazwischen ein Komma, ein Semikolon oder ein Tabulator. Sie sehen, was geschehen wird, bevor es geschieht.",
  steps: ["Liste", "Prüfung", "Fertig"],
  stepsLabel: "Fortschritt",
  field: "Liste aus Seriennummer und Benutzername",
  hint: "Sie können sie aus einer Tabellenkalkulation einfügen. Eine Kopfzeile wird von selbst ausgelassen.",
  example: "FT-100234, anna\nFT-100235, bruno",
  drop: "Oder eine CSV-Datei",
  dropLead: "Legen Sie die Datei hier ab, oder wählen Sie sie aus",
  check: "Liste prüfen",
  nothing: "Es gibt keine Zeile mit einer Seriennummer und einem Benutzernamen.",
  unreadable: (count) => `${rows(count)} ohne Seriennummer oder Benutzername: ausgelassen.`,
  working: (done, total) => `${done} von ${rows(total)}`,
  ready: willBeAssigned,
  obstacles,
  none: "Keine Zeile der Liste lässt sich ausführen.",
  serial: "Seriennummer",
  user: "Benutzer",
  outcome: "Ergebnis",
  will: "Wird zugewiesen",
  did: "Zugewiesen",
  twice: "Diese Seriennummer steht zweimal in der Liste.",
  codes: {
    not_found: "Dieses Token oder diesen Benutzer gibt es nicht.",
    conflict: "Dieses Token ist nicht auf Lager.",
    forbidden: "Ihre Rolle reicht nicht bis zu diesem Benutzer.",
  },
  other: "Das war nicht möglich.",
  submit: (count) => `${tokens(count)} zuweisen`,
  back: "Liste ändern",
  doneHeading: (count) => `${tokens(count)} zugewiesen`,
  failed,
  download: "Ergebnis herunterladen",
  fileName: "latchkey-zuweisungen.csv",
  again: "Weitere zuweisen",
  toStock: "Zum Bestand",
  more: "Mehr anzeigen",
};
