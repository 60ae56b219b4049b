/** Why the local database cannot be had: `message` is a sentence for the operator, to be shown without a stack. */
export class LocalDatabaseError extends Error {
  override readonly name = "LocalDatabaseError";
}
