/** Texts of lists that are put in order, and of the order in which a user is asked for factors. */
export const order = {
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  now: (name: string, place: number, of: number) => `${name} is now number ${place} of ${of}.`,
  first: "It is the first already.",
  last: "It is the last already.",
  preferred: {
    label: "Order at sign-in",
    recoveryLast: "A recovery key or code is always the last way.",
    save: "Save this order",
    asPolicy: "Go back to the organisation's order",
  },
};

/** OrderTexts is what another language must provide for lists in an order. */
export type OrderTexts = typeof order;
