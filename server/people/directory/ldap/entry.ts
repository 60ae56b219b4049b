import type { SearchEntry } from "ldapts";
import type { DirectoryConfig, DirectoryKind } from "../../../config/directory.js";
import type { Absence, Person } from "../directory.js";

const ACCOUNT_DISABLED = 0x2;
/** 100 ns steps from 1601 to 1970 (MS-DTYP §2.3.3). */
const FILETIME_EPOCH = 116_444_736_000_000_000n;
const FILETIMES_A_MILLISECOND = 10_000n;
const NEVER = 9_223_372_036_854_775_807n;
/** Locked until somebody unlocks it (draft-behera-ldap-password-policy-11 §5.3.3). */
const LOCKED_FOR_GOOD = "000001010000Z";

const LONGEST_NAME = 256;
const LONGEST_EMAIL = 254;

/** Attributes that say whether a user may sign in. */
const STATE: Record<DirectoryKind, string[]> = {
  openldap: ["pwdAccountLockedTime"],
  ad: ["userAccountControl", "accountExpires"],
};

/** The attributes that are asked for. */
export function attributesOf({ kind, attributes }: DirectoryConfig): string[] {
  return [...Object.values(attributes), "memberOf", ...STATE[kind]];
}

/** What an entry says under a name of an attribute, whatever its case: values that are text. */
export function valuesOf(entry: SearchEntry, name: string): string[] {
  const attribute = entry.attributes.find(({ type }) => type.toLowerCase() === name.toLowerCase());
  return (attribute?.values ?? []).filter((value) => typeof value === "string");
}

/**
 * Reads an entry.
 * @returns its id and what is wrong where it cannot be a user of Latchkey; an id of null where not even that can be read
 */
export function readEntry(
  entry: SearchEntry,
  { kind, attributes }: DirectoryConfig,
  now: Date,
): Person | { id: string | null; fault: string } {
  const id = idOf(entry, attributes.id);
  const names = valuesOf(entry, attributes.name);
  const [username] = names.map((name) => name.normalize("NFKC").trim());
  if (id === null)
    return {
      id,
      fault: `${attributes.id} of ${entry.name} cannot be read: let the service account read it.`,
    };
  if (username === undefined || username === "")
    return { id, fault: `${entry.name} has no ${attributes.name}.` };
  // Values have no order: which of them is the name could change from one answer to the next.
  if (names.length > 1) return { id, fault: `${entry.name} has more than one ${attributes.name}.` };
  if (username.length > LONGEST_NAME || /\p{Cc}/u.test(username))
    return { id, fault: `The ${attributes.name} of ${entry.name} is too long or has control characters.` };
  const email = valuesOf(entry, attributes.email)[0]?.trim();
  return {
    id,
    dn: entry.name,
    username,
    displayName: valuesOf(entry, attributes.displayName)[0]?.trim().slice(0, LONGEST_NAME) || null,
    email: email && email.length <= LONGEST_EMAIL && /^[^\s@]+@[^\s@]+$/.test(email) ? email : null,
    absence: kind === "ad" ? absenceInActiveDirectory(entry, now) : absenceInOpenLdap(entry),
  };
}

function idOf(entry: SearchEntry, name: string): string | null {
  const attribute = entry.attributes.find(({ type }) => type.toLowerCase() === name.toLowerCase());
  const bytes = attribute?.parsedBuffers[0];
  if (!bytes?.length) return null;
  return name === "objectGUID" ? bytes.toString("hex") : bytes.toString("utf8");
}

function absenceInActiveDirectory(entry: SearchEntry, now: Date): Absence | null {
  const control = Number(valuesOf(entry, "userAccountControl")[0] ?? "0");
  if ((control & ACCOUNT_DISABLED) !== 0) return "disabled";
  const expires = BigInt(/^\d+$/.exec(valuesOf(entry, "accountExpires")[0] ?? "")?.[0] ?? "0");
  if (expires === 0n || expires === NEVER) return null;
  return (expires - FILETIME_EPOCH) / FILETIMES_A_MILLISECOND <= BigInt(now.getTime()) ? "expired" : null;
}

function absenceInOpenLdap(entry: SearchEntry): Absence | null {
  return valuesOf(entry, "pwdAccountLockedTime").includes(LOCKED_FOR_GOOD) ? "disabled" : null;
}
