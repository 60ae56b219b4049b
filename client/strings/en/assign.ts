import { byCode } from "../by-code.js";
import { counted } from "../counted.js";

const rows = counted("en", { one: "# row", other: "# rows" });
const tokens = counted("en", { one: "# token", other: "# tokens" });

/** Texts of the bulk assignment. */
export const assign = {
  title: "Assign many tokens",
  lead: "One line a token: its serial number and the user name, with a comma, a semicolon or a tab between. You see what will happen before it does.",
  steps: ["List", "Check", "Done"],
  stepsLabel: "Progress",
  field: "List of serial number and user name",
  hint: "You can paste it from a spreadsheet. A heading line is left out by itself.",
  example: "FT-100234, anna\nFT-100235, bruno",
  drop: "Or a CSV file",
  dropLead: "Drop the file here, or choose it",
  check: "Check the list",
  nothing: "There is no line with a serial number and a user name.",
  unreadable: (count: number) => `${rows(count)} without a serial number or a user name: left out.`,
  working: (done: number, total: number) => `${done} of ${rows(total)}`,
  ready: (count: number) => `${tokens(count)} will be assigned.`,
  obstacles: (count: number) => `${rows(count)} cannot be done and will be left out.`,
  none: "No row of the list can be done.",
  serial: "Serial number",
  user: "User",
  outcome: "Outcome",
  will: "Will be assigned",
  did: "Assigned",
  twice: "This serial number is in the list twice.",
  codes: byCode({
    not_found: "There is no such token or no such user.",
    conflict: "This token is not in stock.",
    forbidden: "Your role does not reach this user.",
  }),
  other: "This was not possible.",
  submit: (count: number) => `Assign ${tokens(count)}`,
  back: "Change the list",
  doneHeading: (count: number) => `${tokens(count)} assigned`,
  failed: (count: number) => `${rows(count)} could not be done.`,
  download: "Download the result",
  fileName: "latchkey-assignments.csv",
  again: "Assign more",
  toStock: "Go to the stock",
  more: "Show more",
};

/** AssignTexts is what another language must provide for the bulk assignment. */
export type AssignTexts = typeof assign;
