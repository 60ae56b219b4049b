import { counted } from "../counted.js";
import type { MailTexts } from "../en/mail.js";
import type { LetterFacts } from "../letter-facts.js";

/** Texts of the letters that the service sends; `letters` are by the kind of the notice. */
export const mail: MailTexts = {
  dates: "de",
  hello: (username) => `Guten Tag ${username},`,
  when: (instant) => `Wann: ${instant} UTC`,
  settings: (address) => `Ihre Sicherheitseinstellungen: ${address}`,
  foot: "Latchkey verschickt das von selbst, und niemand liest, was Sie antworten. Es fragt Sie nie nach einem Code, einem Wiederherstellungsschlüssel oder einem Passwort.",
  ownPages: "die Anmeldeseite von Latchkey",
  letters: {
    factor_added: {
      subject: "Ein zweiter Faktor wurde hinzugefügt",
      happened: ({ name }) =>
        `Von nun an können Sie sich mit einem weiteren zweiten Faktor anmelden: „${name}“.`,
      advice:
        "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, kann sich jemand anders als Sie anmelden: Widerrufen Sie ihn in Ihren Sicherheitseinstellungen, ändern Sie Ihr Passwort, und sagen Sie es Ihrer Administration.",
    },
    factor_removed: {
      subject: "Ein zweiter Faktor wurde entfernt",
      happened: ({ name }) =>
        `Dieser zweite Faktor von Ihnen wurde entfernt und kann nicht mehr benutzt werden: „${name}“.`,
      advice:
        "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, und wenn es auch nicht Ihre Administration für Sie getan hat, ändern Sie Ihr Passwort und sagen Sie es Ihrer Administration.",
    },
    recovery_key_used: {
      subject: "Ihr Wiederherstellungsschlüssel wurde benutzt",
      happened: () =>
        "Jemand hat sich mit Ihrem Wiederherstellungsschlüssel angemeldet. Er ist verbraucht, und dabei wurde gezeigt, was ihn ersetzt.",
      advice:
        "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, kennt jemand Ihr Passwort und hatte Ihren Wiederherstellungsschlüssel: Ändern Sie Ihr Passwort, erstellen Sie in Ihren Sicherheitseinstellungen einen neuen Wiederherstellungsschlüssel, und sagen Sie es Ihrer Administration.",
    },
    recovery_code_used: {
      subject: "Einer Ihrer Wiederherstellungscodes wurde benutzt",
      happened: ({ left, few }) =>
        `Jemand hat sich mit einem Ihrer Wiederherstellungscodes angemeldet. Dieser Code ist verbraucht. ${codesLeft(left, few)}`,
      advice:
        "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, kennt jemand Ihr Passwort und mindestens einen Ihrer Wiederherstellungscodes: Ändern Sie Ihr Passwort, erstellen Sie in Ihren Sicherheitseinstellungen neue Wiederherstellungscodes, und sagen Sie es Ihrer Administration.",
    },
    recovery_codes_renewed: {
      subject: "Sie haben neue Wiederherstellungscodes",
      happened: () =>
        "Für Sie wurden neue Wiederherstellungscodes erstellt. Was Sie bisher hatten, gilt nicht mehr: Vernichten Sie, was Sie davon aufbewahrt haben.",
      advice:
        "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, erstellen Sie in Ihren Sicherheitseinstellungen neue, ändern Sie Ihr Passwort, und sagen Sie es Ihrer Administration.",
    },
    recovery_key_renewed: {
      subject: "Sie haben einen neuen Wiederherstellungsschlüssel",
      happened: () =>
        "Für Sie wurde ein neuer Wiederherstellungsschlüssel erstellt. Der alte gilt nicht mehr: Vernichten Sie, was Sie davon aufbewahrt haben.",
      advice:
        "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, erstellen Sie in Ihren Sicherheitseinstellungen einen anderen, ändern Sie Ihr Passwort, und sagen Sie es Ihrer Administration.",
    },
    bypass_code_made: {
      subject: "Für Sie wurde ein Einmalcode erstellt",
      happened: ({ left, until }) =>
        `Ihr Helpdesk oder Ihre Administration hat einen Einmalcode erstellt, mit dem Sie sich ohne Ihr Gerät anmelden können. Er gilt für ${left === 1 ? "eine Anmeldung" : `${left} Anmeldungen`}, bis ${until} UTC.`,
      advice:
        "Wenn Sie darum gebeten haben, ist nichts zu tun. Wenn nicht, versucht vielleicht jemand, sich als Sie anzumelden: Sagen Sie es sofort Ihrer Administration, die den Code widerrufen kann, und ändern Sie Ihr Passwort.",
    },
    bypass_code_used: {
      subject: "Mit einem Einmalcode hat sich jemand als Sie angemeldet",
      happened: ({ left }) =>
        `Jemand hat sich mit einem Einmalcode angemeldet, den Ihr Helpdesk oder Ihre Administration für Sie erstellt hat. Verbleibende Anmeldungen: ${left}.`,
      advice:
        "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, hat jemand Ihr Passwort und diesen Code: Sagen Sie es sofort Ihrer Administration, und ändern Sie Ihr Passwort.",
    },
    break_glass_code_made: {
      subject: "Sie haben einen neuen Notfall-Code",
      happened: () =>
        "Für Sie wurde ein Notfall-Code erzeugt: Mit ihm und Ihrem Passwort können Sie sich in einem Notfall anmelden. Der vorige gilt nicht mehr.",
      advice:
        "Wenn Sie das waren, bewahren Sie ihn gedruckt und verschlossen auf. Wenn nicht, beenden Sie ihn in der Verwaltung, ändern Sie Ihr Passwort und sagen Sie es den anderen Eigentümern.",
    },
    break_glass_used: {
      subject: "Ein Notfall-Code wurde benutzt",
      happened: ({ name }) =>
        `Der Notfall-Zugang ist an, und ${name} hat sich mit einem gedruckten Notfall-Code anstelle eines zweiten Faktors angemeldet. Dieser Code ist verbraucht.`,
      advice:
        "Wenn Sie von dem Notfall wissen, ist nichts zu tun. Wenn nicht, beenden Sie ihn sofort: Entfernen Sie LATCHKEY_BREAK_GLASS, starten Sie Latchkey neu und sehen Sie das Protokoll durch.",
    },
    password_changed: {
      subject: "Ihr Passwort wurde geändert",
      happened: () =>
        "Ihr Passwort wurde geändert. Überall sonst sind Sie abgemeldet, und kein Browser ist mehr gemerkt.",
      advice:
        "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, und wenn es auch nicht Ihre Administration für Sie getan hat, kann sich vielleicht jemand anders als Sie anmelden: Sagen Sie es Ihrer Administration.",
    },
    address_changed: {
      subject: "Ihre E-Mail-Adresse wurde geändert",
      happened: () =>
        "Für Sie wurde eine andere E-Mail-Adresse eingetragen, oder diese wurde entfernt. Briefe über Ihren zweiten Faktor kommen nicht mehr hierher.",
      advice:
        "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, und wenn es auch nicht Ihre Administration für Sie getan hat, ist vielleicht jemand anders in Ihren Einstellungen: Sagen Sie es Ihrer Administration.",
    },
    factor_required: {
      subject: "Zum Anmelden brauchen Sie einen zweiten Faktor",
      happened: ({ applications, others }) => {
        const named = applications.join(", ") + (others ? " und weiteren" : "");
        const where = applications.length === 0 ? "" : ` bei: ${named}`;
        return `Ihre Organisation verlangt zur Anmeldung jetzt neben Ihrem Passwort einen zweiten Faktor von Ihnen${where}.`;
      },
      advice: ({ grace, setsUp }) => {
        const way = setsUp
          ? "Bei Ihrer nächsten Anmeldung werden Sie Seite für Seite hindurchgeführt; es dauert zwei Minuten. Wenn Sie ein Passwort für Latchkeys eigene Seite haben, können Sie das auch jetzt tun, unter der folgenden Adresse."
          : "Sie bekommen von Ihrer Administration ein Hardware-Token. Was dafür zu tun ist, steht bei Ihrer nächsten Anmeldung und unter der folgenden Adresse.";
        return `${way} ${deadline(grace)}`;
      },
    },
    factor_reminder: {
      subject: "Bitte richten Sie einen zweiten Faktor ein",
      happened: () =>
        "Ihre Administration erinnert Sie: Bisher schützt allein Ihr Passwort Ihre Anmeldung. Wer es erfährt, kann sich als Sie anmelden. Ein zweiter Faktor verhindert das.",
      advice: ({ setsUp }) =>
        setsUp
          ? "Richten Sie einen unter der folgenden Adresse ein: Das dauert zwei Minuten. Eine App auf Ihrem Telefon genügt, oder ein Sicherheitsschlüssel."
          : "Sie bekommen ein Hardware-Token von Ihrer Administration. Was dafür zu tun ist, steht bei Ihrer nächsten Anmeldung und unter der folgenden Adresse.",
    },
    blocked: {
      subject: "Falsche zweite Faktoren: Sie müssen eine Weile warten",
      happened: ({ name }) =>
        `Ihr zweiter Faktor wurde mehrmals nacheinander falsch beantwortet, und zwar über: ${name}. Sie müssen einen Moment warten, und mit jedem weiteren Fehlversuch länger.`,
      advice:
        "Wenn Sie das waren, warten Sie und versuchen Sie es noch einmal. Wenn nicht, kennt vielleicht jemand Ihr Passwort: Ändern Sie es, und sagen Sie es Ihrer Administration; sie kann auch die Wartezeit aufheben.",
    },
    test: {
      subject: "Eine Probe der Briefe von Latchkey",
      happened: () =>
        "Jemand in der Verwaltung hat diesen Brief angefordert, um zu sehen, dass Briefe ankommen. Sie kommen an.",
      advice:
        "Es ist nichts zu tun. Wenn nicht Sie ihn angefordert haben, sagen Sie es Ihrer Administration.",
    },
  },
};

const signIns = counted("de", {
  one: "Sie können sich noch einmal ohne ihn anmelden; danach geht es nicht mehr.",
  other: "Sie können sich noch # Mal ohne ihn anmelden; danach geht es nicht mehr.",
});

function deadline(grace: LetterFacts["grace"]): string {
  if (grace === null) return "Von nun an geht es nicht mehr ohne ihn.";
  if ("logins" in grace) return signIns(grace.logins);
  return `Sie können das bis zum ${grace.until} UTC aufschieben; danach geht es nicht mehr ohne ihn.`;
}

function codesLeft(left: number, isFew: boolean): string {
  const few = isFew ? " Erstellen Sie in Ihren Sicherheitseinstellungen neue." : "";
  return left === 0 ? `Es war der letzte.${few}` : `Verbleibende Codes: ${left}.${few}`;
}
