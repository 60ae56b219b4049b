import type { UserField, UserImportCode, UserImportFault, UserImportOutcome } from "../../api-bulk-types.js";
import { counted } from "../counted.js";

const users = counted("en", { one: "# user", other: "# users" });
const rows = counted("en", { one: "# row", other: "# rows" });

/** Texts of the wizard that imports a list of users. */
export const userImport = {
  title: "Import a list of users",
  lead: "A CSV file whose first line names its columns: username, and if you like displayName, email and groups. Nobody is deleted by it.",
  notAllowed: "Your role may look at users. Importing them is for administrators.",
  steps: ["File", "Check", "Done"],
  stepsLabel: "Progress",
  drop: {
    label: "List of users",
    lead: "Drop the file here, or choose it",
    hint: "CSV by comma, semicolon or tab. Up to 100,000 rows and 32 MB.",
    chosen: (name: string, kilobytes: number) => `${name}, ${kilobytes} KB`,
    missing: "Please choose a file.",
    tooLarge: "This file is larger than 32 MB.",
  },
  update: "Also change users who exist already",
  groups: "Groups of a row",
  groupsAdd: "come to those that the user is in",
  groupsReplace: "take the place of those that the user is in",
  look: "Look at the list",
  sending: (percent: number) => `Sending the list: ${percent} %`,
  reading: "The service compares the list with its users",
  storing: "The service stores the users",
  faults: {
    empty_file: "There is no row below the heading line.",
    csv_syntax: "This is no CSV: a quotation mark is misplaced or never closed, or a line is far too long.",
    no_username_column: "No column holds user names: call one of them “username” in the first line.",
    column_twice: "Two columns mean the same: leave one of them out.",
    too_many_rows: "The file has more than 100,000 rows: split it.",
  } satisfies Record<UserImportFault, string>,
  heading: (created: number, updated: number) =>
    created + updated === 0
      ? "Nothing to import"
      : [
          ...(created > 0 ? [`${users(created)} to create`] : []),
          ...(updated > 0 ? [`${users(updated)} to change`] : []),
        ].join(", "),
  doneHeading: (created: number, updated: number) =>
    created + updated === 0
      ? "Nothing was imported"
      : [
          ...(created > 0 ? [`${users(created)} created`] : []),
          ...(updated > 0 ? [`${users(updated)} changed`] : []),
        ].join(", "),
  unchanged: (count: number) => `${rows(count)} as they are already.`,
  refused: (count: number) => `${rows(count)} left out.`,
  ignored: (names: string) => `Columns that are left out: ${names}.`,
  windows1252: "The file is no UTF-8 and was read as Windows-1252: look at the umlauts.",
  table: "What happens to each row",
  row: "Row",
  user: "User",
  outcome: "Result",
  outcomes: {
    created: "New",
    updated: "Changed",
    unchanged: "As it is",
    refused: "Left out",
  } satisfies Record<UserImportOutcome, string>,
  what: "What",
  fields: { displayName: "Name", email: "E-mail", groups: "Groups" } satisfies Record<UserField, string>,
  change: (field: string, from: string | null, to: string) =>
    from === null ? `${field}: ${to}` : `${field}: ${from} → ${to}`,
  nothing: "none",
  codes: {
    bad_username: "The user name is missing, too long, or has control characters.",
    bad_display_name: "The name is longer than 256 characters, or has control characters.",
    bad_email: "The e-mail address is none.",
    bad_groups: "Too many groups, or one whose name is too long.",
    too_many_cells: "More cells than the heading line.",
    twice: "An earlier row names the same user.",
    exists: "Exists already and differs; changing is switched off.",
    holds_role: "Holds a role: change them on their own page.",
    of_directory: "Comes from the directory: name and address are changed there.",
    too_many_groups: "Would be in more than 200 groups.",
  } satisfies Record<UserImportCode, string>,
  more: "Show more",
  commit: "Import",
  back: "Choose another file",
  toUsers: "To the users",
  download: "Download the result",
  fileName: "latchkey-users-import.csv",
  again: "Import another list",
};

/** UserImportTexts is what another language must provide for the wizard. */
export type UserImportTexts = typeof userImport;
