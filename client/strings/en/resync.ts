/** Texts for finding a drifted token again, for administrators and for its user alike. */
export const resync = {
  title: "Resynchronise",
  lead: "Where right codes are refused, the token's clock or counter has run away. Two codes in sequence find it again.",
  action: "Resynchronise",
  dialogTitle: (name: string) => `Resynchronise ${name}`,
  how: {
    totp: "Type the code that the token shows now, wait for the next one, and type that.",
    hotp: "Press the button and type the code, then press it again and type the next one.",
  },
  first: "First code",
  second: "Second code",
  same: "These are twice the same code. Wait for the next one.",
  wrong:
    "These two codes are not in sequence, or not of this token, or too old. Try again with two fresh ones.",
  conflict: "Only a token that is in use can be resynchronised.",
  done: "The token is resynchronised. Its next code works.",
};

/** ResyncTexts is what another language must provide for resynchronisation. */
export type ResyncTexts = typeof resync;
