import { z } from "zod";
import type { Token } from "../../storage/storage.js";
import { isoDate } from "../schemas.js";

export const TOKEN_STATES = ["pending", "in_stock", "assigned", "suspended", "lost", "revoked"] as const;
export const TOKEN_TYPES = ["totp", "hotp", "yubico-otp"] as const;

/** Serials of every vendor that is known; see the seed-file rules. */
export const serial = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/, "Not a serial number: letters, digits and . _ : / - only.");

export const serialPath = z.object({ serial });

export const tokenAnswer = z.strictObject({
  serial: z.string(),
  type: z.enum(TOKEN_TYPES),
  state: z.enum(TOKEN_STATES),
  username: z.string().optional(),
  digits: z.int(),
  algorithm: z.enum(["SHA1", "SHA256", "SHA512"]),
  period: z.int().optional(),
  publicId: z.string().optional(),
  manufacturer: z.string().optional(),
  model: z.string().optional(),
  importId: z.string().optional(),
  createdAt: isoDate,
  updatedAt: isoDate,
});

/** A token as it is shown: never its secret, and not its counters. */
export function tokenView(token: Token): z.input<typeof tokenAnswer> {
  const { serial: shown, type, state, digits, algorithm, createdAt, updatedAt } = token;
  const { period, publicId, manufacturer, model, username, importId } = token;
  return {
    serial: shown,
    type,
    state,
    digits,
    algorithm,
    ...(username === null ? {} : { username }),
    ...(period === undefined ? {} : { period }),
    ...(publicId === undefined ? {} : { publicId }),
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(model === undefined ? {} : { model }),
    ...(importId === null ? {} : { importId }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
