/** Texts of the two fields for a new password, and of the rules it has to keep. */
export const newPassword = {
  password: "New password",
  repeat: "New password, once more",
  hint: (shortest: number) =>
    `At least ${shortest} characters, the longer the better. A few unrelated words are easy to keep in mind and hard to guess. Not your user name, and not one of the passwords that many people use.`,
  hintEither:
    "At least 15 characters, or 8 if you have a second factor. A few unrelated words are easy to keep in mind and hard to guess. Not your user name, and not one of the passwords that many people use.",
  tooShort: (shortest: number) => `Please use at least ${shortest} characters.`,
  mismatch: "The two passwords are not the same.",
  refused:
    "This password is too short, is your user name, or is one that many people use. Choose another one.",
};

/** NewPasswordTexts is what another language must provide for these fields. */
export type NewPasswordTexts = typeof newPassword;
