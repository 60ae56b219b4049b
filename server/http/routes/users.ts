import { z } from "zod";
import type { FactorRegistry } from "../../factors/index.js";
import { passwordOf } from "../../people/password.js";
import { createUser, readUser } from "../../people/users.js";
import type { DirectoryLink, User } from "../../storage/storage.js";
import { defineRoute, type Route } from "../route.js";
import { displayName, email, groups, isoDate, username, userPath } from "../schemas.js";

export const credentialAnswer = z.strictObject({
  id: z.string(),
  factor: z.string(),
  name: z.string(),
  state: z.enum(["pending", "active", "suspended"]),
  createdAt: isoDate,
  lastUsedAt: isoDate.nullable(),
  token: z.strictObject({ serial: z.string(), model: z.string().optional() }).optional(),
  model: z.string().optional(),
  backedUp: z.boolean().optional(),
  recoveryCodesLeft: z.int().optional().describe("A set of recovery codes: those not used yet."),
});

export const userAnswer = z.strictObject({
  username: z.string(),
  displayName: z.string().nullable(),
  email: z.string().nullable(),
  language: z.string().nullable().describe("In which they last used Latchkey's own pages."),
  groups: z.array(z.string()),
  roles: z.array(z.enum(["owner", "administrator", "helpdesk", "auditor"])),
  suspended: z.boolean(),
  factorRequired: z.boolean().describe("An administrator requires a second factor of this user."),
  preferredFactors: z.array(z.string()),
  blockedUntil: isoDate.optional().describe("End of the last wait after wrong attempts."),
  createdAt: isoDate,
  directory: z
    .strictObject({ dn: z.string(), suspendedFor: z.enum(["gone", "disabled", "expired"]).optional() })
    .optional()
    .describe("The entry of the directory that they come from, which also checks their password."),
  hasPassword: z.boolean().describe("Whether Latchkey checks a password of theirs."),
  credentials: z.array(credentialAnswer),
});

/** None of them is an authenticator that one has: the password, and codes for when one has none at hand. */
const UNSHOWN: ReadonlySet<string | undefined> = new Set(["password", "bypass", "emergency"]);

/** A user as it is shown: credentials by their names, never a secret, and not the password. */
export function userView(user: User, factors: FactorRegistry): z.input<typeof userAnswer> {
  const { username, displayName, email, language, groups, roles, suspended, factorRequired } = user;
  const { preferredFactors, guard, createdAt } = user;
  const shown = user.credentials.filter(({ factor }) => !UNSHOWN.has(factors.get(factor)?.kind));
  return {
    username,
    displayName,
    email,
    language,
    groups,
    roles,
    suspended,
    factorRequired,
    preferredFactors,
    ...(guard.notBefore ? { blockedUntil: guard.notBefore.toISOString() } : {}),
    createdAt: createdAt.toISOString(),
    hasPassword: typeof passwordOf(user)?.password?.hash === "string",
    ...(user.directory ? { directory: linkView(user.directory) } : {}),
    credentials: shown.map(
      ({ id, factor, name, state, createdAt: created, lastUsedAt, token, webauthn, spent, recovery }) => ({
        id,
        factor,
        name,
        state,
        createdAt: created.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
        ...(token ? { token } : {}),
        ...(webauthn?.model ? { model: webauthn.model } : {}),
        ...(spent && "backedUp" in spent ? { backedUp: spent.backedUp } : {}),
        ...(recovery?.form === "codes" ? { recoveryCodesLeft: recovery.digests.length } : {}),
      }),
    ),
  };
}

function linkView({ dn, suspendedFor }: DirectoryLink) {
  return { dn, ...(suspendedFor === null ? {} : { suspendedFor }) };
}

const create = defineRoute({
  method: "post",
  path: "/api/v1/users",
  summary: "Create a user",
  access: { scopes: ["users"], person: { roles: ["owner", "administrator"], elevated: true } },
  body: z.strictObject({
    username,
    displayName: displayName.optional(),
    email: email.optional(),
    groups: groups.optional(),
    password: z.string().max(1024).optional(),
  }),
  responses: { 201: userAnswer },
  errors: ["conflict"],
  async handle({ body, deps, caller }) {
    return { status: 201, body: userView(await createUser(deps, caller(), body), deps.factors) };
  },
});

const read = defineRoute({
  method: "get",
  path: "/api/v1/users/:username",
  summary: "Read a user and the names of their authenticators",
  access: {
    scopes: ["users", "enrol"],
    person: { own: true, enrolling: true, roles: ["owner", "administrator", "helpdesk", "auditor"] },
  },
  params: userPath,
  responses: { 200: userAnswer },
  errors: ["not_found"],
  async handle({ params, deps }) {
    return { status: 200, body: userView((await readUser(deps, params.username)).user, deps.factors) };
  },
});

export const userRoutes: readonly Route[] = [create, read];
