import { counted } from "../counted.js";
import type { LetterFacts } from "../letter-facts.js";

interface LetterTexts {
  readonly subject: string;
  readonly happened: (about: LetterFacts) => string;
  readonly advice: string | ((about: LetterFacts) => string);
}

/** Texts of the letters that the service sends; `letters` are by the kind of the notice. */
export const mail = {
  /** BCP 47 tag by which dates are written. */
  dates: "en-GB",
  hello: (username: string) => `Hello ${username},`,
  when: (instant: string) => `When: ${instant} UTC`,
  settings: (address: string) => `Your security settings: ${address}`,
  foot: "Latchkey sends this by itself, and nobody reads what you answer. It never asks you for a code, a recovery key or a password.",
  ownPages: "Latchkey's own sign-in page",
  letters: {
    factor_added: {
      subject: "A second factor was added",
      happened: ({ name }) => `From now on you can sign in with one more second factor: "${name}".`,
      advice:
        "If it was you, there is nothing to do. If it was not you, somebody else can sign in as you: revoke it in your security settings, change your password, and tell your administrator.",
    },
    factor_removed: {
      subject: "A second factor was removed",
      happened: ({ name }) => `This second factor of yours was removed and can no longer be used: "${name}".`,
      advice:
        "If it was you, there is nothing to do. If it was not you, and your administrator did not do it for you, change your password and tell your administrator.",
    },
    recovery_key_used: {
      subject: "Your recovery key was used",
      happened: () =>
        "Somebody signed in with your recovery key. That key is used up, and what replaces it was shown then.",
      advice:
        "If it was you, there is nothing to do. If it was not you, somebody has your password and had your recovery key: change your password, make a new recovery key in your security settings, and tell your administrator.",
    },
    recovery_code_used: {
      subject: "One of your recovery codes was used",
      happened: ({ left, few }) =>
        `Somebody signed in with one of your recovery codes. That code is used up. ${codesLeft(left, few)}`,
      advice:
        "If it was you, there is nothing to do. If it was not you, somebody has your password and at least one of your recovery codes: change your password, make new recovery codes in your security settings, and tell your administrator.",
    },
    recovery_codes_renewed: {
      subject: "You have new recovery codes",
      happened: () =>
        "New recovery codes were made for you. What you had until now can no longer be used: destroy your copies of it.",
      advice:
        "If it was you, there is nothing to do. If it was not you, make new ones in your security settings, change your password, and tell your administrator.",
    },
    recovery_key_renewed: {
      subject: "You have a new recovery key",
      happened: () =>
        "A new recovery key was made for you. The old one can no longer be used: destroy your copies of it.",
      advice:
        "If it was you, there is nothing to do. If it was not you, make another one in your security settings, change your password, and tell your administrator.",
    },
    bypass_code_made: {
      subject: "A one-time code was made for you",
      happened: ({ left, until }) =>
        `Your help desk or administrator made a one-time code with which you can sign in without your device. Good for ${left === 1 ? "one sign-in" : `${left} sign-ins`}, until ${until} UTC.`,
      advice:
        "If you asked for it, there is nothing to do. If it was not you, somebody may be trying to sign in as you: tell your administrator at once, who can revoke the code, and change your password.",
    },
    bypass_code_used: {
      subject: "A one-time code was used to sign in as you",
      happened: ({ left }) =>
        `Somebody signed in with a one-time code that your help desk or administrator made for you. Uses left: ${left}.`,
      advice:
        "If it was you, there is nothing to do. If it was not you, somebody has your password and that code: tell your administrator at once, and change your password.",
    },
    break_glass_code_made: {
      subject: "You have a new break-glass code",
      happened: () =>
        "A break-glass code was made for you: by it and your password you can sign in during an emergency. The one before can no longer be used.",
      advice:
        "If it was you, keep it printed and locked away. If it was not you, end it in the console, change your password, and tell the other owners.",
    },
    break_glass_used: {
      subject: "A break-glass code was used",
      happened: ({ name }) =>
        `Break-glass is on, and ${name} signed in with a printed break-glass code in place of a second factor. That code is used up.`,
      advice:
        "If you know of the emergency, there is nothing to do. If you do not, end it now: remove LATCHKEY_BREAK_GLASS, restart Latchkey, and look at the audit trail.",
    },
    password_changed: {
      subject: "Your password was changed",
      happened: () =>
        "Your password was changed. Everywhere else you are signed out, and no browser is remembered any more.",
      advice:
        "If it was you, there is nothing to do. If it was not you, and your administrator did not do it for you, somebody else may sign in as you: tell your administrator.",
    },
    address_changed: {
      subject: "Your e-mail address was changed",
      happened: () =>
        "Another e-mail address was entered for you, or this one was taken out. Letters about your second factor no longer come here.",
      advice:
        "If it was you, there is nothing to do. If it was not you, and your administrator did not do it for you, somebody else may be in your settings: tell your administrator.",
    },
    factor_required: {
      subject: "You need a second factor to sign in",
      happened: ({ applications, others }) => {
        const named = applications.join(", ") + (others ? " and others" : "");
        const where = applications.length === 0 ? "" : ` to: ${named}`;
        return `Your organisation now requires a second factor of you, next to your password, to sign in${where}.`;
      },
      advice: ({ grace, setsUp }) => {
        const way = setsUp
          ? "At your next sign-in you are led through it, page by page; it takes two minutes. Where you have a password for Latchkey's own page, you can also do it now, at the address below."
          : "You get a hardware token from your administrator. What to do for it is written at your next sign-in, and at the address below.";
        return `${way} ${deadline(grace)}`;
      },
    },
    factor_reminder: {
      subject: "Please set up a second factor",
      happened: () =>
        "Your administrator reminds you: so far your password alone protects your sign-in. Whoever learns it can sign in as you. A second factor prevents that.",
      advice: ({ setsUp }): string =>
        setsUp
          ? "Set one up by the address below: it takes two minutes. An app on your phone does, or a security key."
          : "You get a hardware token from your administrator. What to do for it is written at your next sign-in, and at the address below.",
    },
    blocked: {
      subject: "Wrong second factors: you are blocked for a while",
      happened: ({ name }) =>
        `Your second factor was answered wrongly several times in a row, through: ${name}. You are blocked for a moment, and for longer with each further failure.`,
      advice:
        "If it was you, wait and try again. If it was not you, somebody may know your password: change it, and tell your administrator, who can also lift the block.",
    },
    test: {
      subject: "A test of Latchkey's letters",
      happened: () => "An administrator asked for this letter, to see that letters arrive. They do.",
      advice: "There is nothing to do. If it was not you who asked for it, tell your administrator.",
    },
  } satisfies Record<string, LetterTexts>,
};

const signIns = counted("en", {
  one: "You can still sign in once without it; after that you cannot go on.",
  other: "You can still sign in # times without it; after that you cannot go on.",
});

function deadline(grace: LetterFacts["grace"]): string {
  if (grace === null) return "From now on you cannot go on without it.";
  if ("logins" in grace) return signIns(grace.logins);
  return `You can put it off until ${grace.until} UTC; after that you cannot go on without it.`;
}

function codesLeft(left: number, isFew: boolean): string {
  const few = isFew ? " Make new ones in your security settings." : "";
  return left === 0 ? `It was the last one.${few}` : `Codes left: ${left}.${few}`;
}

/** MailTexts is what another language must provide for the letters. */
export type MailTexts = typeof mail;
