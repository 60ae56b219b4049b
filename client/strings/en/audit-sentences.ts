import type { Outcome } from "../../api-audit-types.js";

/** Told is what a sentence about an entry is made of, in words. */
export interface Told {
  /** Who acted. */
  readonly who: string;
  /** For whom; who acted where it concerns nobody else. */
  readonly whom: string;
  /** Whether people did it for themselves. */
  readonly own: boolean;
  /** Whether it happened on Latchkey's own pages, and not through an application. */
  readonly here: boolean;
  readonly outcome: Outcome;
  /** A value of the entry's detail; empty where there is none. */
  readonly detail: (name: string) => string;
}

/** Sentence says what an entry records. */
export type Sentence = (told: Told) => string;

/** An attempt: right, wrong, or not looked at. */
const attempt =
  (right: (whom: string) => string, wrong: (whom: string) => string): Sentence =>
  ({ whom, outcome }) =>
    outcome === "success"
      ? right(whom)
      : outcome === "failure"
        ? wrong(whom)
        : `${whom} was turned away: a wait after wrong attempts still runs`;

/** Something done to a user's things, by themselves or by somebody else. */
const done =
  (own: (who: string) => string, other: (who: string, whom: string) => string): Sentence =>
  ({ own: isOwn, who, whom }) =>
    isOwn ? own(who) : other(who, whom);

const token =
  (doing: (who: string, serial: string, whom: string) => string): Sentence =>
  ({ who, whom, detail }) =>
    doing(who, detail("serial"), whom);

