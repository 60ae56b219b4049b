import type {
  DirectoryConnection,
  DirectoryCount,
  DirectoryOutcome,
  DirectoryStep,
} from "../../api-directory.js";
import { counted } from "../counted.js";

const users = counted("en", { one: "# user", other: "# users" });
const further = counted("en", { one: "# more is in the log.", other: "# more are in the log." });

/** Texts of the console's page of the directory. */
export const directory = {
  title: "Directory",
  back: "Users",
  empty: {
    title: "Users can come from your directory",
    lead: "OpenLDAP and Active Directory are asked for names, addresses and groups, and check the passwords. Second factors stay here.",
    steps: [
      "Make a service account in the directory that may read its users and groups.",
      "Start Latchkey with the settings below, and what else docs/directory.md says for your directory.",
      "Come back to this page and test the connection.",
    ],
    settings: "The settings to begin with",
  },
  run: {
    title: "Comparing with the directory",
    never: "No run has been made yet.",
    began: "Began",
    ended: "Ended",
    next: "Next",
    last: "Last complete",
    outcomes: {
      complete: "Complete",
      held: "Nobody suspended",
      failed: "Failed",
      interrupted: "Broke off",
    } satisfies Record<DirectoryOutcome, string>,
    meaning: {
      complete: "Everybody in the directory was looked at.",
      held: "Everything else was done, but so many users are absent that none of them was suspended.",
      failed: "The directory gave no whole answer. Nobody was suspended.",
      interrupted: "The process that made it has ended. The next one begins again.",
    } satisfies Record<DirectoryOutcome, string>,
    reading: (done: number) => `Reading: ${users(done)} so far`,
    changing: (done: number, total: number) => `${done} of ${users(total)} looked at`,
    progress: "How far the run has come",
    counts: {
      read: "Read",
      created: "Created",
      updated: "Updated",
      suspended: "Suspended",
      resumed: "In use again",
      refused: "Left alone",
    } satisfies Record<DirectoryCount, string>,
    faults: "What to look at",
    further,
    start: "Compare now",
    started: "The run has begun.",
    going: "A run goes on already.",
    suspend: "Suspend them",
    suspendTitle: "Suspend everybody who is absent?",
    suspendLead: (percent: number) =>
      `More than ${percent} % of the directory's users would be suspended and signed out. Look at base, filter and the rights of the service account first. Whoever is in the directory again later goes on with the factors they had.`,
  },
  connection: {
    title: "Connection",
    url: "Server",
    security: "Secured by",
    securities: {
      ldaps: "TLS (ldaps)",
      starttls: "StartTLS",
      none: "Nothing",
    } satisfies Record<DirectoryConnection["security"], string>,
    insecure: "Passwords travel to the directory in the clear. Use ldaps:// or StartTLS outside of a trial.",
    userBase: "Users below",
    userFilter: "Filter",
    groups: "Groups that follow it",
    noGroups: "None",
    create: "Users are created",
    creates: {
      always: "by a run and at their first sign-in",
      "sign-in": "at their first sign-in",
      sync: "by a run",
    } satisfies Record<DirectoryConnection["create"], string>,
    every: "A run",
    minutes: counted("en", { one: "every minute", other: "every # minutes" }),
    test: "Test the connection",
    passed: "The connection works.",
    broken: "The connection does not work.",
    right: "Right",
    wrong: "Wrong",
    steps: {
      connect: "Reach the server",
      tls: "Secure the connection",
      bind: "Sign the service account in",
      search: "Find users",
      groups: "Read groups",
    } satisfies Record<DirectoryStep["step"], string>,
  },
};
