import { counted } from "../counted.js";
import type { BulkTexts } from "../en/bulk.js";

const users = counted("de", { other: "# Benutzer" });
const ofUsers = counted("de", { one: "# Benutzer", other: "# Benutzern" });

/** Texts of what is done to many users at once, and of deleting one. */
export const bulk: BulkTexts = {
  everybody: "alle ohne zweiten Faktor",
  will: (count) => `Es geschieht bei ${ofUsers(count)}.`,
  unchanged: (count) => `Bei ${ofUsers(count)} ist es schon so.`,
  refused: (count) => `${users(count)} ausgelassen, und warum:`,
  none: "Es gibt nichts zu tun.",
  type: (word) => `Geben Sie „${word}“ ein, um fortzufahren`,
  typeWrong: "Das ist nicht, was dort steht.",
  done: (count) => `Erledigt bei ${ofUsers(count)}.`,
  tooMany: "Der Dienst ist nicht fertig geworden. Was erledigt ist, bleibt; wiederholen Sie es für den Rest.",
  close: "Fertig",
  user: "Benutzer",
  reason: "Grund",
  codes: {
    not_found: "Diesen Benutzer gibt es nicht.",
    forbidden:
      "Ihre Rolle reicht nicht an diesen Benutzer heran, oder ein zweiter Faktor ist vorgeschrieben.",
    conflict: "Ein Hardware-Token ist zugewiesen: Nehmen Sie es zuerst zurück.",
    too_many_groups: "Der Benutzer wäre in mehr als 200 Gruppen.",
    suspended: "Wer gesperrt ist, kann sich nicht anmelden.",
    protected: "Dieser Benutzer hat einen zweiten Faktor.",
    no_address: "Latchkey kennt keine E-Mail-Adresse dieses Benutzers.",
    reminded_lately: "Dieser Benutzer wurde in den letzten 24 Stunden erinnert oder wird es noch.",
  },
  more: "Mehr anzeigen",
  secondFactor: {
    require: {
      action: "Zweiten Faktor verlangen …",
      title: (whom) => `Zweiten Faktor verlangen: ${whom}?`,
      lead: "Ab der nächsten Anmeldung ist ein zweiter Faktor nötig, mit der Frist der Richtlinie, gleich was sie über die Gruppen sagt.",
      submit: "Verlangen",
    },
    release: {
      action: "Nicht mehr verlangen …",
      title: (whom) => `Zweiten Faktor nicht mehr verlangen: ${whom}?`,
      lead: "Was namentlich verlangt wurde, endet. Dann entscheidet nur noch die Richtlinie.",
      submit: "Nicht mehr verlangen",
    },
    disable: {
      action: "Zweite Faktoren abschalten …",
      title: (whom) => `Zweite Faktoren abschalten: ${whom}?`,
      lead: "Alle Apps, Sicherheitsschlüssel, Passkeys und Wiederherstellungsschlüssel enden sofort, und alle Sitzungen auch. Danach schützt nur noch das Passwort. Wer nach der Richtlinie einen zweiten Faktor braucht, wird ausgelassen.",
      submit: "Endgültig abschalten",
    },
    reset: {
      action: "Zweite Faktoren zurücksetzen …",
      title: (whom) => `Zweite Faktoren zurücksetzen: ${whom}?`,
      lead: "Alle Faktoren und Wiederherstellungsschlüssel enden sofort, Hardware-Token gehen zurück in den Bestand, und alle Sitzungen enden. Bis bei der nächsten Anmeldung ein neuer eingerichtet ist, schützt nur das Passwort.",
      submit: "Endgültig zurücksetzen",
    },
  },
  remind: {
    action: "Per E-Mail erinnern …",
    title: (whom) => `Per E-Mail erinnern: ${whom}?`,
    lead: "Wer keinen zweiten Faktor hat, bekommt einen Brief mit der Bitte, einen einzurichten. Niemand bekommt an einem Tag zwei.",
    submit: "Erinnerungen senden",
    noMail:
      "Es ist kein Mailserver eingerichtet: Setzen Sie LATCHKEY_SMTP_URL und LATCHKEY_MAIL_FROM, dann können Sie erinnern.",
    progress: (sent, all) => `${sent} von ${all} Erinnerungen gesendet.`,
    failed: (count) => `${count} ließen sich nicht senden.`,
  },
  remove: {
    action: "Löschen …",
    title: (name) => `${name} löschen?`,
    lead: "Das lässt sich nicht rückgängig machen. Es geschieht sofort:",
    ends: [
      "Alle Faktoren, der Wiederherstellungsschlüssel und das Passwort enden, und alle Sitzungen.",
      "Hardware-Token gehen mit ihren Zählern zurück in den Bestand, gesperrt.",
      "Das Protokoll behält, was der Benutzer getan hat. Der Name kann neu vergeben werden.",
    ],
    instead: "Wer wiederkommen könnte, wird besser gesperrt.",
    submit: "Endgültig löschen",
    done: (name) => `${name} ist gelöscht.`,
    forbidden: "Ihre Rolle reicht nicht an diesen Benutzer heran.",
  },
  required: "Ein zweiter Faktor wird von der Administration verlangt.",
};
