/** Texts of the dialog in which a person confirms that it is they, before something is changed. */
export const elevation = {
  title: "Unlock settings",
  lead: "Confirm that it is you. Your settings then stay unlocked for 10 minutes.",
  loading: "One moment",
  password: "Password",
  passwordLead: "Nothing else is set up yet, so your password is enough.",
  passwordMissing: "Please enter your password.",
  wrongPassword: "This password is wrong.",
  submit: "Unlock",
  otherWay: "Use another way",
  nothing: "There is nothing here that you could confirm with. Please ask your administrator.",
  expired: "This took too long. Please try again.",
  newKeyTitle: "Save your new recovery key",
  newKeyLead: "You used your recovery key, so it does not work any more. Here is the new one.",
  newCodesTitle: "Save your new recovery codes",
  newCodesLead: "You used your recovery key, so it does not work any more. Ten codes take its place.",
  done: "Settings are unlocked.",
};

/** ElevationTexts is what another language must provide for the unlock dialog. */
export type ElevationTexts = typeof elevation;
