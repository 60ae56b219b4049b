import type { TokenMove } from "../../api-token-types.js";
import { byCode } from "../by-code.js";

interface MoveTexts {
  /** On the button. */
  readonly action: string;
  /** Asked before it is done, with what will happen. */
  readonly ask: (serial: string) => string;
  readonly lead: (user: string | null) => string;
  readonly submit: string;
  readonly done: string;
}

/** Texts of the page of one hardware token. */
export const token = {
  title: (serial: string) => `Token ${serial}`,
  back: "All tokens",
  loading: "One moment",
  notFound: {
    heading: "There is no such token",
    lead: (serial: string) => `No token in the stock has the serial number ${serial}.`,
  },
  facts: {
    title: "Details",
    user: "User",
    nobody: "Nobody has it",
    type: "Type",
    codes: (digits: number) => `${digits} digits`,
    each: (seconds: number) => `a new code every ${seconds} seconds`,
    press: "a new code at each press",
    tap: "44 letters at each touch",
    algorithm: "Algorithm",
    maker: "Model",
    unknown: "Not known",
    publicId: "Public id",
    added: "Added",
    imported: "with a seed file",
    changed: "Last changed",
  },
  actions: {
    title: "What to do",
    final: "This token is revoked for good. If it turns up again, dispose of it.",
    readOnly: "Your role may look at tokens, and not change them.",
    conflict: "Meanwhile somebody else has changed this token. Close this and look at its state again.",
    forbidden: "Your role does not reach this user.",
  },
  assign: {
    action: "Assign to a user",
    title: (serial: string) => `Assign ${serial}`,
    lead: "The user can sign in with it at once, and is told by mail.",
    username: "User name",
    missing: "Please enter a user name.",
    noUser: "There is no user of this name.",
    conflict: "This token is no longer in stock, or the user has as many tokens as one can have.",
    submit: "Assign",
    done: (user: string) => `The token is assigned to ${user}.`,
  },
  moves: {
    activate: {
      action: "Take into the stock",
      ask: (serial) => `Take ${serial} into the stock?`,
      lead: () =>
        "Provisioning of this token has begun and was not finished. Take it into the stock only if you know that the key holds its secret.",
      submit: "Take into the stock",
      done: "The token is in stock.",
    },
    unassign: {
      action: "Take back",
      ask: (serial) => `Take ${serial} back?`,
      lead: (user) =>
        `${user ?? "Its user"} can no longer sign in with it, and it can be assigned to somebody else. Codes that were used stay used.`,
      submit: "Take back",
      done: "The token is taken back.",
    },
    suspend: {
      action: "Suspend",
      ask: (serial) => `Suspend ${serial}?`,
      lead: (user) =>
        user === null
          ? "It cannot be assigned until you resume it."
          : `${user} cannot sign in with it until you resume it.`,
      submit: "Suspend",
      done: "The token is suspended.",
    },
    resume: {
      action: "Resume",
      ask: (serial) => `Resume ${serial}?`,
      lead: (user) =>
        user === null ? "It can be assigned again." : `${user} can sign in with it again at once.`,
      submit: "Resume",
      done: "The token is in use again.",
    },
    lost: {
      action: "Report lost",
      ask: (serial) => `Report ${serial} lost?`,
      lead: (user) =>
        user === null
          ? "It cannot be assigned until it is found."
          : `Its codes stop working at once, so that whoever finds it can do nothing with it. ${user} keeps it in name: if it is found, it goes on.`,
      submit: "Report lost",
      done: "The token is reported lost.",
    },
    found: {
      action: "It was found",
      ask: (serial) => `Was ${serial} found?`,
      lead: (user) =>
        user === null
          ? "It goes back into the stock."
          : `${user} can sign in with it again at once. Make sure that nobody else had it.`,
      submit: "It was found",
      done: "The token is found.",
    },
    revoke: {
      action: "Revoke for good",
      ask: (serial) => `Revoke ${serial} for good?`,
      lead: (user) =>
        `${user === null ? "It" : `${user} can no longer sign in with it, and it`} can never be used or assigned again. This cannot be undone.`,
      submit: "Revoke for good",
      done: "The token is revoked.",
    },
  } satisfies Record<TokenMove, MoveTexts>,
  history: {
    title: "History",
    lead: "What happened to it and by it, newest first.",
    empty: "Nothing has happened yet.",
    list: "History of this token, newest first",
    by: (actor: string) => `by ${actor}`,
    for: (user: string) => `for ${user}`,
    more: "Show more",
    other: "Something else happened",
    outcomes: { failure: "Failed", refused: "Not looked at, too many attempts" },
    actions: byCode({
      "token.create": "Added to the stock",
      "token.activate": "Taken into the stock",
      "token.provision_again": "Provisioning begun again",
      "token.access_code": "Access code of the slot looked at",
      "token.assign": "Assigned",
      "token.unassign": "Taken back",
      "token.suspend": "Suspended",
      "token.resume": "In use again",
      "token.lost": "Reported lost",
      "token.found": "Found",
      "token.revoke": "Revoked",
      "verification.login": "Signed in with it",
      "verification.confirmation": "Taken into use by its user",
      "verification.elevation": "Settings unlocked with it",
      "verification.administration": "Confirmed an action as administrator",
      "verification.resynchronisation": "Resynchronised",
    }),
  },
  label: {
    title: "Label",
    lead: "For the token's box or its envelope. It carries the serial number and nothing secret.",
    print: "Print label",
    qr: (serial: string) => `QR code of the serial number ${serial}`,
    for: "For",
  },
};

/** TokenTexts is what another language must provide for the page of a token. */
export type TokenTexts = typeof token;
