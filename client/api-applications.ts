/** Requests about relying applications and what is to be warned of. Changes need an elevated session. Each throws ApiError. */
import { send } from "./api.js";
import type { Application, ApplicationSettings, NewKey, Warning } from "./api-application-types.js";

const applications = "/api/v1/applications";
const path = (id: string): string => `${applications}/${encodeURIComponent(id)}`;

/** listApplications returns every application, by name. */
export async function listApplications(): Promise<readonly Application[]> {
  return (await send<{ applications: readonly Application[] }>("GET", applications)).applications;
}

/** readApplication returns one application. */
export function readApplication(id: string): Promise<Application> {
  return send("GET", path(id));
}

/** createApplication registers one; its key is told this once. */
export function createApplication(
  settings: ApplicationSettings & Pick<NewKey, "expiresInDays">,
): Promise<{ readonly applicationId: string; readonly apiKey: string }> {
  return send("POST", applications, settings);
}

/** changeApplication changes what an application is called and may do. */
export function changeApplication(id: string, settings: ApplicationSettings): Promise<Application> {
  return send("PATCH", path(id), settings);
}

/** suspendApplication has none of its keys taken, or lets it go on. */
export function suspendApplication(id: string, suspended: boolean): Promise<Application> {
  return send("POST", `${path(id)}/${suspended ? "suspend" : "resume"}`);
}

/** deleteApplication ends it for good. */
export function deleteApplication(id: string): Promise<void> {
  return send("DELETE", path(id));
}

/** createKey gives an application a new key, told this once. */
export function createKey(id: string, key: NewKey): Promise<{ readonly apiKey: string }> {
  return send("POST", `${path(id)}/keys`, key);
}

/** revokeKey ends a key at once. */
export function revokeKey(id: string, keyId: string): Promise<void> {
  return send("DELETE", `${path(id)}/keys/${encodeURIComponent(keyId)}`);
}

/** readWarnings returns what the console's banner shows. */
export async function readWarnings(): Promise<readonly Warning[]> {
  return (await send<{ warnings: readonly Warning[] }>("GET", "/api/v1/warnings")).warnings;
}
