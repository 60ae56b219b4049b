import { createHmac, randomBytes } from "node:crypto";
import { newSecurityKey, securityKeyCredential } from "./security-key.mjs";

const PERIOD_MS = 30_000;
/** Codes are sent a second before a step may end, or after it may have begun, so that none is refused for the journey. */
const MARGIN_MS = 1000;

/**
 * Users straight into the database, sealed with the service's own code: app, recovery key, and a security key each.
 * @param {{ users: import("mongodb").Collection, keys: object, modules: object }} bed
 * @param {string} prefix of their names
 */
export async function createPeople({ users, keys, modules }, prefix, count) {
  const people = Array.from({ length: count }, (_, index) => newPerson(keys, modules, `${prefix}${index}`));
  for (let at = 0; at < count; at += 1000) {
    await users.insertMany(people.slice(at, at + 1000).map(({ document }) => document));
  }
  return people;
}

function newPerson(keys, { seedPlace }, username) {
  const secret = randomBytes(20);
  const handle = randomBytes(32).toString("base64url");
  const key = newSecurityKey();
  const now = new Date();
  const common = { state: "active", createdAt: now, lastUsedAt: null, spent: null };
  const otp = (id) => ({
    secret: keys.sealer.seal(secret, seedPlace(handle, id)),
    digits: 6,
    algorithm: "SHA1",
  });
  const credentials = [
    { ...common, id: "app", factor: "totp", name: "Authenticator app", otp: { ...otp("app"), period: 30 } },
    { ...common, id: "recovery", factor: "recovery-key", name: "Recovery key", recovery: { digests: ["-"] } },
    { ...common, id: "key", factor: "webauthn", name: "Security key", webauthn: securityKeyCredential(key) },
  ];
  const document = {
    _id: keys.userId(username),
    version: 1,
    username,
    displayName: username,
    email: `${username}@example.org`,
    groups: ["staff"],
    roles: [],
    suspended: false,
    handle,
    guard: { failures: 0, notBefore: null, updatedAt: now },
    credentials,
    createdAt: now,
  };
  return { username, document, key, secret, lastStep: 0 };
}

/**
 * The next right code of a person, each of a later step than the one before.
 * @returns null while all steps that are accepted now are spent (RFC 6238 section 5.2: one on each side)
 */
export function nextCode(person, now = Date.now()) {
  const first = Math.floor((now + MARGIN_MS) / PERIOD_MS) - 1;
  const last = Math.floor((now - MARGIN_MS) / PERIOD_MS) + 1;
  const step = Math.max(person.lastStep + 1, first);
  if (step > last) return null;
  person.lastStep = step;
  return code(person.secret, step);
}

/** RFC 4226 section 5.3, six digits. */
function code(secret, counter) {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac("sha1", secret).update(message).digest();
  const offset = mac[19] & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
