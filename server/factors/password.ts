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
  async verify(credentials, response, { directoryAccepts }) {
    for (const { id, password: kept } of credentials) {
      if (!kept) continue;
      const matches =
        kept.hash === null
          ? await directoryAccepts(response.password)
          : await passwordMatches(kept.hash, response.password);
      if (matches) return { credentialId: id, spend: { nothing: true } };
    }
    return null;
  },
} satisfies Factor<z.output<typeof passwordResponse>>;
