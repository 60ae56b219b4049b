import { z } from "zod";
import type { Factor } from "./factor.js";
import { passwordMatches } from "./password-hash.js";

const passwordResponse = z.strictObject({ password: z.string().min(1).max(1024) });

/**
 * The password, at elevation only and only while the user has no other factor. At login it is the first factor, with a
 * guard of its own: see verification/first-factor.ts.
 */
export const password = {
  type: "password",
  kind: "password",
  response: passwordResponse,
  async verify(credentials, response) {
    for (const credential of credentials) {
      if (credential.password && (await passwordMatches(credential.password.hash, response.password))) {
        return { credentialId: credential.id, spend: { nothing: true } };
      }
    }
    return null;
  },
} satisfies Factor<z.output<typeof passwordResponse>>;
