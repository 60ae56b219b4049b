import type { Outcome, TrailFinding } from "../../api-audit-types.js";
import type { Factor } from "../../api-types.js";
import { byCode } from "../by-code.js";
import { counted } from "../counted.js";
import { activityTexts } from "./activity.js";
import { type AuditSentences, auditSentences } from "./audit-sentences.js";

const entries = counted("en", { one: "# entry", other: "# entries" });
const fresh = counted("en", { one: "# new entry", other: "# new entries" });
const attempts = counted("en", { one: "# attempt", other: "# attempts" });
const chains = counted("en", { one: "# chain", other: "# chains" });

/** Texts of the audit trail's page and of the charts. */
export const audit = {
  title: "Audit trail",
  lead: "Who did what, for whom, from where, with which factor, and how it ended.",
  forbidden: "Your role may not read the audit trail. What concerns one user is on the user's page.",
  sentences: auditSentences as AuditSentences,
  /** What can be searched for, by its action. */
  actions: byCode({
    ...activityTexts,
    "token.create": "Hardware token added to the stock",
    "token.activate": "Hardware token taken into the stock",
    "token.import": "Hardware tokens imported",
    "token.provision_again": "Provisioning of a token begun again",
    "token.access_code": "Access code of a token looked at",
    "user.delete": "User deleted",
    "user.import_begin": "Import of users begun",
    "user.import": "Users imported",
    "user.export": "Users exported",
    "group.rename": "Group renamed",
    "group.delete": "Group deleted",
    "second_factor.bulk": "Second factors of many changed",
    "enforcement.begin": "Second factor required of more people",
    "directory.sync": "Users taken over from the directory",
    "directory.run": "Users compared with the directory",
    "reminder.queue": "Reminders asked for",
    "directory.test": "Connection to the directory tried",
    "basic_authentication.refused": "HTTP basic authentication refused",
    "break_glass.use": "Break-glass code used",
    "break_glass.code_create": "Break-glass code made",
    "break_glass.code_revoke": "Break-glass code ended",
    "audit.archive": "Old entries archived",
    "policy.change": "Policy changed",
    "application.create": "Application registered",
    "application.change": "Application changed",
    "application.suspend": "Application suspended",
    "application.resume": "Application in use again",
    "application.delete": "Application deleted",
    "application.key_use": "API key used",
    "application.key_refused": "API key refused",
    "application_key.create": "API key made",
    "application_key.revoke": "API key revoked",
    "audit.export": "Audit trail exported",
  }),
  other: (who: string, action: string) => `${who}: ${action}`,
  otherFor: (who: string, action: string, whom: string) => `${who}: ${action}, for ${whom}`,
  who: {
    environment: "The environment's key",
    itself: "Latchkey itself",
    anonymous: "Somebody",
    application: (name: string) => `The application ${name}`,
    unknownUser: "Somebody under a name that nobody has",
  },
  outcomes: {
    success: "Succeeded",
    failure: "Failed",
    refused: "Refused",
  } satisfies Record<Outcome, string>,
  factors: byCode<Factor | "password" | "any" | "none">({
    totp: "Code by time (app or token)",
    hotp: "Code by counter (token)",
    webauthn: "Security key or passkey",
    "yubico-otp": "YubiKey that types",
    "recovery-key": "Recovery key or code",
    "bypass-code": "One-time code of the help desk",
    "break-glass": "Break-glass code",
    password: "Password",
    any: "Code, of whatever kind",
    none: "No factor",
  }),
  facts: {
    from: (ip: string) => `from ${ip}`,
    through: (application: string) => `through ${application}`,
    repeated: (count: number) => `and ${count} more times in this wait`,
  },
  filter: {
    label: "Search the audit trail",
    user: "User",
    userHint: "The whole name.",
    actor: "Done by",
    actorHint: "Who acted: the whole name of a user.",
    action: "What",
    outcome: "Outcome",
    factor: "Factor",
    application: "Application",
    ip: "Address",
    ipHint: "The whole address, such as 203.0.113.7.",
    serial: "Hardware token",
    serialHint: "The whole serial number.",
    from: "From the day",
    to: "To the day",
    any: "Any",
    more: "More filters",
    submit: "Search",
    clear: "Clear the search",
    active: "Searched for",
    remove: (what: string) => `Do not search for ${what}`,
    only: (what: string) => `Only entries with ${what}`,
  },
  list: {
    label: "Entries, newest first",
    shown: (count: number, more: boolean) =>
      more ? `The newest ${entries(count)}` : `${entries(count)} found`,
    more: "Show older entries",
    empty: {
      title: "No entry matches this search",
      lead: "Names, addresses and serial numbers are compared as a whole. Leave one of them out, or choose more days.",
    },
    none: {
      title: "Nothing has happened yet",
      lead: "Every sign-in, refusal and change is recorded here as soon as it happens.",
    },
    facts: "All facts",
  },
  /** Names of the raw facts, in the order in which they are shown. */
  rawFacts: {
    at: "Instant",
    action: "Action",
    outcome: "Outcome",
    actor: "Done by",
    user: "User",
    factor: "Factor",
    credentialId: "Credential",
    application: "Application",
    applicationName: "Its name",
    ip: "Address",
    requestId: "Request",
    repeated: "Further refusals",
    instance: "Chain",
    seq: "Number in the chain",
    hash: "Hash",
    id: "Entry",
  },
  live: {
    switch: "Live: show new entries as they come",
    noSpan: "Live is for searches without a last day.",
    connecting: "Connecting…",
    open: "New entries appear by themselves.",
    lost: "The connection is lost. Trying again…",
    ended: "Live has ended, as you have been signed out or may not read this any more.",
    newest: (count: number, sentence: string) =>
      count === 1 ? `New: ${sentence}` : `${fresh(count)}, the newest: ${sentence}`,
    show: (count: number) => `Show ${fresh(count)}`,
  },
  export: {
    csv: "Export as CSV",
    jsonl: "Export as JSON Lines",
    hint: "All entries that this search finds. The export is recorded, too.",
  },
  trail: {
    title: "Whether it was changed",
    last: (number: number) => `Checkpoint ${number} was signed`,
    chains: (all: number, grown: number) =>
      `${chains(all)}, one for each start of a process; ${grown} had grown when it was signed.`,
    again: "Look again",
    findings: {
      fits: "The newest checkpoint fits: it is signed by this installation, and the entries it names are there.",
      no_checkpoint: "There is no checkpoint yet. The first is signed within a minute of the first entry.",
      not_signed: "The newest checkpoint is not signed by this installation. Somebody may have changed it.",
      entries_changed:
        "An entry that the newest checkpoint names is missing or was changed. Somebody has changed the trail.",
      cut_off:
        "This machine has kept a newer checkpoint than the database has: the end of the trail was cut off.",
    } satisfies Record<TrailFinding, string>,
    command: "This is a look at the newest checkpoint. To go through every entry, run beside the service:",
  },
  outbox: {
    title: "Where it is sent",
    none: "Entries stay in this database only. They can be sent to syslog or to a webhook as well; the documentation says how.",
    kinds: { syslog: "Syslog", webhook: "Webhook" },
    upToDate: "Has every entry.",
    lag: (count: number) => `${entries(count)} still to be sent`,
    oldest: "the oldest is from",
    delivered: "Last delivered",
    never: "Nothing was delivered yet",
    failing: "Every delivery has failed since",
    overdue: "Overdue",
  },
  numbers: {
    title: "Sign-ins",
    range: "Show",
    ranges: { day: "Last 24 hours", week: "Last 7 days", month: "Last 30 days" },
    chart: (attempted: number, range: string) => `${attempts(attempted)} to sign in, ${range}`,
    kinds: { success: "Signed in", failure: "Wrong", refused: "Refused in a wait" } satisfies Record<
      Outcome,
      string
    >,
    line: (when: string, success: number, failure: number, refused: number) =>
      `${when}: ${success} signed in, ${failure} wrong, ${refused} refused`,
    pick: "Look at one bar",
    toEntries: "Show these entries",
    asTable: "Show as a table",
    when: "When",
    byFactor: "By factor",
    mostBlocked: "Most often refused",
    mostBlockedHint: "Attempts during a wait after wrong ones.",
    blockedLine: (user: string, count: number) => `${user}: ${attempts(count)} refused`,
    empty: "Nobody has tried to sign in in this time.",
    nobodyBlocked: "Nobody had to be refused in this time.",
    toAudit: "Open the audit trail",
  },
  home: {
    glance: "At a glance",
    protected: "Users with a second factor",
    ofUsers: (all: number) => `of ${all}`,
    inStock: "Tokens in stock",
    ofTokens: (all: number) => `of ${all}`,
    blocked: "Users who have to wait now",
    atLeast: (count: number) => `${count} or more`,
  },
};

/** AuditTexts is what another language must provide for the audit trail and the charts. */
export type AuditTexts = typeof audit;
