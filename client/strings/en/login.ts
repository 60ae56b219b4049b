/** Texts of the sign-in page. */
export const login = {
  title: "Sign in",
  username: "User name",
  password: "Password",
  submit: "Sign in",
  wrongPassword: "User name or password is wrong.",
  missing: "Please fill in both fields.",
  secondStep: {
    heading: "Confirm that it is you",
    signingInAs: "Signing in as",
    signingInTo: (application: string) => `to continue to ${application}`,
    otherWay: "Use another way",
    restart: "Start again",
    helpDesk: "I was given a one-time code by the help desk",
    remember: "Remember this browser",
    submit: "Verify",
  },
  totp: {
    lead: "Enter the code that your authenticator app or your token shows now.",
    wrong: "This code is wrong, or was used already. Wait for the next one and enter that.",
  },
  hotp: {
    lead: "Press the button of your token and type the code it shows. A YubiKey types it for you: click into the field, then touch the key.",
    wrong: "This code is wrong, or was used already. Press the button again for a new one.",
  },
  "yubico-otp": {
    lead: "Touch your YubiKey. It types the code for you, and signs you in.",
    hint: "The cursor has to be in this field. With capital letters it works as well.",
    label: "YubiKey code",
    wrong: "This code was not accepted. Touch the key again for a new one.",
    malformed:
      "This is not what a YubiKey types: 32 to 64 letters. If it typed other letters, the keyboard is set to another layout.",
  },
  "recovery-key": {
    lead: "Enter the recovery key, or one of the recovery codes, that you saved when you set up your second factor. Each works once.",
    label: "Recovery key or code",
    hint: "Capital letters, spaces and dashes do not matter.",
    wrong: "This recovery key or code is wrong, or was used already.",
    malformed: "A recovery key has six groups of five letters and digits, a recovery code has five.",
  },
  "bypass-code": {
    lead: "Enter the one-time code that you were given by the help desk.",
    label: "One-time code",
    hint: "12 digits. Spaces do not matter.",
    wrong: "This code is wrong, used up or expired.",
    malformed: "A one-time code has 12 digits.",
  },
  "break-glass": {
    lead: "There is an emergency, and owners may sign in with the printed break-glass code. It works once, and every owner is told.",
    label: "Break-glass code",
    hint: "Capital letters, spaces and dashes do not matter.",
    wrong: "This break-glass code is wrong, was used already, or the emergency is over.",
    malformed: "A break-glass code has six groups of five letters and digits.",
  },
  webauthn: {
    lead: "Use the security key or passkey that you registered.",
    begin: "Use security key",
    waiting: "Waiting for your key",
    waitingHint: "Insert it and touch it, or follow your browser's instructions.",
    wrong: "This key was not accepted. Use a key that you registered here, or another way.",
    spent:
      "This key was not accepted. Use another way, or start again and use a key that you registered here.",
    notSupported: "This browser cannot use security keys here. Please use another way, or another browser.",
    needsScript: "Security keys need JavaScript. Please turn it on, or use another way.",
  },
  remembered: {
    heading: "This browser is remembered",
    forgotten: "This browser is not remembered any more.",
  },
  noWay: {
    heading: "You have no second factor that can be used",
    unwritten: "Your organisation does not accept the ones you have. Please ask your administrator for help.",
  },
  expired: "This sign-in took too long. Please start again.",
  hostedExpired: "This sign-in has expired. Go back to where you came from and start again.",
  hostedEnd: {
    expiredHeading: "This sign-in cannot go on",
    doneHeading: "It is you",
    done: "You can close this page and go back to where you came from.",
    returning: "You are being taken back.",
    continue: "Continue",
  },
  newKeyLead: "You used your recovery key, so it does not work any more. Here is what replaces it.",
};

/** LoginTexts is what another language must provide for the sign-in page. */
export type LoginTexts = typeof login;
