import type { OrderTexts } from "../en/order.js";

/** Texts of lists that are put in order, and of the order in which a user is asked for factors. */
export const order: OrderTexts = {
  up: (name) => `${name} nach oben`,
  down: (name) => `${name} nach unten`,
  now: (name, place, of) => `${name} steht jetzt an Stelle ${place} von ${of}.`,
  first: "Das steht schon an erster Stelle.",
  last: "Das steht schon an letzter Stelle.",
  preferred: {
    label: "Reihenfolge bei der Anmeldung",
    recoveryLast: "Ein Wiederherstellungsschlüssel oder -code ist immer der letzte Weg.",
    save: "Reihenfolge speichern",
    asPolicy: "Zurück zur Reihenfolge der Organisation",
  },
};
