/**
 * The one form of a user name that decides who is meant: Unicode NFKC, trimmed, case-folded.
 * Lower-casing the upper-cased form folds what plain lower-casing leaves apart (ß and SS, ς and σ).
 */
export function canonicalName(username: string): string {
  return username.normalize("NFKC").trim().toUpperCase().toLowerCase().normalize("NFKC");
}
