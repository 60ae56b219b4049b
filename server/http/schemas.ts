import { z } from "zod";
import { SCOPES } from "../access/applications.js";
import { deviceFields } from "./device-view.js";

/** Names are compared by their canonical form; control characters are in none. */
export const username = z
  .string()
  .trim()
  .min(1, "A user name is needed.")
  .max(256, "At most 256 characters.")
  .refine((name) => !/\p{Cc}/u.test(name), "No control characters.");

export const userPath = z.object({ username });

/** A name that a person gives to an authenticator. */
export const credentialName = z.string().trim().min(1, "A name is needed.").max(64, "At most 64 characters.");

export const userVerification = z.enum(["required", "preferred", "discouraged"]);

export const scopes = z.array(z.enum(SCOPES)).min(1);

export const email = z.email().max(254);

/** What an application says of the person it verifies. */
export const verificationContext = z.strictObject({
  ip: z.string().max(64).optional(),
  userAgent: z.string().max(256).optional(),
  deviceToken: z.string().max(256).optional(),
});

export const isoDate = z.iso.datetime();

export const offeredFactors = z.array(
  z.strictObject({ factor: z.string(), options: z.looseObject({}).optional() }),
);

export const verifiedAnswer = z.strictObject({
  verified: z.literal(true),
  factor: z.string(),
  credentialId: z.string(),
  recoveryKey: z.string().optional(),
  ...deviceFields,
});
