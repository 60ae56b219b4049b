/**
 * Latchkey's own pages in the place of a relying application: what they begin can be attempted there alone, since the id
 * of no application looks like this.
 */
export const OWN_PAGES = "latchkey's own pages";
