import { counted } from "../counted.js";
import type { GroupTexts } from "../en/groups.js";

const members = counted("de", { one: "# Mitglied", other: "# Mitglieder" });
const ofMembers = counted("de", { one: "# Mitglied", other: "# Mitgliedern" });

/** Texts of the console's pages of groups. */
export const groups: GroupTexts = {
  title: "Gruppen",
  lead: "Eine Gruppe ist ein Name, den Benutzer tragen und nach dem die Richtlinie gehen kann.",
  empty: "Noch ist kein Benutzer in einer Gruppe.",
  list: "Gruppen, nach Namen",
  name: "Gruppe",
  members: "Mitglieder",
  covered: "Geschützt",
  policy: "In der Richtlinie",
  mentions: { enforced: "verpflichtet", exempt: "ausgenommen", rules: "eigene Regeln" },
  share: (covered, all) => `${covered} von ${ofMembers(all)} mit zweitem Faktor`,
  suspended: (count) => `${count} gesperrt`,
  back: "Alle Gruppen",
  notFound: "Diese Gruppe gibt es nicht",
  notFoundLead:
    "Sie hat keine Mitglieder, und die Richtlinie nennt sie nicht. Mit dem ersten Mitglied beginnt sie.",
  membersOf: (name) => `Mitglieder von ${name}`,
  noMembers: "Niemand ist in dieser Gruppe.",
  add: "Mitglieder aufnehmen",
  addGroup: "In eine Gruppe aufnehmen",
  addLead:
    "Benutzernamen, einer je Zeile. Eine Gruppe, die es nicht gibt, beginnt mit ihrem ersten Mitglied.",
  usernames: "Benutzernamen",
  nameMissing: "Bitte geben Sie den Namen der Gruppe ein.",
  usernamesMissing: "Bitte geben Sie mindestens einen Benutzernamen ein.",
  added: (count) => `${members(count)} aufgenommen.`,
  left: (count) => `${count} ausgelassen, und warum:`,
  remove: "Herausnehmen",
  removeOf: (name) => `${name} aus der Gruppe herausnehmen`,
  removed: (name) => `${name} ist nicht mehr in der Gruppe.`,
  actions: "Was Sie tun können",
  rename: "Umbenennen …",
  renameTitle: (name) => `${name} umbenennen`,
  renameLead:
    "Mitglieder und Richtlinie haben sofort den neuen Namen, damit sich für niemanden eine Regel ändert.",
  newName: "Neuer Name",
  renameSubmit: "Umbenennen",
  taken: "Eine Gruppe mit diesem Namen gibt es schon.",
  renamed: (count) => `Die Gruppe ist umbenannt, mit ${ofMembers(count)}.`,
  delete: "Löschen …",
  deleteTitle: (name) => `Gruppe ${name} löschen?`,
  deleteLead: "Alle werden aus ihr herausgenommen. Die Benutzer bleiben.",
  deleteSubmit: "Gruppe löschen",
  inPolicy:
    "Die Richtlinie nennt diese Gruppe: Nehmen Sie sie zuerst dort heraus, damit niemand unbemerkt seinen Schutz verliert.",
  deleted: (count) => `Die Gruppe ist weg; sie hatte ${members(count)}.`,
  some: "Die ersten 100 sind zu sehen. Suchen Sie die anderen bei den Benutzern.",
};
