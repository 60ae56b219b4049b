/** Why nothing is archived, as a sentence for the administrator. */
export class RetentionError extends Error {
  override readonly name = "RetentionError";
}

const WORDS = new Map([
  ["ENOSPC", "The disk of the archive is full."],
  ["EACCES", "The folder of the archive may not be written."],
  ["EPERM", "The folder of the archive may not be written."],
  ["EROFS", "The folder of the archive may not be written."],
  ["ENOTDIR", "The folder of the archive is no folder."],
  ["EEXIST", "The folder of the archive is no folder."],
]);

/** What went wrong, in words. */
export function retentionWords(error: unknown): string {
  if (error instanceof RetentionError) return error.message;
  if (!(error instanceof Error)) return "Archiving failed.";
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return `${WORDS.get(code) ?? "Archiving failed."} (${code})`;
}
