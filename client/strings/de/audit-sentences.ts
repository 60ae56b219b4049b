import type { AuditSentences, Sentence } from "../en/audit-sentences.js";

/** Ein Versuch: richtig, falsch oder gar nicht geprüft. */
const attempt =
  (right: (whom: string) => string, wrong: (whom: string) => string): Sentence =>
  ({ whom, outcome }) =>
    outcome === "success"
      ? right(whom)
      : outcome === "failure"
        ? wrong(whom)
        : `${whom} wurde abgewiesen: Eine Wartezeit nach Fehlversuchen läuft noch`;

/** Was jemand an eigenen Dingen tut oder an denen eines anderen. */
const done =
  (own: (who: string) => string, other: (who: string, whom: string) => string): Sentence =>
  ({ own: isOwn, who, whom }) =>
    isOwn ? own(who) : other(who, whom);

const token =
  (doing: (who: string, serial: string, whom: string) => string): Sentence =>
  ({ who, whom, detail }) =>
    doing(who, detail("serial"), whom);

/** What an entry of the audit trail says, by its action: who did what for whom. */
export const auditSentences: AuditSentences = {
  "password.check": attempt(
    (whom) => `${whom} hat das richtige Passwort eingegeben`,
    (whom) => `${whom} hat ein falsches Passwort eingegeben`,
  ),
  "verification.login": (told) =>
    attempt(
      (whom) =>
        told.here ? `${whom} hat sich bei Latchkey angemeldet` : `${whom} hat den zweiten Schritt bestanden`,
      (whom) =>
        told.here
          ? `${whom} ist am zweiten Schritt der Anmeldung bei Latchkey gescheitert`
          : `${whom} ist am zweiten Schritt gescheitert`,
    )(told),
  "verification.skip": ({ whom }) => `${whom} hat sich ohne zweiten Schritt angemeldet`,
  "verification.elevation": attempt(
    (whom) => `${whom} hat die Einstellungen entsperrt`,
    (whom) => `${whom} konnte die Einstellungen nicht entsperren`,
  ),
  "verification.confirmation": attempt(
    (whom) => `${whom} hat eine neue Authentifizierungs-App bestätigt`,
    (whom) => `${whom} hat einen falschen Code einer neuen Authentifizierungs-App eingegeben`,
  ),
  "verification.administration": attempt(
    (whom) => `${whom} hat einen Vorgang in der Verwaltung mit einem Code bestätigt`,
    (whom) => `${whom} konnte einen Vorgang in der Verwaltung nicht bestätigen`,
  ),
  "verification.resynchronisation": attempt(
    (whom) => `Ein Hardware-Token von ${whom} wurde neu synchronisiert`,
    (whom) => `Ein Hardware-Token von ${whom} ließ sich nicht neu synchronisieren`,
  ),
  "enrolment.begin": done(
    (who) => `${who} hat begonnen, eine Authentifizierungs-App einzurichten`,
    (who, whom) => `${who} hat begonnen, für ${whom} eine Authentifizierungs-App einzurichten`,
  ),
  "enrolment.complete": done(
    (who) => `${who} hat einen zweiten Faktor eingerichtet`,
    (who, whom) => `${who} hat für ${whom} einen zweiten Faktor eingerichtet`,
  ),
  "credential.rename": done(
    (who) => `${who} hat ein Gerät umbenannt`,
    (who, whom) => `${who} hat ein Gerät von ${whom} umbenannt`,
  ),
  "credential.revoke": done(
    (who) => `${who} hat einen zweiten Faktor widerrufen`,
    (who, whom) => `${who} hat einen zweiten Faktor von ${whom} widerrufen`,
  ),
  "second_factor.disable": done(
    (who) => `${who} hat den zweiten Faktor abgeschaltet`,
    (who, whom) => `${who} hat den zweiten Faktor von ${whom} abgeschaltet`,
  ),
  "recovery_key.renew": done(
    (who) => `${who} hat einen neuen Wiederherstellungsschlüssel oder neue Codes erstellt`,
    (who, whom) => `${who} hat für ${whom} einen neuen Wiederherstellungsschlüssel oder neue Codes erstellt`,
  ),
  "recovery_key.acknowledge": ({ whom }) =>
    `${whom} hat bestätigt, dass der neue Wiederherstellungsschlüssel gesichert ist`,
  "bypass_code.create": done(
    (who) => `${who} hat einen Einmalcode erstellt`,
    (who, whom) => `${who} hat für ${whom} einen Einmalcode erstellt`,
  ),
  "bypass_code.revoke": done(
    (who) => `${who} hat einen Einmalcode widerrufen`,
    (who, whom) => `${who} hat einen Einmalcode von ${whom} widerrufen`,
  ),
  "session.end": done(
    (who) => `${who} hat sich abgemeldet oder eine eigene Sitzung beendet`,
    (who, whom) => `${who} hat eine Sitzung von ${whom} beendet`,
  ),
  "device.remember": ({ whom }) => `${whom} hat den Browser merken lassen`,
  "device.forget": done(
    (who) => `${who} hat einen gemerkten Browser vergessen lassen`,
    (who, whom) => `${who} hat einen gemerkten Browser von ${whom} vergessen lassen`,
  ),
  "ticket.issue": ({ who, whom }) => `${who} hat für ${whom} einen Link auf das Profil ausgestellt`,
  "ticket.open": ({ whom }) => `${whom} hat einen Link auf das Profil geöffnet`,
  "setup.complete": ({ whom }) => `${whom} hat diese Installation als erster Eigentümer eingerichtet`,
  "token.import": ({ who, detail }) => `${who} hat Hardware-Token importiert: ${detail("tokens")}`,
  "token.create": token(
    (who, serial) => `${who} hat das Hardware-Token ${serial} in den Bestand aufgenommen`,
  ),
  "token.activate": token((who, serial) => `${who} hat das Hardware-Token ${serial} auf Lager genommen`),
  "token.provision_again": token(
    (who, serial) => `${who} hat begonnen, das Token ${serial} neu zu beschreiben`,
  ),
  "token.access_code": token((who, serial) => `${who} hat den Zugriffscode des Tokens ${serial} angesehen`),
  "token.assign": token((who, serial, whom) => `${who} hat ${whom} das Hardware-Token ${serial} zugewiesen`),
  "token.unassign": token(
    (who, serial, whom) => `${who} hat das Hardware-Token ${serial} von ${whom} zurückgenommen`,
  ),
  "token.suspend": token((who, serial) => `${who} hat das Hardware-Token ${serial} gesperrt`),
  "token.resume": token((who, serial) => `${who} hat die Sperre des Hardware-Tokens ${serial} aufgehoben`),
  "token.lost": token((who, serial) => `${who} hat das Hardware-Token ${serial} als verloren gemeldet`),
  "token.found": token((who, serial) => `${who} hat das Hardware-Token ${serial} wiedergefunden`),
  "token.revoke": token((who, serial) => `${who} hat das Hardware-Token ${serial} endgültig widerrufen`),
  "access.refuse": ({ who }) => `${who} durfte etwas nicht und wurde abgewiesen`,
  "user.adopt": ({ who, whom }) => `${who} hat den Benutzer ${whom} dem Verzeichnis übergeben`,
  "user.create": ({ who, whom }) => `${who} hat den Benutzer ${whom} angelegt`,
  "user.change": done(
    (who) => `${who} hat das eigene Profil geändert`,
    (who, whom) => `${who} hat das Profil von ${whom} geändert`,
  ),
  "user.roles": ({ who, whom }) => `${who} hat die Rollen von ${whom} geändert`,
  "user.suspend": ({ who, whom }) => `${who} hat ${whom} gesperrt`,
  "user.resume": ({ who, whom }) => `${who} hat die Sperre von ${whom} aufgehoben`,
  "user.unblock": ({ who, whom }) => `${who} hat die Wartezeit von ${whom} aufgehoben`,
  "user.rescue": ({ who, whom }) =>
    `${who} hat die Aussperrung von ${whom} behoben: Jeder zweite Faktor wurde entfernt`,
  "user.password": done(
    (who) => `${who} hat das Passwort geändert`,
    (who, whom) => `${who} hat das Passwort von ${whom} festgelegt`,
  ),
  "user.password_link": ({ who, whom }) =>
    `${who} hat einen Link ausgestellt, mit dem ${whom} ein Passwort festlegen kann`,
  "user.language": ({ whom }) => `${whom} hat die Sprache der Briefe gewählt`,
  "user.delete": ({ who, whom }) => `${who} hat den Benutzer ${whom} gelöscht`,
  "user.import_begin": ({ who }) => `${who} hat begonnen, Benutzer zu importieren`,
  "user.import": ({ who }) => `${who} hat Benutzer importiert`,
  "user.export": ({ who }) => `${who} hat Benutzer exportiert`,
  "group.rename": ({ who, detail }) =>
    `${who} hat die Gruppe ${detail("group")} in ${detail("to")} umbenannt`,
  "group.delete": ({ who, detail }) => `${who} hat die Gruppe ${detail("group")} gelöscht`,
  "second_factor.require": ({ who, whom }) => `${who} verlangt von ${whom} einen zweiten Faktor`,
  "second_factor.release": ({ who, whom }) => `${who} verlangt von ${whom} keinen zweiten Faktor mehr`,
  "second_factor.bulk": ({ who, detail }) =>
    `${who} hat die zweiten Faktoren von ${detail("done")} Benutzern auf einmal geändert`,
  "enforcement.begin": ({ detail }) =>
    `Ein zweiter Faktor wird von mehr Personen verlangt: ${detail("letters")} Briefe folgen`,
  "enforcement.letter": ({ whom, outcome }) =>
    outcome === "success"
      ? `${whom} hat per E-Mail erfahren, dass ein zweiter Faktor gebraucht wird`
      : `${whom} konnte nicht erfahren, dass ein zweiter Faktor gebraucht wird`,
  "directory.sync": ({ who }) => `${who} hat Benutzer aus dem Verzeichnis übernommen`,
  "directory.run": ({ who, outcome }) =>
    outcome === "success"
      ? `${who} hat die Benutzer mit dem Verzeichnis abgeglichen`
      : `${who} konnte die Benutzer nicht mit dem Verzeichnis abgleichen`,
  "reminder.queue": ({ who }) =>
    `${who} hat Benutzer an das Einrichten eines zweiten Faktors erinnern lassen`,
  "reminder.letter": ({ whom, outcome }) =>
    outcome === "success"
      ? `${whom} wurde per E-Mail an das Einrichten eines zweiten Faktors erinnert`
      : `${whom} konnte nicht an das Einrichten eines zweiten Faktors erinnert werden`,
  "directory.test": ({ who }) => `${who} hat die Verbindung zum Verzeichnis geprüft`,
  "basic_authentication.refused": () => "Jemand hat sich mit HTTP Basic versucht",
  "break_glass.use": ({ whom }) => `${whom} hat sich mit einem gedruckten Notfall-Code angemeldet`,
  "break_glass.code_create": ({ own, who, whom }) =>
    own ? `${who} hat einen Notfall-Code erzeugt` : `${who} hat für ${whom} einen Notfall-Code erzeugt`,
  "break_glass.code_revoke": ({ who }) => `${who} hat den Notfall-Code beendet`,
  "audit.archive": ({ detail }) =>
    `${detail("entries")} alte Einträge wurden in das Archiv ${detail("file")} verschoben`,
  "policy.change": ({ who }) => `${who} hat die Richtlinie geändert`,
  "application.create": ({ who, detail }) => `${who} hat die Anwendung ${detail("name")} registriert`,
  "application.change": ({ who }) => `${who} hat eine Anwendung geändert`,
  "application.suspend": ({ who }) =>
    `${who} hat eine Anwendung gesperrt: Ihre Schlüssel werden nicht angenommen`,
  "application.resume": ({ who }) => `${who} hat die Sperre einer Anwendung aufgehoben`,
  "application.delete": ({ who, detail }) => `${who} hat die Anwendung ${detail("name")} gelöscht`,
  "application_key.create": ({ who }) => `${who} hat einen API-Schlüssel für eine Anwendung erstellt`,
  "application_key.revoke": ({ who }) => `${who} hat einen API-Schlüssel einer Anwendung widerrufen`,
  "application.key_use": ({ who }) => `${who} hat ihren API-Schlüssel benutzt`,
  "application.key_refused": () => "Jemand hat einen API-Schlüssel benutzt, der nicht angenommen wird",
  "audit.export": ({ who }) => `${who} hat das Protokoll exportiert`,
};
