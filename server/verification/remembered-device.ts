/**
 * "Remember this device" (mission S6): a browser that was verified once is not asked for the second step for some days.
 * Its token is a bearer secret, so that it is rotated at each use, and a token that was used up ends the device: either
 * its thief or its owner has just come second. It ends too with everything that changes the user's factors; that needs
 * no list of such changes, as the device is bound to what the user had when it was remembered.
 */

import type { Caller } from "../audit/audit.js";
import { userFact } from "../audit/user-fact.js";
import { activeCredentials, isBypass } from "../factors/credentials.js";
import { equalInConstantTime } from "../factors/otp.js";
import { rulesFor } from "../policy/policy.js";
import { newId, newSecret } from "../secrets.js";
import type { DeviceBinding } from "../storage/devices.js";
import type { User } from "../storage/storage.js";
import type { Verified } from "./attempt.js";
import type { VerificationDeps } from "./deps.js";

const DAY_SECONDS = 24 * 3600;

/** A token as the browser gets it. */
export interface DeviceToken {
  deviceToken: string;
  expiresAt: Date;
}

/** A token that was good; the next one, and when its browser was remembered: then a factor was answered last. */
export interface UsedDevice extends DeviceToken {
  rememberedAt: Date;
}

/** What a remembered browser is called where the factor stands by which others are verified. */
export const REMEMBERED_DEVICE = "remembered-device";

/** Days for which policy lets this user's browsers be remembered; 0 for never. */
async function rememberDays(deps: VerificationDeps, user: User): Promise<number> {
  return rulesFor(await deps.policy.current(), user.groups).rememberDays;
}

/**
 * Remembers a browser whose user was verified just now.
 * @returns null where policy does not want it, and after a bypass code, which is for a day and not for a month
 */
export async function rememberDevice(
  deps: VerificationDeps,
  caller: Caller,
  { user, factor }: Pick<Verified, "user" | "factor">,
): Promise<DeviceToken | null> {
  const { ip, userAgent } = caller;
  const days = await rememberDays(deps, user);
  if (days === 0 || isBypass(factor, deps.factors)) return null;
  const id = newId();
  const secret = newSecret();
  const device = {
    id,
    userId: user.id,
    digest: deps.keys.digest("device", secret),
    bound: bindingOf(deps, user),
    ip,
    userAgent,
  };
  const expiresAt = await deps.storage.devices.remember(device, days * DAY_SECONDS);
  const at = new Date(expiresAt.getTime() - days * DAY_SECONDS * 1000);
  await deps.audit.record(caller, { ...userFact("device.remember", user, at), detail: { device: id, days } });
  return { deviceToken: `${id}.${secret}`, expiresAt };
}

/**
 * Whether a token is of a browser that this user had remembered. It uses nothing up, so that it says nothing about the
 * token's secret: only `useDevice` knows whether the browser is let through.
 */
export async function isOfDevice(deps: VerificationDeps, user: User, token: string): Promise<boolean> {
  if (!(await takesDevices(deps, user))) return false;
  return (await deps.storage.devices.read(partsOf(token).id, user.id)) !== null;
}

/**
 * Uses a token up and gives the next one.
 * @returns null where it is not this user's, has expired, was used before, or the user's factors are not those of then
 */
export async function useDevice(
  deps: VerificationDeps,
  user: User,
  token: string,
): Promise<UsedDevice | null> {
  if (!(await takesDevices(deps, user))) return null;
  const { id, secret } = partsOf(token);
  const device = await deps.storage.devices.read(id, user.id);
  if (device === null) return null;
  const digest = deps.keys.digest("device", secret);
  const next = newSecret();
  const isGood =
    equalInConstantTime(device.digest, digest) &&
    stillHolds(device.bound, bindingOf(deps, user)) &&
    (await deps.storage.devices.rotate(id, digest, deps.keys.digest("device", next)));
  const { expiresAt, createdAt } = device;
  if (isGood) return { deviceToken: `${id}.${next}`, expiresAt, rememberedAt: createdAt };
  await deps.storage.devices.forget(id, user.id);
  return null;
}

async function takesDevices(deps: VerificationDeps, user: User): Promise<boolean> {
  return !user.decoy && !user.suspended && (await rememberDays(deps, user)) > 0;
}

function partsOf(token: string): { id: string; secret: string } {
  const [id = "", secret = ""] = token.split(".");
  return { id, secret };
}

function bindingOf(deps: VerificationDeps, user: User): DeviceBinding {
  const passwords = user.credentials.flatMap(({ password }) => password?.hash ?? []);
  const recovery = user.credentials.flatMap(({ recovery: keys }) => keys?.digests ?? []);
  return {
    credentials: activeCredentials(user, deps.factors, "code", "assertion").map(({ id }) => id),
    secrets: deps.keys.digest("device", JSON.stringify([passwords, recovery])),
  };
}

/** A factor more does no harm; one less, another password or another recovery key ends it. */
function stillHolds(then: DeviceBinding, now: DeviceBinding): boolean {
  return then.secrets === now.secrets && then.credentials.every((id) => now.credentials.includes(id));
}
