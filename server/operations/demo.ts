/**
 * `npm start -- --demo`: people and devices for the tour in the README, made by the same services that serve requests.
 * A second start finds them as they are and adds what is missing.
 */

import { randomBytes } from "node:crypto";
import type { Caller } from "../audit/audit.js";
import { beginApp, confirmApp } from "../enrolment/app.js";
import { oneTimeCode } from "../factors/otp.js";
import { timeStep } from "../factors/totp.js";
import { createUser } from "../people/users.js";
import { newId } from "../secrets.js";
import { changeUser } from "../storage/change-user.js";
import type { Credential, Role, User } from "../storage/storage.js";
import { seedPlace } from "../verification/check.js";
import type { VerificationDeps } from "../verification/deps.js";

/** Everybody's password in the demo; it is public. */
export const DEMO_PASSWORD = "try latchkey today";

const SEED_BYTES = 20;
const NEXT_CODES = 3;

interface DemoPerson {
  username: string;
  displayName: string;
  roles?: Role[];
  has: "app" | "token" | "nothing";
}

const PEOPLE: readonly DemoPerson[] = [
  { username: "alice", displayName: "Alice, with an authenticator app", has: "app" },
  { username: "bob", displayName: "Bob, without a second factor", has: "nothing" },
  { username: "carol", displayName: "Carol, with a hardware token", has: "token" },
  { username: "admin", displayName: "The owner of this instance", roles: ["owner"], has: "app" },
];

/** A person of the demo as the tour needs them. */
export interface DemoUser {
  username: string;
  /** Seed of the authenticator app, to be added to one of your own. */
  appSeed?: Uint8Array;
  /** What the hardware token would show at its next presses. */
  nextCodes?: string[];
  /** Only at the start that made it: it is kept as a hash. */
  recoveryKey?: string;
}

export interface Demo {
  users: DemoUser[];
  /** Key of the relying application "Demo"; the same at every start. */
  apiKey: string;
}

const CALLER: Caller = { actor: "demo", application: null, ip: null, userAgent: null, requestId: "demo" };

/**
 * Fills the database with the demo.
 * @throws Error with a sentence where the database holds people that are not the demo's
 */
export async function fillDemo(deps: VerificationDeps): Promise<Demo> {
  const { storage, keys } = deps;
  // Made from the instance's own keys, so that it is nobody else's and can be told again at the next start.
  const apiKey = `lk_demo_${keys.digest("demo", "api key")}`;
  const digest = keys.digest("api-key", apiKey);
  if (!(await storage.applications.readByKey(digest))) {
    if (await storage.users.any()) {
      throw new Error(
        "This database holds people that are not the demo's. Start the demo with a folder of its own: LATCHKEY_DATA_DIR=./demo-data npm start -- --demo",
      );
    }
    const createdAt = await storage.now();
    await storage.applications.create({
      id: newId(),
      name: "Demo",
      scopes: ["verify", "enrol"],
      redirectUris: [],
      mayStateIp: false,
      recovery: true,
      unknownUsers: "refuse",
      suspended: false,
      createdAt,
      keys: [{ id: newId(), digest, createdAt, expiresAt: null, lastUsedAt: null }],
    });
  }
  const users: DemoUser[] = [];
  for (const person of PEOPLE) users.push(await fillPerson(deps, person));
  return { users, apiKey };
}

async function fillPerson(deps: VerificationDeps, { has, ...person }: DemoPerson): Promise<DemoUser> {
  const id = deps.keys.userId(person.username);
  const found = await deps.storage.users.read(id);
  const user =
    found && !found.user.decoy
      ? found.user
      : await createUser(deps, CALLER, { ...person, password: DEMO_PASSWORD });
  if (has === "nothing") return { username: person.username };
  const recoveryKey = user.credentials.some(({ otp, state }) => otp && state === "active")
    ? undefined
    : await (has === "app" ? giveApp(deps, user) : giveToken(deps, user));
  const held = await deps.storage.users.read(id);
  return {
    username: person.username,
    ...(held ? toShow(deps, held.user) : {}),
    ...(recoveryKey ? { recoveryKey } : {}),
  };
}

/** @returns the recovery key that comes with a first factor */
async function giveApp(deps: VerificationDeps, user: User): Promise<string | undefined> {
  const anybodyMay = () => {};
  const { credentialId } = await beginApp(deps, CALLER, user, "Authenticator app", anybodyMay);
  const begun = await deps.storage.users.read(user.id);
  const pending = begun?.user.credentials.find(({ id }) => id === credentialId);
  if (!begun || !pending?.otp) throw new Error("the demo's enrolment is gone");
  const seed = deps.keys.sealer.unseal(pending.otp.secret, seedPlace(user.handle, credentialId));
  // Confirmed by the code of the step before, so that the code which the app shows now is still good for a sign-in.
  const step = timeStep(begun.now, pending.otp.period ?? 30) - 1;
  const code = oneTimeCode(seed, pending.otp, step);
  return (await confirmApp(deps, CALLER, begun.user, credentialId, code, anybodyMay)).recovery.recoveryKey;
}

async function giveToken(deps: VerificationDeps, user: User): Promise<undefined> {
  const seed = randomBytes(SEED_BYTES);
  const id = newId();
  await changeUser(deps.storage, user.id, (current, now) => {
    const token: Credential = {
      id,
      factor: "hotp",
      name: "Hardware token",
      state: "active",
      createdAt: now,
      lastUsedAt: null,
      spent: null,
      otp: {
        secret: deps.keys.sealer.seal(seed, seedPlace(current.handle, id)),
        digits: 6,
        algorithm: "SHA1",
      },
      token: { serial: "DEMO-0001", model: "Counter token" },
    };
    return { user: { ...current, credentials: [...current.credentials, token] } };
  });
}

function toShow({ keys }: VerificationDeps, user: User): Partial<DemoUser> {
  const credential = user.credentials.find(({ otp, state }) => otp && state === "active");
  if (!credential?.otp) return {};
  const seed = keys.sealer.unseal(credential.otp.secret, seedPlace(user.handle, credential.id));
  if (credential.factor !== "hotp") return { appSeed: seed };
  const { otp, spent } = credential;
  const next = spent && "counter" in spent ? spent.counter + 1 : 0;
  return {
    nextCodes: Array.from({ length: NEXT_CODES }, (_, press) => oneTimeCode(seed, otp, next + press)),
  };
}
