import type { EnforcedFor, PolicyFactor, Rules, Simulated } from "../../api-policy-types.js";
import { byCode, type Options } from "../by-code.js";
import { counted } from "../counted.js";

const changes = counted("en", { one: "# change", other: "# changes" });

/** Texts of the policy's page. */
export const policy = {
  title: "Policy",
  lead: "Who needs a second factor, which ones are allowed and in which order they are asked for.",
  readOnly: "Your role may look at the policy, and not change it.",
  version: (version: number) => (version === 0 ? "As installed, never changed" : `Version ${version}`),
  save: {
    unsaved: "You have changes that are not saved. They hold for nobody yet.",
    kept: "Your changes from before are still here, and not saved.",
    submit: "Save the policy",
    discard: "Discard my changes",
    done: (version: number) =>
      `The policy is saved as version ${version}. It holds everywhere within five seconds.`,
    faulty: "Something on this page is not right yet. Please look for the red remarks.",
    refused: (reason: string) => `The policy was not saved: ${reason}`,
    conflict: (by: string, version: number) =>
      `The policy was not saved: ${by} has saved version ${version} meanwhile. Load it, then make your changes again.`,
    conflictUnknown:
      "The policy was not saved: somebody has changed it meanwhile. Load it, then make your changes again.",
    loadAgain: "Drop my changes and load theirs",
    loaded: "The policy as it is now is loaded.",
  },
  enforcement: {
    title: "Who must have a second factor",
    for: "A second factor is required of",
    options: {
      nobody: ["Nobody", "Everybody may set one up. Nobody has to, except for users who hold a role."],
      everybody: ["Everybody", ""],
      groups: ["Chosen groups", ""],
      applications: ["Everybody who signs in to chosen applications", ""],
      privileged: [
        "Users who hold a role",
        "Owners, administrators, help desk and auditors, and nobody else.",
      ],
    } satisfies Record<EnforcedFor, readonly [string, string]>,
    groups: "Groups",
    applications: "Applications",
    applicationsHint: "Their identifiers, one a line.",
    oneALine: "One a line.",
    exempt: "Exempt groups",
    exemptHint: "One a line. Exempt wins, except for users who hold a role.",
    graceUntil: "Grace until the end of",
    graceUntilHint: "Until then people may go on without a second factor. Empty: no such day.",
    graceLogins: "Grace for a number of sign-ins",
    graceLoginsHint: "So often each person may go on without one. 0 to 100.",
  },
  rules: {
    title: "Rules for everybody",
    lead: "A group may have some of them otherwise, further below.",
    names: {
      factors: "Allowed factors, in fallback order",
      enrol: "What users may set up by themselves",
      selfAssignTokens: "Tokens that were handed out without being assigned",
      recovery: "If a device is lost",
      userVerification: "PIN or finger of security keys",
      attestation: "Proof of a security key's model",
      passkeySignIn: "Sign-in with a passkey alone",
      networks: "Networks without a second step",
      rememberDays: "Days for which a browser may be remembered",
      tokenMessage: "Message for whoever may set up nothing",
    } satisfies Record<keyof Rules, string>,
    factorsHint:
      "The first one that a user has is asked for, the others are offered as another way. A user's own preference comes first, a recovery key or code last.",
    factors: {
      webauthn: "Security key or passkey",
      totp: "Code of an app or a token, by time",
      hotp: "Code of a token, by counter",
      "yubico-otp": "YubiKey that types",
    } satisfies Record<PolicyFactor, string>,
    order: "Allowed factors",
    notAllowed: "Not allowed",
    noneAllowed: "No factor is allowed: nobody who has one could sign in.",
    disallow: (name: string) => `Do not allow ${name}`,
    disallowShort: "Do not allow",
    allow: (name: string) => `Allow ${name}`,
    enrol: [
      ["app", "An authenticator app"],
      ["device", "Security keys and passkeys"],
    ] satisfies Options<["app", "device"]>,
    enrolHint: "Neither: for organisations that hand out hardware tokens only.",
    selfAssignTokens: [
      ["false", "Only an administrator assigns them"],
      ["true", "Users take theirs by serial number and code"],
    ] satisfies Options<["false", "true"]>,
    recoveryHint:
      "It comes with the first factor. What users have keeps working until it is replaced; with “neither” it ends at once.",
    recovery: [
      ["key", "One recovery key, replaced when it is used"],
      ["codes", "Ten recovery codes, each used once"],
      ["none", "Neither: only an administrator can help"],
    ] satisfies Options<["key", "codes", "none"]>,
    userVerification: [
      ["required", "Required"],
      ["preferred", "Asked for where the key can do it"],
      ["discouraged", "Touch alone"],
    ] satisfies Options<["required", "preferred", "discouraged"]>,
    attestation: [
      ["none", "Not asked for"],
      ["direct", "Asked for, and kept where it is given"],
      ["required", "Required: only keys of known makers"],
    ] satisfies Options<["none", "direct", "required"]>,
    passkeySignIn: [
      ["off", "Off: a password always comes first"],
      ["device-bound", "With passkeys that stay on their device"],
      ["any", "With every passkey, also synced ones"],
    ] satisfies Options<["off", "device-bound", "any"]>,
    networksHint:
      "Addresses and ranges such as 10.0.0.0/8 or fd00::/8, one a line. From there the password is enough.",
    badNetwork: (line: string) => `“${line}” is no address and no range such as 10.0.0.0/8.`,
    rememberHint: "0 for never. At most 365.",
    badDays: "A number from 0 to 365.",
    messageHint:
      "Shown instead of onboarding. **bold**, *italic*, lists with -, and [links](https://example.org) work; HTML does not.",
    preview: "Preview",
  },
  groups: {
    title: "Rules of groups",
    lead: "Whoever is in several groups gets a rule from the first in this list that states it.",
    empty: "No group has rules of its own: the rules above hold for everybody.",
    order: "Groups, the first one decides",
    name: "Name of the group",
    add: "Add a group",
    missing: "Please type the name of a group.",
    taken: "This group is in the list already.",
    remove: (group: string) => `Remove the rules of ${group}`,
    removeShort: "Remove",
    rulesOf: (group: string) => `Rules of ${group}`,
    addRule: "What is different for this group",
    choose: "Choose a rule…",
    none: "Nothing is different yet.",
    asDefault: (name: string) => `As for everybody: ${name}`,
    asDefaultShort: "As for everybody",
  },
  letters: {
    title: "Told by e-mail",
    lead: "Whoever needs a second factor from now on, and has none, gets one letter: what happens at the next sign-in, by when, and where to set one up.",
    noMail:
      "No mail server is configured (LATCHKEY_SMTP_URL). Letters wait until there is one; people learn of it at their next sign-in.",
    would: (count: number) =>
      count === 0
        ? "If you save this, nobody has to be told."
        : `If you save this, ${count === 1 ? "1 user is" : `${count} users are`} told.`,
    withoutAddress: (count: number) =>
      count === 1
        ? "1 user who needs a second factor has no e-mail address."
        : `${count} users who need a second factor have no e-mail address.`,
    looking: "The users are being looked through.",
    nobody: "Nobody has to be told.",
    told: (count: number, all: number) =>
      `${count} of ${all === 1 ? "1 user" : `${all} users`} told since the last change.`,
    waiting: (count: number) => (count === 1 ? "1 letter waits." : `${count} letters wait.`),
    failed: (count: number) =>
      count === 1
        ? "1 letter was refused for good; the audit trail names its user."
        : `${count} letters were refused for good; the audit trail names their users.`,
  },
  legacy: {
    title: "Old programs",
    lead: "HTTP basic authentication sends the password with every request and goes past the second factor, so it is refused. For a script that knows nothing else, name its user here.",
    users: "Users for whom it is taken",
    hint: "One user name a line; empty: nobody. By it they read what is their own, without any role, and change nothing. A warning stands in the console while anybody is on the list.",
  },
  simulation: {
    title: "What would happen?",
    lead: "If somebody signed in from an address to an application. Nothing is changed by asking.",
    username: "User name",
    ip: "Address",
    ipHint: "Such as 10.1.2.3. Empty: not known, and no network rule matches.",
    application: "Application",
    applicationHint: "Its identifier. Empty: Latchkey's own pages.",
    draft: "With my changes that are not saved yet",
    submit: "What would happen?",
    missing: "Please type a user name.",
    noUser: "There is no user of this name.",
    badIp: "This is no address.",
    decisions: {
      required: "The second step is asked for.",
      skipped: "The second step is skipped.",
      enrolment_required: "The user is led to set up a second factor first.",
    } satisfies Record<Simulated["decision"], string>,
    locked: "The user cannot get in: none of their factors is allowed.",
    order: (factors: readonly string[]) => `In this order: ${factors.join(", ")}.`,
    why: "Why, line by line",
  },
  history: {
    title: "History",
    empty: "Nobody has changed the policy yet.",
    entry: (version: number, by: string) => `Version ${version} by ${by}`,
    changes,
    same: "Saved again without a change",
    before: "before",
    after: "after",
    nothing: "nothing",
    more: "Show more",
    of: (group: string, rule: string) => `${rule}, for ${group}`,
    groupOrder: "Groups with rules of their own, in order",
    enforcement: byCode({
      for: "Required of",
      groups: "Groups it is required of",
      applications: "Applications it is required for",
      exemptGroups: "Exempt groups",
      graceUntil: "Grace until",
      graceLogins: "Sign-ins of grace",
    }),
    basicUsers: "Users for whom HTTP basic authentication is taken",
  },
};

/** PolicyTexts is what another language must provide for the policy's page. */
export type PolicyTexts = typeof policy;
