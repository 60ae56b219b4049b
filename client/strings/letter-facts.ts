/** LetterFacts is what a letter may say besides its words; names hold no line breaks. */
export interface LetterFacts {
  /** The credential, or the application through which somebody was blocked. */
  readonly name: string;
  /** Recovery codes, or uses of a one-time code, that are left. */
  readonly left: number;
  /** They are so few that it is time for new ones. */
  readonly few: boolean;
  /** Instant in words, in UTC, at which something ends; empty where nothing does. */
  readonly until: string;
  /** Names of the applications that require a second factor; empty where it is required everywhere. */
  readonly applications: readonly string[];
  /** There are more applications than are named. */
  readonly others: boolean;
  /** How long it can be put off: until an instant, in the letter's language, or for so many sign-ins; else not at all. */
  readonly grace: { readonly until: string } | { readonly logins: number } | null;
  /** Whether people set their second factor up by themselves; otherwise they get a token. */
  readonly setsUp: boolean;
}
