import type { SecondFactorAction } from "../../api-bulk-types.js";
import { counted } from "../counted.js";

const users = counted("en", { one: "# user", other: "# users" });

interface ActionTexts {
  readonly action: string;
  readonly title: (whom: string) => string;
  readonly lead: string;
  readonly submit: string;
}

/** Texts of what is done to many users at once, and of deleting one. */
export const bulk = {
  everybody: "everybody without a second factor",
  will: (count: number) => `It will happen to ${users(count)}.`,
  unchanged: (count: number) => `${users(count)} as they shall be already.`,
  refused: (count: number) => `${users(count)} left out, and why:`,
  none: "There is nothing to do.",
  type: (word: string) => `Type “${word}” to go on`,
  typeWrong: "This is not what stands there.",
  done: (count: number) => `Done for ${users(count)}.`,
  tooMany: "The service did not get through. What was done so far stays; do it again for the rest.",
  close: "Done",
  user: "User",
  reason: "Reason",
  codes: {
    not_found: "There is no such user.",
    forbidden: "Your role does not reach this user, or a second factor is required of them.",
    conflict: "A hardware token is assigned: take it back first.",
    too_many_groups: "The user would be in more than 200 groups.",
    suspended: "A suspended user cannot sign in.",
    protected: "This user has a second factor.",
    no_address: "Latchkey knows no e-mail address of this user.",
    reminded_lately: "This user was reminded within the last 24 hours, or will be.",
  } as Readonly<Record<string, string>>,
  more: "Show more",
  secondFactor: {
    require: {
      action: "Require a second factor…",
      title: (whom) => `Require a second factor of ${whom}?`,
      lead: "They need one from the next sign-in on, with the grace of the policy, whatever it says of their groups.",
      submit: "Require it",
    },
    release: {
      action: "No longer require it…",
      title: (whom) => `No longer require a second factor of ${whom}?`,
      lead: "What was required of them by name ends. Only the policy decides then.",
      submit: "No longer require it",
    },
    disable: {
      action: "Disable second factors…",
      title: (whom) => `Disable the second factors of ${whom}?`,
      lead: "Every app, security key, passkey and recovery key ends at once, and they are signed out everywhere. From then on the password alone protects them. Whoever needs a second factor by the policy is left out.",
      submit: "Disable for good",
    },
    reset: {
      action: "Reset second factors…",
      title: (whom) => `Reset the second factors of ${whom}?`,
      lead: "Every factor and recovery key ends at once, hardware tokens go back to the stock, and they are signed out everywhere. Until they have set up a new one at the next sign-in, the password alone protects them.",
      submit: "Reset for good",
    },
  } satisfies Record<SecondFactorAction, ActionTexts>,
  remind: {
    action: "Remind by e-mail…",
    title: (whom: string) => `Remind ${whom} by e-mail?`,
    lead: "Whoever has no second factor gets a letter that asks them to set one up. Nobody gets one twice within a day.",
    submit: "Send the reminders",
    noMail:
      "No mail server is configured: set LATCHKEY_SMTP_URL and LATCHKEY_MAIL_FROM, then people can be reminded.",
    progress: (sent: number, all: number) => `${sent} of ${all} reminders sent.`,
    failed: (count: number) => `${count} could not be sent.`,
  },
  remove: {
    action: "Delete…",
    title: (name: string) => `Delete ${name}?`,
    lead: "This cannot be taken back. It happens at once:",
    ends: [
      "Every factor, recovery key and password of the user ends, and every session.",
      "Hardware tokens go back to the stock with their counters, suspended.",
      "The audit trail keeps what the user did. Somebody new may have the name.",
    ],
    instead: "Who may come back is better suspended.",
    submit: "Delete for good",
    done: (name: string) => `${name} is deleted.`,
    forbidden: "Your role does not reach this user.",
  },
  required: "An administrator requires a second factor of this user.",
};

/** BulkTexts is what another language must provide. */
export type BulkTexts = typeof bulk;
