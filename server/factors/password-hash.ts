import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { unavailable } from "../errors.js";

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane; about 25 ms. */
const ARGON2ID = 2;
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes at work at once, and waiting: beyond that the caller is told to come again, rather than memory running out. */
const AT_ONCE = 2;
const WAITING = 200;

let running = 0;
const waiting: (() => void)[] = [];

/** A hash that no password has, so that an unknown user costs what a known one does. */
let nobodysHash: Promise<string> | undefined;

/** @returns an argon2id PHC string */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFKC"), PARAMETERS));
}

/**
 * Whether the password has that hash.
 * @param stored a PHC string, or null for a user who is unknown or has no password; that costs the same
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hash(randomBytes(32).toString("hex"), PARAMETERS);
  const against = stored ?? (await nobodysHash);
  const matches = await inTurn(() => verify(against, password.normalize("NFKC")));
  return matches && stored !== null;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) throw unavailable("the queue of password hashes is full");
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
