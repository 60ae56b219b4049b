/** The shapes of bulk changes as the console and the service exchange them. Types only. */

/** BulkRow is what became of one user, or would; `message` says why one was refused. */
export interface BulkRow {
  readonly username: string;
  readonly outcome: "done" | "added" | "removed" | "queued" | "unchanged" | "refused";
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** SecondFactorAction is what can be done to the second factors of many. */
export type SecondFactorAction = "require" | "release" | "disable" | "reset";

/** ReminderCounts is how far the e-mails of one call are. */
export interface ReminderCounts {
  readonly mail: boolean;
  readonly due: number;
  readonly sent: number;
  readonly failed: number;
  readonly unneeded: number;
}

/** Group is a group with how many of its members are protected. */
export interface Group {
  readonly name: string;
  readonly members: number;
  readonly suspended: number;
  readonly protectedMembers: number;
  readonly unprotectedMembers: number;
  readonly policy: { readonly enforced: boolean; readonly exempt: boolean; readonly rules: boolean };
}

/** UserImportChoices is how a list is taken over. */
export interface UserImportChoices {
  readonly update: boolean;
  readonly groups: "add" | "replace";
}

/** UserField is what a list can change of a user. */
export type UserField = "displayName" | "email" | "groups";

/** UserImportOutcome is what becomes of a row. */
export type UserImportOutcome = "created" | "updated" | "unchanged" | "refused";

/** UserImportCode is why a row is refused. */
export type UserImportCode =
  | "bad_username"
  | "bad_display_name"
  | "bad_email"
  | "bad_groups"
  | "too_many_cells"
  | "twice"
  | "exists"
  | "holds_role"
  | "of_directory"
  | "too_many_groups";

/** UserImportFault is why a whole file is refused. */
export type UserImportFault =
  | "empty_file"
  | "csv_syntax"
  | "no_username_column"
  | "column_twice"
  | "too_many_rows";

/** ImportedUser is what became of a row of the file, or would. */
export interface ImportedUser {
  readonly row: number;
  readonly username: string;
  readonly outcome: UserImportOutcome;
  readonly code?: UserImportCode;
  readonly changes?: readonly {
    readonly field: UserField;
    readonly from: string | null;
    readonly to: string | null;
  }[];
}

/** UserImportReport is what an import did, or would do. */
export interface UserImportReport {
  readonly fileError: { readonly code: UserImportFault } | null;
  readonly encoding: string;
  readonly columns: { readonly ignored: readonly string[] };
  readonly counts: Readonly<Record<UserImportOutcome, number>>;
  readonly rows: readonly ImportedUser[];
}
