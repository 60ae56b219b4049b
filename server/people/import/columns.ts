/** What the columns of a list of people can be called, in English and German, and as directories export them. */

export type Column = "username" | "displayName" | "email" | "groups" | "firstName" | "lastName";

/** Without case, spaces, dots, dashes and underscores. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  username: [
    "username",
    "user",
    "userid",
    "uid",
    "login",
    "loginname",
    "logonname",
    "account",
    "accountname",
    "samaccountname",
    "userprincipalname",
    "upn",
    "benutzername",
    "benutzer",
    "benutzerkennung",
    "benutzerid",
    "anmeldename",
    "kennung",
    "kontoname",
  ],
  displayName: [
    "displayname",
    "fullname",
    "name",
    "cn",
    "commonname",
    "anzeigename",
    "vollername",
    "vollständigername",
  ],
  email: ["email", "emailaddress", "mail", "mailaddress", "emailadresse", "mailadresse"],
  groups: ["groups", "group", "groupnames", "gruppen", "gruppe", "gruppennamen"],
  firstName: ["firstname", "givenname", "vorname", "rufname"],
  lastName: ["lastname", "surname", "sn", "familyname", "nachname", "familienname"],
};

const COLUMN_OF: ReadonlyMap<string, Column> = new Map(
  Object.entries(NAMES).flatMap(([column, names]) => names.map((name) => [name, column as Column] as const)),
);

/** Which cell of a row is what, and which headings mean nothing to Latchkey. */
export interface Columns {
  at: ReadonlyMap<Column, number>;
  /** The headings that were understood, as they are written, by what they were taken for. */
  recognised: Partial<Record<Column, string>>;
  ignored: string[];
  /** Headings that name a column a second time. */
  repeated: string[];
  width: number;
}

/** Reads the heading line of a list. */
export function columnsOf(head: readonly string[]): Columns {
  const at = new Map<Column, number>();
  const found: Columns = { at, recognised: {}, ignored: [], repeated: [], width: head.length };
  for (const [index, heading] of head.entries()) {
    const column = COLUMN_OF.get(
      heading
        .normalize("NFC")
        .toLowerCase()
        .replace(/[\s._-]/g, ""),
    );
    if (column === undefined) {
      if (heading !== "") found.ignored.push(heading);
    } else if (at.has(column)) {
      found.repeated.push(heading);
    } else {
      at.set(column, index);
      found.recognised[column] = heading;
    }
  }
  return found;
}
