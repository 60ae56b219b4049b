import { z } from "zod";
import { OWN_PAGES } from "../../access/own-pages.js";
import type { Deps } from "../../deps.js";
import { passkeySuffices } from "../../policy/passkey-sign-in.js";
import { rulesFor } from "../../policy/policy.js";
import type { User } from "../../storage/storage.js";
import { beginPasskey } from "../../verification/begin-passkey.js";
import { firstFactorGuardId } from "../../verification/first-factor.js";
import { verify } from "../../verification/verify.js";
import { keepingLanguage } from "../language.js";
import { gone, openVerification } from "../open-verification.js";
import { defineRoute, type Route } from "../route.js";
import { visitor } from "../visitor.js";
import { signedIn, signedInAnswer } from "./session.js";

const options = defineRoute({
  method: "post",
  path: "/api/v1/session/passkey/options",
  summary: "A challenge for signing in with a passkey alone",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({}),
  responses: { 200: z.strictObject({ verificationId: z.string(), options: z.looseObject({}) }) },
  errors: ["forbidden"],
  async handle({ deps, ctx }) {
    const { ip, userAgent } = visitor(ctx, deps);
    return { status: 200, body: await beginPasskey(deps, { application: OWN_PAGES, ip, userAgent }) };
  },
});

/** With an empty list of credentials the response must carry the user handle (WebAuthn L3 §7.2 step 6). */
const discoverable = z.looseObject({
  response: z.looseObject({ userHandle: z.string().regex(/^[\w-]{1,86}$/) }),
});

const signIn = defineRoute({
  method: "post",
  path: "/api/v1/session/passkey",
  summary: "Sign in with a passkey that checked its user, in place of password and second factor",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({ verificationId: z.string().max(128), response: discoverable }),
  responses: { 200: signedInAnswer },
  errors: ["verification_failed", "forbidden", "not_found", "too_many_attempts"],
  async handle({ body, deps, ctx, principal }) {
    const caller = visitor(ctx, deps);
    const verification = await openVerification(deps, body.verificationId, "passkey");
    const { username, groups } = await userOfHandle(deps, body.response.response.userHandle);
    const { passkeySignIn } = rulesFor(await deps.policy.current(), groups);
    const verified = await verify(deps, {
      username,
      purpose: "login",
      factors: deps.factors.ofKind("assertion").map(({ type }) => type),
      response: body.response,
      verification: { id: verification.id, requireUserVerification: true },
      // Nobody outside can block a second factor by sending garbage: such failures count where wrong passwords do.
      firstFactorGuard: firstFactorGuardId(deps.keys, deps.keys.userId(username), caller.ip),
      onMatch: keepingLanguage(ctx),
      accepts: (credential) => passkeySuffices(passkeySignIn, credential),
      caller,
    });
    if (!(await deps.storage.verifications.finish(verification.id))) throw gone();
    return signedIn(deps, principal, caller, verified);
  },
});

/**
 * The user whom the passkey names. A handle that nobody has goes on as a name that nobody can have (none has a control
 * character), so that it is answered and counted as a known one.
 */
async function userOfHandle({ storage }: Deps, handle: string): Promise<Pick<User, "username" | "groups">> {
  const found = await storage.users.readByClaim(`handle:${handle}`);
  return found ? found.user : { username: `\u0000handle ${handle}`, groups: [] };
}

export const passkeyRoutes: readonly Route[] = [options, signIn];
