import { z } from "zod";
import { notFound } from "../../errors.js";
import { readUser } from "../../people/users.js";
import { defineRoute, type Route } from "../route.js";
import { userPath } from "../schemas.js";

const relatedOrigins = defineRoute({
  method: "get",
  path: "/.well-known/webauthn",
  summary: "The origins that may use the passkeys of this one (WebAuthn L3 §5.11)",
  access: { public: true },
  responses: { 200: z.strictObject({ origins: z.array(z.string()) }) },
  errors: ["not_found"],
  async handle({ deps }) {
    if (deps.config.relatedOrigins.length === 0) throw notFound("No related origins are configured.");
    return { status: 200, body: { origins: deps.relyingParty.origins } };
  },
});

const signals = defineRoute({
  method: "get",
  path: "/api/v1/users/:username/webauthn/signals",
  summary:
    "What a browser tells its passkey manager, so that it forgets revoked ones and knows the current names",
  access: { person: { own: true, enrolling: true } },
  params: userPath,
  responses: {
    200: z.strictObject({
      rpId: z.string(),
      userId: z.string(),
      allAcceptedCredentialIds: z.array(z.string()),
      name: z.string(),
      displayName: z.string(),
    }),
  },
  errors: ["not_found"],
  async handle({ params, deps }) {
    const { user } = await readUser(deps, params.username);
    return {
      status: 200,
      body: {
        rpId: deps.relyingParty.id,
        userId: user.handle,
        allAcceptedCredentialIds: user.credentials.flatMap(({ webauthn }) => webauthn?.credentialId ?? []),
        name: user.username,
        displayName: user.displayName ?? user.username,
      },
    };
  },
});

export const webauthnDocumentRoutes: readonly Route[] = [relatedOrigins, signals];
