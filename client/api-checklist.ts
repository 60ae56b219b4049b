/** Requests about what a new installation needs. Each throws ApiError. */
import { send } from "./api.js";

/** ChecklistItem is one thing that a new installation needs. */
export type ChecklistItem =
  | "second_factor"
  | "spare_factor"
  | "recovery"
  | "public_url"
  | "keys_apart"
  | "mail_server"
  | "test_mail"
  | "second_administrator"
  | "policy"
  | "users"
  | "tokens_or_application";

/** ChecklistEntry says whether it is done, as the service found out. */
export interface ChecklistEntry {
  readonly item: ChecklistItem;
  readonly done: boolean;
}

/** readChecklist returns every item in the order in which they are best done. */
export async function readChecklist(): Promise<readonly ChecklistEntry[]> {
  return (await send<{ items: readonly ChecklistEntry[] }>("GET", "/api/v1/checklist")).items;
}

/** sendTestMail sends a letter to one's own address; it fulfils when the mail server has taken it. */
export function sendTestMail(): Promise<void> {
  return send("POST", "/api/v1/checklist/test-mail");
}
