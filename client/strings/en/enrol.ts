import type { FactorChoice } from "../../enrol/choices.js";

/** Texts of onboarding: the welcome, the authenticator app, the security key and the token. */
export const enrol = {
  choose: {
    heading: "Choose your second factor",
    lead: "Next to your password, one more thing proves that it is you. You can add others later.",
    ways: {
      app: ["Authenticator app", "An app on your phone shows a code that changes every 30 seconds."],
      key: [
        "Security key or passkey",
        "A key that you plug in or hold to your phone, or your device's own fingerprint or face unlock.",
      ],
      token: ["Hardware token", "A token that was handed to you: type its serial number and its code."],
    } satisfies Record<FactorChoice, readonly [name: string, hint: string]>,
    keyNotSupported: "This browser cannot use security keys here.",
  },
  welcome: {
    heading: "A safer sign-in, in two minutes",
    of: (page: number, pages: number) => `Page ${page} of ${pages}`,
    next: "Next",
    previous: "Back",
    done: "Let's begin",
    close: "Skip introduction",
    /** A page about a way that a person does not have is left out. */
    pages: [
      {
        about: null,
        title: "Why a second factor?",
        body: "Passwords get guessed, shared and stolen. With a second factor, someone who learns yours still cannot sign in as you.",
        items: [],
      },
      {
        about: "app",
        title: "An app on your phone",
        body: "Any app that makes time-based codes will do, and it needs no Internet connection. If you have none yet, install one of these:",
        items: [
          "Aegis Authenticator (Android)",
          "2FAS (Android, iPhone)",
          "Google Authenticator (Android, iPhone)",
          "Microsoft Authenticator (Android, iPhone)",
          "KeePassXC (desktop computers)",
        ],
      },
      {
        about: "key",
        title: "A security key",
        body: "A small key that you touch to sign in. It is the strongest choice: a forged page cannot trick it. Fingerprint or face unlock of your device works the same way.",
        items: [],
      },
    ] as readonly {
      readonly about: FactorChoice | null;
      readonly title: string;
      readonly body: string;
      readonly items: readonly string[];
    }[],
  },
  app: {
    heading: "Connect your authenticator app",
    loading: "Preparing your code",
    scan: "Scan this code with your app",
    qrAlt: "QR code that carries the secret shown as text below",
    manual: "Cannot scan? Type this secret into the app:",
    secret: "Secret",
    open: "Open in an app on this device",
    check: "Then enter the code that the app shows",
    submit: "Check PIN",
    wrong:
      "This code does not fit. Wait for the next one; if it keeps failing, check that your phone sets its clock by itself.",
    expired: "This took too long. Here is a new code to scan.",
  },
  key: {
    heading: "Register your security key",
    lead: "Give it a name, so that you can tell your keys apart. Then your browser asks you to touch it.",
    name: "Device name",
    namePlaceholder: "For example: blue key on my key ring",
    nameMissing: "Please give the device a name.",
    submit: "Register device",
    waiting: "Waiting for your key",
    waitingHint: "Insert it and touch it, or follow your browser's instructions.",
    full: "You have as many devices as one person can have. Remove one of them first.",
  },
  token: {
    heading: "Take a hardware token",
    lead: "For a token that was handed to you without being entered under your name yet.",
    serial: "Serial number",
    serialHint: "As printed on the back of the token.",
    serialMissing: "Please type the serial number.",
    code: "Code of the token",
    codeHint: "Press its button, if it has one, and type what it shows.",
    submit: "Take this token",
    wrong: "This is not the token's code. Wait for the next one, or press its button once more.",
    unknown: "There is no token with this serial number. Please compare it with the one on the token.",
    taken:
      "This token cannot be taken: it belongs to somebody, or is out of use. Your administrator can help.",
    forbidden: "Your administrator assigns tokens. Please ask for one.",
    done: "The token is yours.",
  },
  waiting: {
    heading: "Your second factor is a hardware token",
    unwritten:
      "Your organisation hands out hardware tokens, and none is assigned to you yet. Please ask your administrator for one, then sign in again.",
  },
  otherChoice: "Choose something else",
};

/** EnrolTexts is what another language must provide for onboarding. */
export type EnrolTexts = typeof enrol;
