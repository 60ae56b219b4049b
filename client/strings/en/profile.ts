import type { Activity, Factor } from "../../api-types.js";
import { counted } from "../counted.js";
import { activityTexts } from "./activity.js";

const keys = counted("en", { one: "a security key or passkey", other: "# security keys or passkeys" });
const tokens = counted("en", { one: "a hardware token", other: "# hardware tokens" });

/** Texts of the security profile. */
export const profile = {
  title: "Your security",
  loading: "Loading your security profile",
  signOut: "Sign out",
  signedInAs: "Signed in as",
  backTo: (application: string) => `Back to ${application}`,
  summary: {
    none: "Your password alone protects your sign-in.",
    some: (parts: readonly string[]) =>
      `Next to your password, ${list(parts)} ${parts.length === 1 ? "protects" : "protect"} your sign-in.`,
    app: "an authenticator app",
    keys,
    tokens,
  },
  lock: {
    locked: "Settings are locked",
    lockedLead: "You can look at everything. To change something, confirm that it is you.",
    unlock: "Unlock settings",
    unlocked: "Settings are unlocked",
    left: (time: string) => `They lock again by themselves in ${time}.`,
    minutes: counted("en", { one: "# minute", other: "# minutes" }),
    seconds: counted("en", { one: "# second", other: "# seconds" }),
  },
  unacknowledged: {
    heading: "Did you save your new recovery key?",
    lead: "You used your recovery key to sign in. What replaces it was shown right after, and cannot be shown again.",
    lost: "If you did not save it, go on anyway: you can make another in your profile.",
    submit: "Continue to my profile",
  },
  expiredTicket: {
    heading: "This link does not work",
    lead: "It works once, for five minutes. Go back to where you came from and open it again, or sign in here.",
    signIn: "Sign in",
  },
  failed: { heading: "Your profile could not be loaded" },
  onboarding: {
    later: "Not now",
    doneHeading: "All set",
    done: "From now on you sign in with your password and your second factor.",
    toProfile: "Go to my profile",
  },
  grace: {
    until: (date: string) =>
      `Your organisation requires a second factor of you. You can still put this off until ${date}.`,
    logins: counted("en", {
      one: "Your organisation requires a second factor of you. You can still put this off once more.",
      other: "Your organisation requires a second factor of you. You can still put this off # more times.",
    }),
    over: "Your organisation requires a second factor of you. This was the last sign-in without one: at the next, you set one up first.",
  },
  start: {
    title: "Second factor",
    lead: "Next to your password, one more thing that proves that it is you.",
    empty: "You have none yet. It takes two minutes to set one up.",
    action: "Set up a second factor",
  },
  app: {
    title: "Authenticator app",
    lead: "An app on your phone shows a code that changes every 30 seconds. You have one at a time.",
    empty: "No app is connected.",
    connect: "Connect an app",
    replace: "Replace",
    replaceTitle: "Replace your authenticator app",
    replaceLead:
      "The app you use now keeps working until the new one is confirmed. Then only the new one works.",
    connectTitle: "Connect an authenticator app",
    connected: "The authenticator app is connected.",
    replaced: "The new app is connected. The old one does not work any more.",
    pending: "A new app waits for its first code. Until then the one below keeps working.",
    pendingAlone: "An app was prepared, but its first code was never checked. Connect it again to finish.",
    reset: "Reset",
    resetTitle: "Reset your authenticator app?",
    resetLead:
      "Do this when the app's secret may be known to someone else. Codes of this app stop working at once, and you connect an app anew right after.",
    resetSubmit: "Reset and connect anew",
    revoke: "Revoke",
    revokeTitle: "Revoke your authenticator app?",
    revokeLead: "Its codes stop working at once, for good. You can delete the entry in the app yourself.",
    revokeSubmit: "Revoke app",
    revoked: "The authenticator app is revoked.",
    last: "This is your only second factor. Without it, you will be asked to set up another one.",
  },
  keys: {
    title: "Security keys and passkeys",
    lead: "FIDO2 devices: keys that you touch, or the fingerprint or face unlock of a computer or phone. Register two, so that one may get lost.",
    empty: "No device is registered.",
    add: "Register device",
    addTitle: "Register a device",
    added: (name: string) => `${name} is registered.`,
    list: "Registered devices",
    synced: "Synced between your devices",
    bound: "Stays on this device",
    rename: "Rename",
    renameOf: (name: string) => `Rename ${name}`,
    name: "Device name",
    nameMissing: "Please give the device a name.",
    save: "Save",
    renamed: (name: string) => `The device is now called ${name}.`,
    revoke: "Revoke",
    revokeOf: (name: string) => `Revoke ${name}`,
    revokeTitle: (name: string) => `Revoke ${name}?`,
    revokeLead: "You will not be able to sign in with it any more. To use it again, you register it anew.",
    revokeSubmit: "Revoke device",
    revoked: (name: string) => `${name} is revoked.`,
    last: "This is your only second factor. Without it, you will be asked to set up another one.",
  },
  tokens: {
    title: "Hardware tokens",
    lead: "Only an administrator assigns, unassigns and revokes them.",
    leadTaking: "You take one that was handed to you. Only an administrator takes it back or revokes it.",
    take: "Take a token",
    empty: "No token is assigned to you.",
    serial: "Serial number",
    lost: "Lost one? Tell your administrator at once.",
  },
  recovery: {
    empty: "You have no recovery key. Without one, only an administrator can help if you lose your device.",
    emptyCodes:
      "You have no recovery codes. Without any, only an administrator can help if you lose your device.",
    switchedOff:
      "Your organisation does not use recovery keys or codes. Only an administrator can help if you lose your device.",
    key: {
      title: "Recovery key",
      lead: "Lets you in once, if your device is ever lost or broken. It can be used a single time, and a new one follows.",
      exists: "A recovery key is ready",
      renew: "Make a new recovery key",
      renewTitle: "Make a new recovery key?",
      renewLead:
        "What you have now stops working at once. The new key is shown a single time, so have a pen, a printer or your password manager at hand.",
      renewSubmit: "Make a new key",
      shownTitle: "Your new recovery key",
      renewed: "The new recovery key is in place. The old one does not work any more.",
    },
    codes: {
      title: "Recovery codes",
      lead: "Ten codes. Each lets you in once, if your device is ever lost or broken.",
      exists: (left: number) => `Recovery codes: ${left} left`,
      few: "Make new ones before they run out.",
      renew: "Make new recovery codes",
      renewTitle: "Make new recovery codes?",
      renewLead:
        "Whatever you have now, key or codes, stops working at once. The ten new codes are shown a single time, so have a printer or your password manager at hand.",
      renewSubmit: "Make new codes",
      shownTitle: "Your new recovery codes",
      renewed: "The new recovery codes are in place. The old ones do not work any more.",
    },
  },
  order: {
    title: "Order at sign-in",
    lead: "The first one is asked for; the others are offered as another way.",
    saved: "Your order is saved.",
    reset: "The organisation's order holds again.",
  },
  devices: {
    title: "Remembered browsers",
    lead: "They are not asked for the second step, only for the password. A change of your password or of your second factors ends that.",
    empty: counted("en", {
      one: "No browser is remembered. At the second step you can have one remembered for a day.",
      other: "No browser is remembered. At the second step you can have one remembered for # days.",
    }),
    created: "Remembered",
    used: "Last used",
    ends: "Forgotten by itself",
    forget: "Forget",
    forgetOf: (label: string) => `Forget ${label}`,
    forgotten: "The browser is forgotten. It is asked for the second step again.",
    forgetAll: "Forget all",
    forgetAllTitle: "Forget all remembered browsers?",
    forgetAllLead: "Each of them is asked for the second step at its next sign-in, this one too.",
    forgottenAll: "No browser is remembered any more.",
  },
  disable: {
    title: "Turn off the second factor",
    lead: "Your password alone would protect your sign-in again.",
    body: "This removes your authenticator app, your security keys and passkeys, and your recovery key or codes, and ends all other sessions.",
    action: "Turn off…",
    confirmTitle: "Turn off your second factor?",
    confirmLead:
      "Anyone who learns your password could then sign in as you. You can set a second factor up again at any time.",
    check: "I understand that my password alone will protect my sign-in",
    submit: "Turn off the second factor",
    refused: "Your role, or a rule of your organisation, requires a second factor. It cannot be turned off.",
    tokenAssigned: "A hardware token is assigned to you. An administrator has to take it back first.",
    done: "Your second factor is turned off.",
  },
  sessions: {
    title: "Where you are signed in",
    lead: "End what you do not recognise, then change your password.",
    list: "Your sessions",
    current: "This browser",
    from: (ip: string) => `from ${ip}`,
    unknownBrowser: "Unknown program",
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
    began: "Signed in",
    ends: "Ends",
    end: "End",
    endOf: (label: string) => `End the session ${label}`,
    endOthers: "End all others",
    endOthersTitle: "End all other sessions?",
    endOthersLead: "Every other browser is signed out at once. You stay signed in here.",
    ended: "The session is ended.",
    endedOthers: "All other sessions are ended.",
    alone: "You are signed in nowhere else.",
  },
  activity: {
    title: "Recent activity",
    lead: "What happened around your sign-in lately. Tell your administrator if something was not you.",
    empty: "Nothing has happened yet.",
    list: "Recent activity, newest first",
    outcomes: {
      success: "Succeeded",
      failure: "Failed",
      refused: "Not looked at, too many attempts",
    } satisfies Record<Activity["outcome"], string>,
    by: (application: string) => `through ${application}`,
    more: "Show more",
    other: "Something else happened",
    actions: activityTexts,
  },
  password: {
    title: "Password",
    lead: "What you type when you sign in, before your second factor.",
    inDirectory:
      "Your organisation's directory checks your password. Change it there, such as at your workstation; the new one works here at once.",
    action: "Change password",
    dialogTitle: "Change your password",
    dialogLead:
      "Everywhere else you are signed out at once, and no browser is remembered any more. You stay signed in here.",
    submit: "Change password",
    done: "Your password is changed.",
  },
  added: "Added",
  created: "Created",
  lastUsed: "Last used",
  neverUsed: "Never used",
  suspended: "Suspended",
  roleNeedsFactor: "Your role needs a second factor. Set up another one first, then this one can go.",
  listLocked: "Unlock your settings to see this.",
  factors: {
    totp: "Code",
    hotp: "Code of a token",
    webauthn: "Security key",
    "yubico-otp": "YubiKey",
    "recovery-key": "Recovery key or code",
    "bypass-code": "One-time code of the help desk",
    "break-glass": "Break-glass code",
  } satisfies Record<Factor, string>,
};

function list(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** ProfileTexts is what another language must provide for the profile. */
export type ProfileTexts = typeof profile;
