import { z } from "zod";
import { SCOPES } from "../access/applications.js";
import { username } from "../people/shapes.js";
import { deviceFields } from "./device-view.js";

export { displayName, email, groupName, groups } from "../people/shapes.js";
export { username };

export const userPath = z.object({ username });

/** A name that a person gives to an authenticator. */
export const credentialName = z.string().trim().min(1, "A name is needed.").max(64, "At most 64 characters.");

export const userVerification = z.enum(["required", "preferred", "discouraged"]);

export const scopes = z.array(z.enum(SCOPES)).min(1);

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

/** A recovery key or set of codes, shown once: one of them where one was made. */
export const newRecoveryFields = {
  recoveryKey: z.string().optional(),
  recoveryCodes: z.array(z.string()).optional(),
} as const;

export const verifiedAnswer = z.strictObject({
  verified: z.literal(true),
  factor: z.string(),
  credentialId: z.string(),
  ...newRecoveryFields,
  recoveryCodesLeft: z.int().optional().describe("After a recovery code was used: those not used yet."),
  ...deviceFields,
});

/** A text field of the form that holds JSON. */
export const jsonField = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .max(1_000_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "This field is JSON." });
        return z.NEVER;
      }
    })
    .pipe(schema);
