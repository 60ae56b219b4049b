import type { ProblemCode } from "../../api.js";
import type { Factor } from "../../api-types.js";
import type { CeremonyEnd } from "../../webauthn.js";

/** Texts that every page shares: what went wrong, what a factor is called, what the kit's parts say. */
export const common = {
  product: "Latchkey",
  profileTitle: "My security",
  adminTitle: "Administration",
  skip: "Skip to the content",
  language: "Language",
  loading: "One moment",
  continue: "Continue",
  back: "Back",
  cancel: "Cancel",
  close: "Close",
  tryAgain: "Try again",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Select the text and copy it yourself",
  print: "Print",
  download: "Download",
  nothingHere: "There is nothing here",
  nothingHereLead: "The address may be mistyped, or the page has moved.",
  notPossible: "That did not work",
  home: "Go to my profile",
  needsScript: "This page needs JavaScript. Please turn it on, or use another browser.",
  problems: {
    invalid_request: "Something in the form is not right. Please check what you typed.",
    invalid_registration: "The security key's answer could not be accepted. Please try again.",
    not_enrolled: "Nothing is set up for this yet.",
    verification_failed: "That was not right. Please try again.",
    unauthenticated: "You have been signed out. Please sign in again.",
    elevation_required: "Please confirm that it is you first.",
    forbidden: "You are not allowed to do this.",
    not_found: "This is no longer there. It may have expired.",
    conflict: "This name is taken already.",
    too_many_attempts: "Too many wrong attempts.",
    unavailable: "The service is not available at the moment. Please try again shortly.",
    internal_error: "Something went wrong on our side. Please try again.",
    network: "The service cannot be reached. Please check your connection.",
  } satisfies Record<ProblemCode, string>,
  factors: {
    totp: "Code from an app or a token",
    hotp: "Code from a token, at the press of its button",
    webauthn: "Security key or passkey",
    "yubico-otp": "Touch of a YubiKey that types",
    "recovery-key": "Recovery key or code",
    "bypass-code": "One-time code of the help desk",
    "break-glass": "Break-glass code",
  } satisfies Record<Factor, string>,
  ceremonies: {
    cancelled: "The request was cancelled, or this was not a key that you registered here.",
    timed_out: "Nobody touched a key in time.",
    not_supported: "This browser or this key cannot be used here. Try another browser or another key.",
    already_registered:
      "This key is registered already. Use another one, or give the one you have a new name.",
    wrong_address: "Security keys do not work at this address. Open the page at its usual address.",
    failed: "The security key reported an error. Take it out, put it back in and try again.",
  } satisfies Record<CeremonyEnd, string>,
  code: {
    label: "Code",
    hint: "6 to 10 digits. Spaces do not matter.",
    malformed: "A code has 6 to 10 digits.",
  },
  recovery: {
    heading: "Save your recovery key",
    headingCodes: "Save your recovery codes",
    lead: "It lets you in once, if your device is ever lost or broken. It is shown only now: nobody can look it up later.",
    leadCodes:
      "Each code lets you in once, if your device is ever lost or broken. They are shown only now: nobody can look them up later.",
    label: "Recovery key or code",
    usedHeading: "You used a recovery code",
    left: (count: number, few: boolean) =>
      `Recovery codes left: ${count}.${few ? " Make new ones in your security profile." : ""}`,
    advice: "Keep this where you keep important papers, or in a password manager. Not next to your password.",
    printed: (username: string) => `Latchkey recovery key or codes of ${username}. Each works once.`,
    fileText: (username: string, host: string, secrets: string) =>
      `Recovery key or codes for ${username} at ${host}\n\n${secrets}\n\nEach works once. Keep this in a safe place.\n`,
    keyWords: { saved: "I have saved it in a safe place", fileName: "latchkey-recovery-key.txt" },
    codesWords: { saved: "I have saved them in a safe place", fileName: "latchkey-recovery-codes.txt" },
  },
  wait: {
    /** Shown, and counted down each second. */
    shown: (time: string) => `Please wait ${time} before you try again.`,
    /** Spoken by screen readers, seldom. */
    spoken: (time: string) => `Too many wrong attempts. Try again in ${time}.`,
    over: "You can try again now.",
    time: (seconds: number) => {
      const unit = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;
      if (seconds < 60) return unit(seconds, "second");
      const rest = seconds % 60;
      const minutes = unit(Math.floor(seconds / 60), "minute");
      return rest === 0 ? minutes : `${minutes} ${unit(rest, "second")}`;
    },
  },
};

/** CommonTexts is what another language must provide for the shared parts. */
export type CommonTexts = typeof common;
