import { z } from "zod";
import type { Factor } from "./factor.js";

export const webauthn = {
  type: "webauthn",
  kind: "assertion",
  response: z.looseObject({ id: z.string() }),
  verify() {
    return null;
  },
} satisfies Factor<{ id: string }>;
