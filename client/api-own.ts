/** Requests of the security profile alone: sessions, activity, signals, the whole second factor. Each throws ApiError. */
import { send } from "./api.js";
import type { Activity, KeySignals, OwnSession } from "./api-types.js";

const own = (username: string): string => `/api/v1/users/${encodeURIComponent(username)}`;

/** listSessions returns where a person is signed in. */
export async function listSessions(username: string): Promise<readonly OwnSession[]> {
  return (await send<{ sessions: readonly OwnSession[] }>("GET", `${own(username)}/sessions`)).sessions;
}

/** endOwnSession signs a person out in one place. */
export function endOwnSession(username: string, id: string): Promise<void> {
  return send("DELETE", `${own(username)}/sessions/${encodeURIComponent(id)}`);
}

/** readActivity returns what happened lately around a person's sign-in, newest first. */
export async function readActivity(username: string): Promise<readonly Activity[]> {
  return (await send<{ entries: readonly Activity[] }>("GET", `${own(username)}/activity`)).entries;
}

/** keySignals returns what browsers may be told about a person's passkeys. */
export function keySignals(username: string): Promise<KeySignals> {
  return send("GET", `${own(username)}/webauthn/signals`);
}

/** disableSecondFactor removes everything but the password. */
export function disableSecondFactor(username: string): Promise<void> {
  return send("DELETE", `${own(username)}/second-factor`);
}

/** changePassword sets a person's own password; their other sessions end. */
export function changePassword(username: string, password: string): Promise<void> {
  return send("PUT", `${own(username)}/password`, { password });
}
