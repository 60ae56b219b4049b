import { counted } from "../counted.js";
import type { PolicyTexts } from "../en/policy.js";

/** Texts of the policy's page. */
export const policy: PolicyTexts = {
  title: "Richtlinie",
  lead: "Wer einen zweiten Faktor braucht, welche erlaubt sind und in welcher Reihenfolge nach ihnen gefragt wird.",
  readOnly: "Ihre Rolle darf die Richtlinie ansehen und nicht ändern.",
  version: (version) => (version === 0 ? "Wie installiert, nie geändert" : `Version ${version}`),
  save: {
    unsaved: "Sie haben Änderungen, die nicht gespeichert sind. Sie gelten noch für niemanden.",
    kept: "Ihre Änderungen von vorhin sind noch da und nicht gespeichert.",
    submit: "Richtlinie speichern",
    discard: "Änderungen verwerfen",
    done: (version) =>
      `Die Richtlinie ist als Version ${version} gespeichert. Sie gilt innerhalb von fünf Sekunden überall.`,
    faulty: "Auf dieser Seite stimmt etwas noch nicht. Bitte sehen Sie nach den roten Bemerkungen.",
    refused: (reason) => `Die Richtlinie wurde nicht gespeichert: ${reason}`,
    conflict: (by, version) =>
      `Die Richtlinie wurde nicht gespeichert: ${by} hat inzwischen Version ${version} gespeichert. Laden Sie diese, und nehmen Sie Ihre Änderungen noch einmal vor.`,
    conflictUnknown:
      "Die Richtlinie wurde nicht gespeichert: Jemand hat sie inzwischen geändert. Laden Sie sie neu, und nehmen Sie Ihre Änderungen noch einmal vor.",
    loadAgain: "Meine Änderungen verwerfen und die neue laden",
    loaded: "Die Richtlinie ist so geladen, wie sie jetzt ist.",
  },
  enforcement: {
    title: "Wer einen zweiten Faktor haben muss",
    for: "Einen zweiten Faktor brauchen",
    options: {
      nobody: ["Niemand", "Alle dürfen einen einrichten. Niemand muss, außer Benutzern mit einer Rolle."],
      everybody: ["Alle", ""],
      groups: ["Ausgewählte Gruppen", ""],
      applications: ["Alle, die sich bei ausgewählten Anwendungen anmelden", ""],
      privileged: [
        "Benutzer mit einer Rolle",
        "Eigentümer, Administratoren, Helpdesk und Prüfer, und sonst niemand.",
      ],
    },
    groups: "Gruppen",
    applications: "Anwendungen",
    applicationsHint: "Ihre Kennungen, eine je Zeile.",
    oneALine: "Eine je Zeile.",
    exempt: "Ausgenommene Gruppen",
    exemptHint: "Eine je Zeile. Die Ausnahme geht vor, außer bei Benutzern mit einer Rolle.",
    graceUntil: "Schonfrist bis zum Ende des",
    graceUntilHint: "Bis dahin geht es auch ohne zweiten Faktor weiter. Leer: kein solcher Tag.",
    graceLogins: "Schonfrist für eine Anzahl Anmeldungen",
    graceLoginsHint: "So oft darf jede Person ohne zweiten Faktor weiter. 0 bis 100.",
  },
  rules: {
    title: "Regeln für alle",
    lead: "Eine Gruppe kann einige davon anders haben, weiter unten.",
    names: {
      factors: "Erlaubte Faktoren, in ihrer Reihenfolge",
      enrol: "Was Benutzer selbst einrichten dürfen",
      selfAssignTokens: "Token, die ausgegeben wurden, ohne zugewiesen zu sein",
      recovery: "Wenn ein Gerät verloren geht",
      userVerification: "PIN oder Finger bei Sicherheitsschlüsseln",
      attestation: "Nachweis des Modells eines Sicherheitsschlüssels",
      passkeySignIn: "Anmeldung allein mit einem Passkey",
      networks: "Netze ohne zweiten Schritt",
      rememberDays: "Tage, die ein Browser gemerkt werden darf",
      tokenMessage: "Mitteilung für alle, die nichts einrichten dürfen",
    },
    factorsHint:
      "Nach dem ersten, den ein Benutzer hat, wird gefragt; die übrigen werden als anderer Weg angeboten. Was ein Benutzer selbst bevorzugt, steht vorn, ein Wiederherstellungsschlüssel oder -code zuletzt.",
    factors: {
      webauthn: "Sicherheitsschlüssel oder Passkey",
      totp: "Code einer App oder eines Tokens, nach Zeit",
      hotp: "Code eines Tokens, nach Zähler",
      "yubico-otp": "YubiKey, der tippt",
    },
    order: "Erlaubte Faktoren",
    notAllowed: "Nicht erlaubt",
    noneAllowed: "Kein Faktor ist erlaubt: Wer einen hat, könnte sich nicht anmelden.",
    disallow: (name) => `${name} nicht erlauben`,
    disallowShort: "Nicht erlauben",
    allow: (name) => `${name} erlauben`,
    enrol: [
      ["app", "Eine Authentifizierungs-App"],
      ["device", "Sicherheitsschlüssel und Passkeys"],
    ],
    enrolHint: "Keines von beiden: für Organisationen, die nur Hardware-Token ausgeben.",
    selfAssignTokens: [
      ["false", "Nur die Administration weist sie zu"],
      ["true", "Benutzer übernehmen ihres mit Seriennummer und Code"],
    ],
    recoveryHint:
      "Das kommt mit dem ersten Faktor. Was Benutzer haben, gilt weiter, bis es ersetzt wird; mit „keines von beiden“ endet es sofort.",
    recovery: [
      ["key", "Ein Wiederherstellungsschlüssel, bei Gebrauch ersetzt"],
      ["codes", "Zehn Wiederherstellungscodes, jeder gilt einmal"],
      ["none", "Keines von beiden: nur die Administration kann helfen"],
    ],
    userVerification: [
      ["required", "Verlangt"],
      ["preferred", "Verlangt, wo der Schlüssel es kann"],
      ["discouraged", "Nur Berührung"],
    ],
    attestation: [
      ["none", "Nicht gefragt"],
      ["direct", "Gefragt, und gespeichert, wo er gegeben wird"],
      ["required", "Verlangt: nur Schlüssel bekannter Hersteller"],
    ],
    passkeySignIn: [
      ["off", "Aus: Zuerst kommt immer ein Passwort"],
      ["device-bound", "Mit Passkeys, die auf ihrem Gerät bleiben"],
      ["any", "Mit jedem Passkey, auch synchronisierten"],
    ],
    networksHint:
      "Adressen und Bereiche wie 10.0.0.0/8 oder fd00::/8, eine je Zeile. Von dort genügt das Passwort.",
    badNetwork: (line) => `„${line}“ ist weder eine Adresse noch ein Bereich wie 10.0.0.0/8.`,
    rememberHint: "0 für nie. Höchstens 365.",
    badDays: "Eine Zahl von 0 bis 365.",
    messageHint:
      "Wird anstelle der Einrichtung gezeigt. **fett**, *kursiv*, Listen mit - und [Links](https://example.org) sind möglich; HTML nicht.",
    preview: "Vorschau",
  },
  groups: {
    title: "Regeln für Gruppen",
    lead: "Wer in mehreren Gruppen ist, bekommt eine Regel von der ersten dieser Liste, die sie nennt.",
    empty: "Keine Gruppe hat eigene Regeln: Die Regeln oben gelten für alle.",
    order: "Gruppen, die erste entscheidet",
    name: "Name der Gruppe",
    add: "Gruppe hinzufügen",
    missing: "Bitte geben Sie den Namen einer Gruppe ein.",
    taken: "Diese Gruppe steht schon in der Liste.",
    remove: (group) => `Regeln von ${group} entfernen`,
    removeShort: "Entfernen",
    rulesOf: (group) => `Regeln von ${group}`,
    addRule: "Was für diese Gruppe anders ist",
    choose: "Regel wählen…",
    none: "Noch ist nichts anders.",
    asDefault: (name) => `Wie für alle: ${name}`,
    asDefaultShort: "Wie für alle",
  },
  letters: {
    title: "Per E-Mail benachrichtigt",
    lead: "Wer von jetzt an einen zweiten Faktor braucht und keinen hat, bekommt einen Brief: was bei der nächsten Anmeldung geschieht, bis wann, und wo man ihn einrichtet.",
    noMail:
      "Es ist kein Mailserver eingerichtet (LATCHKEY_SMTP_URL). Die Briefe warten, bis es einen gibt; die Betroffenen erfahren es bei ihrer nächsten Anmeldung.",
    would: (count) => {
      if (count === 0) return "Wenn Sie das speichern, muss niemand benachrichtigt werden.";
      return `Wenn Sie das speichern, ${count === 1 ? "wird 1 Benutzer" : `werden ${count} Benutzer`} benachrichtigt.`;
    },
    withoutAddress: (count) =>
      count === 1
        ? "1 Benutzer, der einen zweiten Faktor braucht, hat keine E-Mail-Adresse."
        : `${count} Benutzer, die einen zweiten Faktor brauchen, haben keine E-Mail-Adresse.`,
    looking: "Die Benutzer werden durchgesehen.",
    nobody: "Niemand muss benachrichtigt werden.",
    told: (count, all) =>
      `${count} von ${all === 1 ? "1 Benutzer" : `${all} Benutzern`} seit der letzten Änderung benachrichtigt.`,
    waiting: (count) => (count === 1 ? "1 Brief wartet." : `${count} Briefe warten.`),
    failed: (count) =>
      count === 1
        ? "1 Brief wurde endgültig abgelehnt; das Protokoll nennt den Benutzer."
        : `${count} Briefe wurden endgültig abgelehnt; das Protokoll nennt die Benutzer.`,
  },
  legacy: {
    title: "Alte Programme",
    lead: "HTTP Basic sendet das Passwort mit jeder Anfrage und umgeht den zweiten Faktor, deshalb wird es abgewiesen. Für ein Skript, das nichts anderes kann, nennen Sie hier seinen Benutzer.",
    users: "Benutzer, bei denen es gilt",
    hint: "Ein Benutzername je Zeile; leer: niemand. So lesen sie nur Eigenes, ohne jede Rolle, und ändern nichts. Solange jemand auf der Liste steht, warnt die Verwaltung.",
  },
  simulation: {
    title: "Was würde geschehen?",
    lead: "Wenn sich jemand von einer Adresse aus bei einer Anwendung anmeldete. Fragen ändert nichts.",
    username: "Benutzername",
    ip: "Adresse",
    ipHint: "Zum Beispiel 10.1.2.3. Leer: nicht bekannt, und keine Regel für Netze passt.",
    application: "Anwendung",
    applicationHint: "Ihre Kennung. Leer: Latchkeys eigene Seiten.",
    draft: "Mit meinen Änderungen, die noch nicht gespeichert sind",
    submit: "Was würde geschehen?",
    missing: "Bitte geben Sie einen Benutzernamen ein.",
    noUser: "Es gibt keinen Benutzer mit diesem Namen.",
    badIp: "Das ist keine Adresse.",
    decisions: {
      required: "Nach dem zweiten Schritt wird gefragt.",
      skipped: "Der zweite Schritt entfällt.",
      enrolment_required: "Zuerst wird durch das Einrichten eines zweiten Faktors geführt.",
    },
    locked: "Die Person kommt nicht hinein: Keiner ihrer Faktoren ist erlaubt.",
    order: (factors) => `In dieser Reihenfolge: ${factors.join(", ")}.`,
    why: "Warum, Zeile für Zeile",
  },
  history: {
    title: "Verlauf",
    empty: "Noch hat niemand die Richtlinie geändert.",
    entry: (version, by) => `Version ${version} von ${by}`,
    changes: counted("de", { one: "# Änderung", other: "# Änderungen" }),
    same: "Ohne Änderung noch einmal gespeichert",
    before: "vorher",
    after: "nachher",
    nothing: "nichts",
    more: "Mehr anzeigen",
    of: (group, rule) => `${rule}, für ${group}`,
    groupOrder: "Gruppen mit eigenen Regeln, in ihrer Reihenfolge",
    enforcement: {
      for: "Verlangt von",
      groups: "Gruppen, von denen er verlangt wird",
      applications: "Anwendungen, für die er verlangt wird",
      exemptGroups: "Ausgenommene Gruppen",
      graceUntil: "Schonfrist bis",
      graceLogins: "Anmeldungen als Schonfrist",
    },
    basicUsers: "Benutzer, bei denen HTTP Basic gilt",
  },
};