/** What an entry of the audit trail says, by its action: who did what for whom. */
export const auditSentences = {
  "password.check": attempt(
    (whom) => `${whom} entered the right password`,
    (whom) => `${whom} entered a wrong password`,
  ),
  "verification.login": (told) =>
    attempt(
      (whom) => (told.here ? `${whom} signed in to Latchkey` : `${whom} passed the second step`),
      (whom) =>
        told.here
          ? `${whom} failed at the second step of signing in to Latchkey`
          : `${whom} failed at the second step`,
    )(told),
  "verification.skip": ({ whom }) => `${whom} signed in without a second step`,
  "verification.elevation": attempt(
    (whom) => `${whom} unlocked the settings`,
    (whom) => `${whom} failed to unlock the settings`,
  ),
  "verification.confirmation": attempt(
    (whom) => `${whom} confirmed a new authenticator app`,
    (whom) => `${whom} typed a wrong code of a new authenticator app`,
  ),
  "verification.administration": attempt(
    (whom) => `${whom} confirmed an administrator's action by a code`,
    (whom) => `${whom} failed to confirm an administrator's action`,
  ),
  "verification.resynchronisation": attempt(
    (whom) => `A hardware token of ${whom} was found again by two codes`,
    (whom) => `A hardware token of ${whom} was not found by two codes`,
  ),
  "enrolment.begin": done(
    (who) => `${who} began to set up an authenticator app`,
    (who, whom) => `${who} began to set up an authenticator app for ${whom}`,
  ),
  "enrolment.complete": done(
    (who) => `${who} set up a second factor`,
    (who, whom) => `${who} set up a second factor for ${whom}`,
  ),
  "credential.rename": done(
    (who) => `${who} gave a device another name`,
    (who, whom) => `${who} gave a device of ${whom} another name`,
  ),
  "credential.revoke": done(
    (who) => `${who} revoked a second factor`,
    (who, whom) => `${who} revoked a second factor of ${whom}`,
  ),
  "second_factor.disable": done(
    (who) => `${who} turned the second factor off`,
    (who, whom) => `${who} turned the second factor of ${whom} off`,
  ),
  "recovery_key.renew": done(
    (who) => `${who} made a new recovery key or codes`,
    (who, whom) => `${who} made a new recovery key or codes for ${whom}`,
  ),
  "recovery_key.acknowledge": ({ whom }) => `${whom} confirmed that the new recovery key is saved`,
  "bypass_code.create": done(
    (who) => `${who} made a one-time code`,
    (who, whom) => `${who} made a one-time code for ${whom}`,
  ),
  "bypass_code.revoke": done(
    (who) => `${who} revoked a one-time code`,
    (who, whom) => `${who} revoked a one-time code of ${whom}`,
  ),
  "session.end": done(
    (who) => `${who} signed out, or ended a session of their own`,
    (who, whom) => `${who} ended a session of ${whom}`,
  ),
  "device.remember": ({ whom }) => `${whom} had the browser remembered`,
  "device.forget": done(
    (who) => `${who} had a remembered browser forgotten`,
    (who, whom) => `${who} had a remembered browser of ${whom} forgotten`,
  ),
  "ticket.issue": ({ who, whom }) => `${who} issued a link to the profile for ${whom}`,
  "ticket.open": ({ whom }) => `${whom} opened a link to the profile`,
  "setup.complete": ({ whom }) => `${whom} set this installation up as its first owner`,
  "token.import": ({ who, detail }) => `${who} imported ${detail("tokens") || "some"} hardware tokens`,
  "token.create": token((who, serial) => `${who} added the hardware token ${serial} to the stock`),
  "token.activate": token((who, serial) => `${who} took the hardware token ${serial} into the stock`),
  "token.provision_again": token((who, serial) => `${who} began to provision the token ${serial} again`),
  "token.access_code": token((who, serial) => `${who} looked at the access code of the token ${serial}`),
  "token.assign": token((who, serial, whom) => `${who} assigned the hardware token ${serial} to ${whom}`),
  "token.unassign": token(
    (who, serial, whom) => `${who} took the hardware token ${serial} back from ${whom}`,
  ),
  "token.suspend": token((who, serial) => `${who} suspended the hardware token ${serial}`),
  "token.resume": token((who, serial) => `${who} put the hardware token ${serial} to use again`),
  "token.lost": token((who, serial) => `${who} reported the hardware token ${serial} lost`),
  "token.found": token((who, serial) => `${who} found the hardware token ${serial}`),
  "token.revoke": token((who, serial) => `${who} revoked the hardware token ${serial} for good`),
  "access.refuse": ({ who }) => `${who} was refused something that they may not do`,
  "user.adopt": ({ who, whom }) => `${who} handed the user ${whom} over to the directory`,
  "user.create": ({ who, whom }) => `${who} created the user ${whom}`,
  "user.change": done(
    (who) => `${who} changed their own profile`,
    (who, whom) => `${who} changed the profile of ${whom}`,
  ),
  "user.roles": ({ who, whom }) => `${who} changed the roles of ${whom}`,
  "user.suspend": ({ who, whom }) => `${who} suspended ${whom}`,
  "user.resume": ({ who, whom }) => `${who} let ${whom} go on after a suspension`,
  "user.unblock": ({ who, whom }) => `${who} lifted the wait of ${whom}`,
  "user.rescue": ({ who, whom }) => `${who} rescued ${whom}: every second factor was removed`,
  "user.password": done(
    (who) => `${who} changed the password`,
    (who, whom) => `${who} set the password of ${whom}`,
  ),
  "user.password_link": ({ who, whom }) => `${who} issued a link by which ${whom} can set a password`,
  "user.language": ({ whom }) => `${whom} chose the language of letters`,
  "user.delete": ({ who, whom }) => `${who} deleted the user ${whom}`,
  "user.import_begin": ({ who }) => `${who} began to import users`,
  "user.import": ({ who }) => `${who} imported users`,
  "user.export": ({ who }) => `${who} exported users`,
  "group.rename": ({ who, detail }) => `${who} renamed the group ${detail("group")} to ${detail("to")}`,
  "group.delete": ({ who, detail }) => `${who} deleted the group ${detail("group")}`,
  "second_factor.require": ({ who, whom }) => `${who} requires a second factor of ${whom}`,
  "second_factor.release": ({ who, whom }) => `${who} no longer requires a second factor of ${whom}`,
  "second_factor.bulk": ({ who, detail }) =>
    `${who} changed the second factors of ${detail("done")} users at once`,
  "enforcement.begin": ({ detail }) =>
    `A second factor is required of more people: ${detail("letters")} letters follow`,
  "enforcement.letter": ({ whom, outcome }) =>
    outcome === "success"
      ? `${whom} was told by e-mail that a second factor is needed`
      : `${whom} could not be told that a second factor is needed`,
  "directory.sync": ({ who }) => `${who} took users over from the directory`,
  "directory.run": ({ who, outcome }) =>
    outcome === "success"
      ? `${who} brought the users into line with the directory`
      : `${who} could not bring the users into line with the directory`,
  "reminder.queue": ({ who }) => `${who} had users reminded to set up a second factor`,
  "reminder.letter": ({ whom, outcome }) =>
    outcome === "success"
      ? `${whom} was reminded by e-mail to set up a second factor`
      : `${whom} could not be reminded to set up a second factor`,
  "directory.test": ({ who }) => `${who} tried the connection to the directory`,
  "basic_authentication.refused": () => "Somebody tried HTTP basic authentication",
  "break_glass.use": ({ whom }) => `${whom} signed in with a printed break-glass code`,
  "break_glass.code_create": done(
    (who) => `${who} made a break-glass code`,
    (who, whom) => `${who} made a break-glass code for ${whom}`,
  ),
  "break_glass.code_revoke": ({ who }) => `${who} ended the break-glass code`,
  "audit.archive": ({ detail }) =>
    `${detail("entries")} old entries were moved to the archive ${detail("file")}`,
  "policy.change": ({ who }) => `${who} changed the policy`,
  "application.create": ({ who, detail }) => `${who} registered the application ${detail("name")}`,
  "application.change": ({ who }) => `${who} changed an application`,
  "application.suspend": ({ who }) => `${who} suspended an application: its keys are refused`,
  "application.resume": ({ who }) => `${who} let an application go on`,
  "application.delete": ({ who, detail }) => `${who} deleted the application ${detail("name")}`,
  "application_key.create": ({ who }) => `${who} made an API key for an application`,
  "application_key.revoke": ({ who }) => `${who} revoked an API key of an application`,
  "application.key_use": ({ who }) => `${who} used its API key`,
  "application.key_refused": () => "Somebody called with an API key that is not accepted",
  "audit.export": ({ who }) => `${who} exported the audit trail`,
} satisfies Record<string, Sentence>;

/** AuditSentences is what another language must provide; an action may come that no page knows yet. */
export type AuditSentences = Readonly<Record<keyof typeof auditSentences, Sentence>> &
  Readonly<Record<string, Sentence>>;
