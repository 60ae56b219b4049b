/** Texts of the set-up page for the first administrator. */
export const setup = {
  title: "Set up Latchkey",
  account: {
    heading: "Welcome. Let's set up Latchkey",
    lead: "You will be its first administrator. This link works once.",
    username: "User name",
    usernameHint: "The name that you will sign in with.",
    password: "Password",
    passwordHint:
      "At least 8 characters, the longer the better. A few unrelated words are easy to keep in mind and hard to guess.",
    repeat: "Password, once more",
    submit: "Continue",
    missingName: "Please choose a user name.",
    tooShort: "Please use at least 8 characters.",
    mismatch: "The two passwords are not the same.",
    refused:
      "The service did not accept this user name or password. Choose another password, or another name.",
    taken: "This user name is taken already. Choose another.",
  },
  badLink: {
    heading: "This link does not work",
    lead: "It may have been used, or be older than an hour. Restart Latchkey to get a new one; you find it in the file setup-url in the data folder.",
    signIn: "Go to sign-in",
  },
  steps: ["Account", "Second factor", "Recovery key"],
  stepsLabel: "Progress",
  done: {
    heading: "All set",
    lead: "Latchkey is yours. From now on you sign in with your password and your second factor.",
    profile: "Go to my profile",
    console: "Open the administration",
  },
};

/** SetupTexts is what another language must provide for the set-up page. */
export type SetupTexts = typeof setup;
