import { z } from "zod";
import { refuseUnless, WebAuthnRefusal } from "./refusal.js";

/** Longest credential id in bytes (WebAuthn section 7.1 step 25). */
const MAX_CREDENTIAL_ID_BYTES = 1023;

/** base64url makes a schema of unpadded base64url of at most `maxBytes` (WebAuthn section 3, "Base64url Encoding"). */
function base64url(maxBytes: number) {
  return z
    .string()
    .max(Math.ceil((maxBytes * 4) / 3))
    .regex(/^[A-Za-z0-9_-]*$/);
}

// Real client data is under 400 bytes, a real attestation object under 8 KiB even with the
// certificates of a TPM; the bounds leave room and keep a parser's work small.
const clientDataJSON = base64url(4096);
const MAX_ATTESTATION_OBJECT_BYTES = 32_768;
const MAX_AUTHENTICATOR_DATA_BYTES = 4096;
const MAX_SIGNATURE_BYTES = 1024;

/** Fields that both ceremonies share (WebAuthn section 5.1, `toJSON`). */
const envelope = {
  id: base64url(MAX_CREDENTIAL_ID_BYTES),
  rawId: base64url(MAX_CREDENTIAL_ID_BYTES),
  type: z.literal("public-key"),
  authenticatorAttachment: z.string().max(32).nullish(),
};

/** Extension outputs; `credProps` (WebAuthn section 10.1.3) is the only one that is looked at. */
const clientExtensionResults = z
  .object({ credProps: z.object({ rk: z.boolean().optional() }).optional() })
  .optional();

/** A `RegistrationResponseJSON`; fields that Latchkey has no use for are dropped unread. */
export const registrationResponseSchema = z.object({
  ...envelope,
  clientExtensionResults,
  response: z.object({
    clientDataJSON,
    attestationObject: base64url(MAX_ATTESTATION_OBJECT_BYTES),
    transports: z.array(z.string().max(32)).max(16).optional(),
  }),
});

/** An `AuthenticationResponseJSON`; fields that Latchkey has no use for are dropped unread. */
export const authenticationResponseSchema = z.object({
  ...envelope,
  response: z.object({
    clientDataJSON,
    authenticatorData: base64url(MAX_AUTHENTICATOR_DATA_BYTES),
    signature: base64url(MAX_SIGNATURE_BYTES),
    userHandle: base64url(64).nullish(),
  }),
});

/** A registration response of the right shape. */
export type RegistrationResponse = z.output<typeof registrationResponseSchema>;

/** An authentication response of the right shape. */
export type AuthenticationResponse = z.output<typeof authenticationResponseSchema>;

/**
 * parseResponse checks the shape and size of a response.
 *
 * @throws WebAuthnRefusal `malformed`
 */
export function parseResponse<T>(schema: z.ZodType<T>, response: unknown): T {
  const parsed = schema.safeParse(response);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new WebAuthnRefusal("malformed", `the response has a bad ${where || "shape"}`);
}

/**
 * decodeBase64url decodes unpadded base64url strictly: one text for each byte string, because a
 * credential id is compared as text.
 *
 * @throws WebAuthnRefusal `malformed` if encoding the bytes again would give another text
 */
export function decodeBase64url(text: string): Buffer {
  const bytes = Buffer.from(text, "base64url");
  refuseUnless(bytes.toString("base64url") === text, "malformed", "base64url is not canonical");
  return bytes;
}

/**
 * credentialIdOf gives the credential id of a response as bytes.
 *
 * @throws WebAuthnRefusal `credential_id` unless `id` is the base64url of `rawId` (WebAuthn section 5.1)
 * and not empty; its length is bounded by the schema (section 7.1 step 25)
 */
export function credentialIdOf({ id, rawId }: { id: string; rawId: string }): Buffer {
  refuseUnless(id === rawId && id !== "", "credential_id", "id and rawId differ or are empty");
  return decodeBase64url(id);
}
