import { byCode } from "../by-code.js";

/** What an entry of the audit trail says to the person it is about, by its action. */
export const activityTexts = byCode({
  "password.check": "Password entered",
  "verification.login": "Second step of a sign-in",
  "verification.skip": "Signed in without a second step",
  "verification.elevation": "Settings unlocked",
  "verification.confirmation": "Authenticator app checked",
  "verification.administration": "Confirmed an action as administrator",
  "verification.resynchronisation": "Hardware token resynchronised",
  "enrolment.begin": "Authenticator app prepared",
  "enrolment.complete": "Second factor added",
  "credential.rename": "Device renamed",
  "credential.revoke": "Second factor revoked",
  "second_factor.disable": "Second factor turned off",
  "recovery_key.renew": "New recovery key or codes made",
  "session.end": "Session ended",
  "ticket.issue": "Link to this page issued",
  "ticket.open": "Link to this page opened",
  "token.assign": "Hardware token assigned",
  "token.unassign": "Hardware token taken back",
  "token.suspend": "Hardware token suspended",
  "token.resume": "Hardware token in use again",
  "token.lost": "Hardware token reported lost",
  "token.found": "Hardware token found",
  "token.revoke": "Hardware token revoked",
  "user.create": "User created",
  "user.unblock": "Wait after wrong attempts lifted",
  "user.suspend": "Suspended",
  "user.resume": "In use again after a suspension",
  "user.change": "Name, address or groups changed",
  "user.roles": "Roles changed",
  "user.password": "Password changed",
  "user.password_link": "Link for setting a password issued",
  "second_factor.require": "A second factor is required by an administrator",
  "second_factor.release": "A second factor is no longer required by an administrator",
  "user.rescue": "Second factor removed by an administrator",
  "enforcement.letter": "E-mail sent: a second factor is needed from now on",
  "device.forget": "Remembered browser forgotten",
});

/** ActivityTexts is what another language must provide for the entries of the audit trail. */
export type ActivityTexts = typeof activityTexts;
