import { z } from "zod";
import { keyStanding } from "../access/key-standing.js";
import type { KeyLifetime } from "../access/manage-applications.js";
import type { Application } from "../storage/storage.js";
import { isoDate, scopes } from "./schemas.js";

/** RFC 6749 §3.1.2: absolute, without a fragment; http only for loopback. */
const redirectUri = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .refine((uri) => !uri.includes("#"), "A redirect URI has no fragment.")
  .refine(
    (uri) =>
      URL.canParse(uri) &&
      (uri.startsWith("https:") || ["localhost", "127.0.0.1", "[::1]"].includes(new URL(uri).hostname)),
    "A redirect URI is https unless its host is this machine.",
  );

/** What an administrator chooses of an application. */
export const applicationSettings = z.strictObject({
  name: z.string().trim().min(1).max(128),
  scopes,
  redirectUris: z.array(redirectUri).max(32),
  mayStateIp: z.boolean(),
  recovery: z.boolean(),
  unknownUsers: z.enum(["refuse", "create", "skip"]),
});

const { name, redirectUris, mayStateIp, recovery, unknownUsers } = applicationSettings.shape;

/** Some of it. */
export const applicationChanges = z
  .strictObject({
    name: name.exactOptional(),
    scopes: scopes.exactOptional(),
    redirectUris: redirectUris.exactOptional(),
    mayStateIp: mayStateIp.exactOptional(),
    recovery: recovery.exactOptional(),
    unknownUsers: unknownUsers.exactOptional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, "Name what is to change.");

/** When a new key ends. */
export const keyLifetime = {
  expiresInDays: z.int().min(1).max(3650).optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
} as const;

/** A refinement of what holds `keyLifetime`: one way to say it at a time. */
export const saysOneEnd = ({ expiresInDays, expiresAt }: KeyLifetime): boolean =>
  expiresInDays === undefined || expiresAt === undefined;

/** What it says otherwise. */
export const SAYS_TWO_ENDS = "Give expiresInDays or expiresAt, not both.";

const keyAnswer = z.strictObject({
  keyId: z.string(),
  createdAt: isoDate,
  expiresAt: isoDate.nullable(),
  lastUsedAt: isoDate.nullable().describe("To the minute or so; null before its first use."),
  standing: z.enum(["active", "ends_soon", "ended"]).describe("`ends_soon` from 14 days before its end on."),
});

/** An application as administrators see it; of its keys nothing by which they could be used. */
export const applicationAnswer = applicationSettings.extend({
  // As it was checked when it was written.
  redirectUris: z.array(z.string()),
  applicationId: z.string(),
  suspended: z.boolean(),
  createdAt: isoDate,
  lastUsedAt: isoDate.nullable(),
  keys: z.array(keyAnswer),
});

export function applicationView(
  { id, createdAt, keys, ...settings }: Application,
  now: Date,
): z.input<typeof applicationAnswer> {
  const uses = keys.flatMap(({ lastUsedAt }) => lastUsedAt?.getTime() ?? []);
  return {
    applicationId: id,
    ...settings,
    createdAt: createdAt.toISOString(),
    lastUsedAt: uses.length === 0 ? null : new Date(Math.max(...uses)).toISOString(),
    keys: keys.map((key) => ({
      keyId: key.id,
      createdAt: key.createdAt.toISOString(),
      expiresAt: key.expiresAt?.toISOString() ?? null,
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      standing: keyStanding(key, now),
    })),
  };
}
