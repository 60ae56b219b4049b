/** Requests about many users at once, and about groups. Changes need an elevated session. Each throws ApiError. */
import { send } from "./api.js";
import type {
  BulkRow,
  Group,
  ReminderCounts,
  SecondFactorAction,
  UserImportChoices,
  UserImportReport,
} from "./api-bulk-types.js";
import { type UploadWatcher, upload } from "./api-upload.js";

/** importUsers sends a list of users: to look at it (`dryRun`), or to import it. */
export function importUsers(
  file: File,
  choices: UserImportChoices,
  { dryRun }: { readonly dryRun: boolean },
  watcher: UploadWatcher,
): Promise<UserImportReport> {
  const form = new FormData();
  form.set("options", JSON.stringify(choices));
  form.set("dryRun", String(dryRun));
  form.set("file", file);
  return upload("/api/v1/users/import", form, watcher);
}

/** Whom is users by name, or all of a group. */
export type Whom = { readonly usernames: readonly string[] } | { readonly group: string };

/** changeSecondFactors requires, releases, disables or resets second factors, or looks at what would happen. */
export async function changeSecondFactors(
  whom: Whom,
  action: SecondFactorAction,
  dryRun: boolean,
): Promise<readonly BulkRow[]> {
  const body = { ...whom, action, dryRun };
  return (await send<{ results: readonly BulkRow[] }>("POST", "/api/v1/users/second-factor", body)).results;
}

/** Reminded is users by name, or all without a second factor whom a search finds. */
export type Reminded =
  | { readonly usernames: readonly string[] }
  | { readonly everybody: { readonly query?: string; readonly group?: string } };

/** remindUsers queues e-mails to users who have no second factor, or looks who would get one; `conflict` without a mail server. */
export function remindUsers(
  whom: Reminded,
  dryRun: boolean,
): Promise<{ readonly job: string; readonly results: readonly BulkRow[] }> {
  return send("POST", "/api/v1/reminders", { ...whom, dryRun });
}

/** readReminders says how far the e-mails of one call are. */
export function readReminders(job: string): Promise<ReminderCounts> {
  return send("GET", `/api/v1/reminders/${encodeURIComponent(job)}`);
}

const groupPath = (name: string): string => `/api/v1/groups/${encodeURIComponent(name)}`;

/** listGroups returns every group, by name. */
export async function listGroups(): Promise<readonly Group[]> {
  return (await send<{ groups: readonly Group[] }>("GET", "/api/v1/groups")).groups;
}

/** changeMembers puts users into a group and takes users out of it. */
export async function changeMembers(
  group: string,
  members: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
): Promise<readonly BulkRow[]> {
  return (await send<{ results: readonly BulkRow[] }>("POST", `${groupPath(group)}/members`, members))
    .results;
}

/** Moved is what renaming or deleting a group did: `refused` are users who stay. */
export interface Moved {
  readonly changed: number;
  readonly refused: readonly BulkRow[];
}

/** renameGroup gives a group another name, in the policy too; `conflict` where there is one of that name. */
export function renameGroup(group: string, name: string): Promise<Moved> {
  return send("POST", `${groupPath(group)}/rename`, { name });
}

/** deleteGroup takes everybody out of a group; `conflict` while the policy names it. */
export function deleteGroup(group: string): Promise<Moved> {
  return send("DELETE", groupPath(group));
}

/** deletePerson deletes a user for good. */
export function deletePerson(username: string): Promise<void> {
  return send("DELETE", `/api/v1/users/${encodeURIComponent(username)}`);
}
