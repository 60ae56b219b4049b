import type { Applications } from "../access/applications.js";
import { soonWithoutKey } from "../access/key-standing.js";
import type { CurrentPolicy } from "../policy/current.js";
import type { Storage } from "../storage/storage.js";
import { isEmergency } from "../verification/emergency.js";

/** Something that is on and should not stay on, that ends soon, or that an administrator should mend. */
export type Warning =
  | { kind: "environment_key" }
  | { kind: "break_glass"; until: string }
  | { kind: "keys_ending"; applications: string[] }
  | { kind: "basic_authentication"; users: string[] }
  | { kind: "operation"; text: string };

/** What the warnings are found in. */
export interface Watched {
  breakGlassUntil: Date | null;
  policy: CurrentPolicy;
  storage: Pick<Storage, "applications" | "now">;
  applications: Applications;
  /** What was noticed at the start, such as a database that is out of support. */
  warnings: readonly string[];
}

/** Everything that is to be warned of now. The console shows it, the log repeats it every hour. */
export async function currentWarnings({
  storage,
  applications,
  policy,
  warnings,
  breakGlassUntil: until,
}: Watched): Promise<Warning[]> {
  const ending = await applicationsEnding(storage);
  const { users } = (await policy.current()).basicAuthentication;
  const isOn = until !== null && isEmergency({ breakGlassUntil: until }, await storage.now());
  return [
    ...(isOn ? [{ kind: "break_glass", until: until.toISOString() } as const] : []),
    ...(applications.hasEnvironmentKey ? [{ kind: "environment_key" } as const] : []),
    ...(users.length > 0 ? [{ kind: "basic_authentication", users } as const] : []),
    ...(ending.length > 0 ? [{ kind: "keys_ending", applications: ending } as const] : []),
    ...warnings.map((text) => ({ kind: "operation", text }) as const),
  ];
}

/** Names of the applications that will soon be without a key. */
export async function applicationsEnding(storage: Watched["storage"]): Promise<string[]> {
  const [all, now] = await Promise.all([storage.applications.list(), storage.now()]);
  return soonWithoutKey(all, now).map(({ name }) => name);
}

/** A warning as a line of the log. */
export function warningLine(warning: Warning): string {
  switch (warning.kind) {
    case "environment_key":
      return "LATCHKEY_ADMIN_KEY is set: remove it when the instance is set up";
    case "break_glass":
      return "break-glass is on: owners may sign in by their password and a printed code";
    case "keys_ending":
      return "applications will be without a key within 14 days: rotate their keys";
    case "basic_authentication":
      return "HTTP basic authentication is allowed for some users: it goes past their second factor";
    case "operation":
      return warning.text;
  }
}
