/** Texts of the page on which a password is set by a link. */
export const setPassword = {
  title: "Set your password",
  heading: "Choose your password",
  lead: "This link works once, for a day. You are signed out everywhere when it is done.",
  submit: "Set password",
  done: {
    heading: "Your password is set",
    lead: "Sign in with it from now on.",
    signIn: "Go to sign-in",
  },
  badLink: {
    heading: "This link does not work",
    lead: "It was used, is older than a day, or your password was set in another way since. Ask whoever gave it to you for a new one.",
    signIn: "Go to sign-in",
  },
};

/** SetPasswordTexts is what another language must provide for this page. */
export type SetPasswordTexts = typeof setPassword;
