import type { TokenTexts } from "../en/token.js";

/** Texts of the page of one hardware token. */
export const token: TokenTexts = {
  title: (serial) => `Token ${serial}`,
  back: "Alle Token",
  loading: "Einen Moment",
  notFound: {
    heading: "Dieses Token gibt es nicht",
    lead: (serial) => `Kein Token im Bestand hat die Seriennummer ${serial}.`,
  },
  facts: {
    title: "Angaben",
    user: "Benutzer",
    nobody: "Niemand hat es",
    type: "Art",
    codes: (digits) => `${digits} Ziffern`,
    each: (seconds) => `alle ${seconds} Sekunden ein neuer Code`,
    press: "bei jedem Knopfdruck ein neuer Code",
    tap: "44 Buchstaben bei jeder Berührung",
    algorithm: "Algorithmus",
    maker: "Modell",
    unknown: "Nicht bekannt",
    publicId: "Öffentliche ID",
    added: "Hinzugefügt",
    imported: "mit einer Seed-Datei",
    changed: "Zuletzt geändert",
  },
  actions: {
    title: "Was zu tun ist",
    final: "Dieses Token ist endgültig widerrufen. Wenn es wieder auftaucht, entsorgen Sie es.",
    readOnly: "Ihre Rolle darf Token ansehen und nicht ändern.",
    conflict:
      "Inzwischen hat jemand anders dieses Token geändert. Schließen Sie das hier, und sehen Sie noch einmal nach seinem Zustand.",
    forbidden: "Ihre Rolle reicht nicht bis zu diesem Benutzer.",
  },
  assign: {
    action: "Einem Benutzer zuweisen",
    title: (serial) => `${serial} zuweisen`,
    lead: "Die Person kann sich sofort damit anmelden und erfährt es per E-Mail.",
    username: "Benutzername",
    missing: "Bitte geben Sie einen Benutzernamen ein.",
    noUser: "Es gibt keinen Benutzer mit diesem Namen.",
    conflict:
      "Dieses Token ist nicht mehr auf Lager, oder der Benutzer hat so viele Token, wie man haben kann.",
    submit: "Zuweisen",
    done: (user) => `Das Token ist ${user} zugewiesen.`,
  },
  moves: {
    activate: {
      action: "In den Bestand aufnehmen",
      ask: (serial) => `${serial} in den Bestand aufnehmen?`,
      lead: () =>
        "Das Beschreiben dieses Tokens hat begonnen und wurde nicht abgeschlossen. Nehmen Sie es nur auf, wenn Sie wissen, dass der Schlüssel sein Geheimnis enthält.",
      submit: "In den Bestand aufnehmen",
      done: "Das Token ist auf Lager.",
    },
    unassign: {
      action: "Zurücknehmen",
      ask: (serial) => `${serial} zurücknehmen?`,
      lead: (user) =>
        `${user ?? "Die Person"} kann sich nicht mehr damit anmelden, und es kann jemand anderem zugewiesen werden. Benutzte Codes bleiben benutzt.`,
      submit: "Zurücknehmen",
      done: "Das Token ist zurückgenommen.",
    },
    suspend: {
      action: "Sperren",
      ask: (serial) => `${serial} sperren?`,
      lead: (user) =>
        user === null
          ? "Es kann nicht zugewiesen werden, bis Sie die Sperre aufheben."
          : `${user} kann sich nicht damit anmelden, bis Sie die Sperre aufheben.`,
      submit: "Sperren",
      done: "Das Token ist gesperrt.",
    },
    resume: {
      action: "Sperre aufheben",
      ask: (serial) => `Sperre von ${serial} aufheben?`,
      lead: (user) =>
        user === null
          ? "Es kann wieder zugewiesen werden."
          : `${user} kann sich sofort wieder damit anmelden.`,
      submit: "Sperre aufheben",
      done: "Das Token ist wieder in Gebrauch.",
    },
    lost: {
      action: "Als verloren melden",
      ask: (serial) => `${serial} als verloren melden?`,
      lead: (user) =>
        user === null
          ? "Es kann nicht zugewiesen werden, bis es wiedergefunden ist."
          : `Die Codes gelten sofort nicht mehr; wer es findet, kann nichts damit anfangen. Es bleibt ${user} zugeordnet: Wird es gefunden, gilt es wieder.`,
      submit: "Als verloren melden",
      done: "Das Token ist als verloren gemeldet.",
    },
    found: {
      action: "Wiedergefunden",
      ask: (serial) => `Wurde ${serial} gefunden?`,
      lead: (user) =>
        user === null
          ? "Es geht in den Bestand zurück."
          : `${user} kann sich sofort wieder damit anmelden. Vergewissern Sie sich, dass es niemand anders hatte.`,
      submit: "Wiedergefunden",
      done: "Das Token ist wiedergefunden.",
    },
    revoke: {
      action: "Endgültig widerrufen",
      ask: (serial) => `${serial} endgültig widerrufen?`,
      lead: (user) =>
        `${user === null ? "Es" : `${user} kann sich nicht mehr damit anmelden, und es`} kann nie wieder benutzt oder zugewiesen werden. Das lässt sich nicht rückgängig machen.`,
      submit: "Endgültig widerrufen",
      done: "Das Token ist widerrufen.",
    },
  },
  history: {
    title: "Verlauf",
    lead: "Was mit ihm und durch es geschah, das Neueste zuerst.",
    empty: "Noch ist nichts geschehen.",
    list: "Verlauf dieses Tokens, das Neueste zuerst",
    by: (actor) => `von ${actor}`,
    for: (user) => `für ${user}`,
    more: "Mehr anzeigen",
    other: "Etwas anderes ist geschehen",
    outcomes: { failure: "Fehlgeschlagen", refused: "Nicht geprüft, zu viele Versuche" },
    actions: {
      "token.create": "In den Bestand aufgenommen",
      "token.activate": "Nach dem Beschreiben aufgenommen",
      "token.provision_again": "Beschreiben noch einmal begonnen",
      "token.access_code": "Zugangscode des Slots angesehen",
      "token.assign": "Zugewiesen",
      "token.unassign": "Zurückgenommen",
      "token.suspend": "Gesperrt",
      "token.resume": "Sperre aufgehoben",
      "token.lost": "Als verloren gemeldet",
      "token.found": "Wiedergefunden",
      "token.revoke": "Widerrufen",
      "verification.login": "Damit angemeldet",
      "verification.confirmation": "Erstmals benutzt",
      "verification.elevation": "Einstellungen damit entsperrt",
      "verification.administration": "Vorgang in der Verwaltung bestätigt",
      "verification.resynchronisation": "Neu synchronisiert",
    },
  },
  label: {
    title: "Etikett",
    lead: "Für die Schachtel oder den Umschlag des Tokens. Darauf stehen die Seriennummer und nichts Geheimes.",
    print: "Etikett drucken",
    qr: (serial) => `QR-Code der Seriennummer ${serial}`,
    for: "Für",
  },
};
