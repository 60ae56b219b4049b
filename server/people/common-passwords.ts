/** The common ones of the passwords that are long enough, in small letters; loaded when the first password is set. */
let common: Promise<ReadonlySet<string>> | undefined;

/** Whether a password is one of those that are guessed first (NIST SP 800-63B-4 §3.1.1.2), whatever its case. */
export async function isCommonPassword(password: string): Promise<boolean> {
  common ??= load();
  return (await common).has(password.normalize("NFKC").toLowerCase());
}

async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set(dictionary["passwords-common"].map((word) => word.toLowerCase()));
}
