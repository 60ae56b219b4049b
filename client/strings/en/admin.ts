import type { ChecklistItem } from "../../api-checklist.js";
import type { TokenState, TokenType } from "../../api-token-types.js";
import type { Role } from "../../api-types.js";
import { counted } from "../counted.js";

const tokens = counted("en", { one: "# token", other: "# tokens" });

/** Texts of the console: its frame, the overview and the stock of tokens. */
export const admin = {
  sections: "Sections",
  overview: "Overview",
  tokens: "Tokens",
  users: "Users",
  applications: "Applications",
  policy: "Policy",
  warnings: {
    label: "Warnings",
    environmentKey:
      "LATCHKEY_ADMIN_KEY is set: whoever has it can do almost everything here. Remove it once the instance is set up.",
    breakGlass: (until: string) =>
      `Break-glass is on until ${until}: owners may sign in with their password and a printed code. Who does is in the audit trail.`,
    basicAuthentication: (names: readonly string[]) =>
      `HTTP basic authentication is taken from ${names.join(", ")}, past the second factor. End it on the page Policy once it is not needed any more.`,
    keysEnding: (names: readonly string[]) =>
      `The last key of ${names.join(", ")} ends within 14 days: make a new one under Applications.`,
  },
  audit: "Audit",
  myProfile: "My security",
  signedInAs: "Signed in as",
  signOut: "Sign out",
  loading: "One moment",
  failed: "The console could not be loaded",
  noRole: {
    heading: "This is for administrators",
    lead: (username: string) =>
      `You are signed in as ${username}, and no role counts for you here at the moment. Roles are given by an owner, and count once a second factor is set up and was used to sign in.`,
    profile: "Go to my security profile",
    other: "Sign in as somebody else",
  },
  unacknowledged: {
    heading: "First save your new recovery key",
    lead: "You signed in with your recovery key. Confirm on your profile that you have saved what replaces it, then come back.",
  },
  nowhere: {
    heading: "There is nothing here",
    lead: "This address belongs to no page of the console.",
    back: "Go to the overview",
  },
  roles: {
    owner: "owner",
    administrator: "administrator",
    helpdesk: "help desk",
    auditor: "auditor",
  } satisfies Record<Role, string>,
  home: {
    title: "Administration",
    as: (role: string) => `Your role here: ${role}.`,
    toStock: "See all tokens",
  },
  breakGlass: {
    title: "Break-glass code",
    lead: "For the day on which no owner can sign in. You keep it printed and locked away. While the operator has break-glass switched on, it stands in for your second factor, once.",
    none: "You have no break-glass code.",
    made: "Made",
    make: "Make a code",
    renew: "Make a new code",
    makeTitle: "Make a break-glass code?",
    makeLead: "You see it once, and have to print it or write it down. One that you had before ends at once.",
    makeSubmit: "Make the code",
    end: "End the code…",
    endTitle: "End the break-glass code?",
    endLead: "It is no way in any more. You can make a new one at any time.",
    endSubmit: "End it",
    ended: "The break-glass code is ended.",
    shown: "Your break-glass code",
    printed: (username: string, host: string) =>
      `Break-glass code of ${username} for Latchkey at ${host}. Keep it locked away.`,
    advice: "It is not shown again. Without the password and a running emergency it opens nothing.",
    saved: "I have printed it or written it down",
    done: "The break-glass code is made.",
  },
  checklist: {
    title: "First steps",
    lead: "What a new installation needs, and what of it is done.",
    left: (count: number) => `First steps: ${count} to do`,
    hide: "Hide",
    done: "Done",
    open: "To do",
    items: {
      second_factor: ["Set up your own second factor", "Your own second factor is set up"],
      spare_factor: [
        "Register a second one, in case you lose the first",
        "You have a second one, in case you lose the first",
      ],
      recovery: ["Make a recovery key or codes and keep them safe", "You have a recovery key or codes"],
      public_url: [
        "Serve Latchkey by https under its own name: LATCHKEY_PUBLIC_URL",
        "Latchkey is served by https",
      ],
      keys_apart: [
        "Keep the keys apart from the data folder: LATCHKEY_KEYS",
        "The keys are kept apart from the data folder",
      ],
      mail_server: ["Name a mail server: LATCHKEY_SMTP_URL and LATCHKEY_MAIL_FROM", "A mail server is named"],
      test_mail: ["See that letters arrive", "The mail server takes letters"],
      second_administrator: [
        "Have a second administrator with a second factor, who can help you",
        "A second administrator can help you",
      ],
      policy: ["Decide who needs a second factor", "The policy is set"],
      users: ["Create the first users, or import them", "There are users"],
      tokens_or_application: [
        "Import the first tokens, or connect the first application",
        "There are tokens or applications",
      ],
    } satisfies Record<ChecklistItem, readonly [open: string, done: string]>,
    toProfile: "Open my profile",
    toUsers: "Open the users",
    toPolicy: "Open the policy",
    toImport: "Import a seed file",
    toApplications: "Open the applications",
    testMail: "Send a test letter to me",
    testMailTo: (address: string) => `It goes to ${address}.`,
    testMailFirst: "Name a mail server first.",
    noAddress: "You have no e-mail address yet. Enter one on your page among the users.",
    testMailSent: "The mail server has taken the letter. See whether it arrives.",
    testMailRefused: "The mail server did not take the letter. The reason is in the service's log.",
  },
  stock: {
    title: "Hardware tokens",
    import: "Import a seed file",
    assign: "Assign many",
    glance: "Stock at a glance",
    chart: (total: number) => `${tokens(total)} by type and state`,
    typeLine: (type: string, parts: readonly string[]) => `${type}: ${parts.join(", ")}`,
    asTable: "Show as a table",
    type: "Type",
    total: "Total",
    search: "Search",
    searchHint: "Serial number, model or user name",
    state: "State",
    anyState: "Any state",
    list: "Tokens, by serial number",
    serial: "Serial number",
    user: "User",
    model: "Model",
    nobody: "Nobody",
    shown: (count: number, more: boolean) => (more ? `The first ${tokens(count)}` : `${tokens(count)} found`),
    more: "Show more",
    noMatch: "No token matches this search.",
    clear: "Clear the search",
  },
  empty: {
    title: "No tokens yet",
    lead: "Latchkey keeps hardware tokens as a stock: they come in, are handed out to users, and come back. There are three ways in.",
    importTitle: "Import the vendor's seed file",
    importLead:
      "With the tokens you received a file with their secrets: PSKC, or CSV as Entra, Token2, Duo and Yubico write it, SafeNet XML, or an export of an app. You see what is in it before anything is stored.",
    provisionTitle: "Provision YubiKeys",
    provisionLead:
      "Plug them into your computer one by one. This command writes a fresh secret to each and adds it to the stock:",
    apiTitle: "Add them by a program",
    apiLead: "A program with an API key of the scope “tokens” adds them one by one:",
    reader: "An administrator can import a seed file here.",
  },
  types: { totp: "TOTP", hotp: "HOTP", "yubico-otp": "Yubico OTP" } satisfies Record<TokenType, string>,
  states: {
    pending: "Being provisioned",
    in_stock: "In stock",
    assigned: "Assigned",
    suspended: "Suspended",
    lost: "Lost",
    revoked: "Revoked",
  } satisfies Record<TokenState, string>,
};

/** AdminTexts is what another language must provide for the console. */
export type AdminTexts = typeof admin;
