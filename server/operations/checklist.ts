/** What a new installation needs, and what of it is done. Nothing here is asked of people: each answer is looked up. */
import { resolve, sep } from "node:path";
import type { Config } from "../config.js";
import { activeCredentials, hasSecondFactor } from "../factors/credentials.js";
import type { FactorRegistry } from "../factors/index.js";
import type { Notices } from "../mail/notices.js";
import type { CurrentPolicy } from "../policy/current.js";
import type { Storage, User } from "../storage/storage.js";

/** In the order in which they are best done. */
export const CHECKLIST_ITEMS = [
  "second_factor",
  "spare_factor",
  "recovery",
  "public_url",
  "keys_apart",
  "mail_server",
  "test_mail",
  "second_administrator",
  "policy",
  "users",
  "tokens_or_application",
] as const;

export type ChecklistItem = (typeof CHECKLIST_ITEMS)[number];

/** Action of the audit entry of a test letter; a success shows that the mail server took one. */
export const TEST_MAIL_ACTION = "mail.test";

/** What the answers are looked up in. */
export interface ChecklistDeps {
  storage: Pick<Storage, "users" | "tokens" | "applications" | "audit">;
  factors: FactorRegistry;
  policy: Pick<CurrentPolicy, "versioned">;
  notices: Pick<Notices, "canSend">;
  config: Pick<Config, "keys" | "dataDir">;
  publicUrl: string;
}

/** Every item, in order, and whether it is done; the first three are about the administrator who asks. */
export async function checklist(
  deps: ChecklistDeps,
  asking: User,
): Promise<{ item: ChecklistItem; done: boolean }[]> {
  const { storage, factors } = deps;
  const [privileged, tests, { version }, tokens, applications] = await Promise.all([
    storage.users.listPrivileged(),
    storage.audit.search({ action: TEST_MAIL_ACTION }, { limit: 1 }),
    deps.policy.versioned(),
    storage.tokens.count(),
    storage.applications.list(),
  ]);
  const some = await storage.users.list({ limit: privileged.length + 1 });
  const own = activeCredentials(asking, factors, "code", "assertion").length;
  const isDone: Readonly<Record<ChecklistItem, boolean>> = {
    second_factor: own > 0,
    spare_factor: own > 1,
    recovery: activeCredentials(asking, factors, "recovery").length > 0,
    public_url: deps.publicUrl.startsWith("https://"),
    keys_apart: keysApart(deps.config),
    mail_server: deps.notices.canSend,
    test_mail: deps.notices.canSend && tests[0]?.outcome === "success",
    second_administrator: privileged.some((user) => standsIn(user, asking, factors)),
    policy: version > 0,
    users: some.length > privileged.length,
    tokens_or_application: tokens.some(({ count }) => count > 0) || applications.length > 0,
  };
  return CHECKLIST_ITEMS.map((item) => ({ item, done: isDone[item] }));
}

/** Somebody else who can administer today: a role counts with a second factor only. */
function standsIn(user: User, asking: User, factors: FactorRegistry): boolean {
  const administers = user.roles.includes("owner") || user.roles.includes("administrator");
  return user.id !== asking.id && administers && !user.suspended && hasSecondFactor(user, factors);
}

/** Whoever copies the data folder has not the keys with it. */
function keysApart({ keys, dataDir }: ChecklistDeps["config"]): boolean {
  if (!keys.startsWith("file:")) return true;
  return !resolve(keys.slice("file:".length)).startsWith(resolve(dataDir) + sep);
}
