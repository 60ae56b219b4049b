/** What administrators do with relying applications and their keys. Every change is recorded. */
import type { Audit, Caller } from "../audit/audit.js";
import { LatchkeyError, notFound } from "../errors.js";
import { newId, newSecret } from "../secrets.js";
import type { Keys } from "../storage/keys.js";
import type { Application, ApplicationKey, ApplicationSettings, Storage } from "../storage/storage.js";
import type { Applications } from "./applications.js";

/** Keys of one application that have not ended. */
const MOST_KEYS = 10;

const DAY_MS = 24 * 3_600_000;

/** When a new key ends: in so many days, or at that instant; neither for one without an end. */
export interface KeyLifetime {
  expiresInDays?: number | undefined;
  expiresAt?: string | undefined;
}

interface ApplicationDeps {
  storage: Pick<Storage, "applications" | "now">;
  keys: Keys;
  applications: Applications;
  audit: Audit;
}

/** A new key, which is not kept, and its record. */
export interface IssuedKey {
  apiKey: string;
  key: ApplicationKey;
}

/**
 * Registers an application with its first key.
 * @throws LatchkeyError `invalid_request` for a key that would have ended already
 */
export async function registerApplication(
  deps: ApplicationDeps,
  caller: Caller,
  settings: ApplicationSettings,
  lifetime: KeyLifetime = {},
): Promise<{ application: Application; apiKey: string }> {
  const now = await deps.storage.now();
  const { apiKey, key } = issue(deps.keys, lifetime, now);
  const application = { id: newId(), ...settings, suspended: false, createdAt: now, keys: [key] };
  await deps.storage.applications.create(application);
  const { name, scopes } = settings;
  await record(deps, caller, "application.create", application, now, { name, scopes: scopes.join(" ") });
  return { application, apiKey };
}

/** @throws LatchkeyError `not_found` */
export async function changeApplication(
  deps: ApplicationDeps,
  caller: Caller,
  id: string,
  changes: Partial<ApplicationSettings>,
): Promise<Application> {
  const application = existing(await deps.storage.applications.change(id, changes));
  await changed(deps, caller, "application.change", application, { changed: Object.keys(changes).join(" ") });
  return application;
}

/**
 * Suspends an application, so that none of its keys is taken, or lets it go on.
 * @throws LatchkeyError `not_found`
 */
export async function suspendApplication(
  deps: ApplicationDeps,
  caller: Caller,
  id: string,
  suspended: boolean,
): Promise<Application> {
  const application = existing(await deps.storage.applications.change(id, { suspended }));
  await changed(deps, caller, suspended ? "application.suspend" : "application.resume", application);
  return application;
}

/** @throws LatchkeyError `not_found` */
export async function deleteApplication(deps: ApplicationDeps, caller: Caller, id: string): Promise<void> {
  const application = existing(await deps.storage.applications.read(id));
  existing((await deps.storage.applications.delete(id)) ? application : null);
  await changed(deps, caller, "application.delete", application, { name: application.name });
}

/**
 * Gives an application one more key.
 * @param overlapSeconds how long its other keys go on; undefined leaves them alone
 * @throws LatchkeyError `not_found`, `conflict` where it has as many keys as it may, `invalid_request` for a key that
 *   would have ended already
 */
export async function addApplicationKey(
  deps: ApplicationDeps,
  caller: Caller,
  id: string,
  { overlapSeconds, ...lifetime }: KeyLifetime & { overlapSeconds?: number | undefined },
): Promise<IssuedKey> {
  existing(await deps.storage.applications.read(id));
  const now = await deps.storage.now();
  const issued = issue(deps.keys, lifetime, now);
  const othersEndAt = overlapSeconds === undefined ? null : new Date(now.getTime() + overlapSeconds * 1000);
  const limits = { most: MOST_KEYS, othersEndAt };
  const application = await deps.storage.applications.addKey(id, issued.key, limits);
  if (application === null) {
    throw new LatchkeyError(
      "conflict",
      `An application has at most ${MOST_KEYS} keys at a time: revoke one first.`,
    );
  }
  await changed(deps, caller, "application_key.create", application, {
    keyId: issued.key.id,
    expiresAt: issued.key.expiresAt?.toISOString() ?? null,
    othersEndAt: othersEndAt?.toISOString() ?? null,
  });
  return issued;
}

/**
 * Ends a key at once.
 * @throws LatchkeyError `not_found`
 */
export async function revokeApplicationKey(
  deps: ApplicationDeps,
  caller: Caller,
  id: string,
  keyId: string,
): Promise<void> {
  const application = existing(
    await deps.storage.applications.removeKey(id, keyId),
    "There is no such application, or it has no such key.",
  );
  await changed(deps, caller, "application_key.revoke", application, { keyId });
}

function existing(application: Application | null, sentence = "There is no such application."): Application {
  if (application === null) throw notFound(sentence);
  return application;
}

function issue(keys: Keys, { expiresInDays, expiresAt }: KeyLifetime, now: Date): IssuedKey {
  const inDays = expiresInDays === undefined ? null : new Date(now.getTime() + expiresInDays * DAY_MS);
  const ends = expiresAt === undefined ? inDays : new Date(expiresAt);
  if (ends !== null && ends <= now) {
    throw new LatchkeyError("invalid_request", "body.expiresAt: The key would have ended already.");
  }
  const apiKey = `lk_${newSecret()}`;
  const digest = keys.digest("api-key", apiKey);
  return { apiKey, key: { id: newId(), digest, createdAt: now, expiresAt: ends, lastUsedAt: null } };
}

type Detail = Record<string, string | null>;

async function changed(
  deps: ApplicationDeps,
  caller: Caller,
  action: string,
  application: Application,
  detail: Detail = {},
): Promise<void> {
  deps.applications.forget();
  await record(deps, caller, action, application, await deps.storage.now(), detail);
}

function record(
  { audit }: ApplicationDeps,
  caller: Caller,
  action: string,
  { id }: Application,
  at: Date,
  detail: Detail,
): Promise<void> {
  const about = { user: null, userId: null, factor: null, credentialId: null };
  const fact = {
    at,
    action,
    outcome: "success",
    ...about,
    detail: { applicationId: id, ...detail },
  } as const;
  return audit.record(caller, fact);
}
