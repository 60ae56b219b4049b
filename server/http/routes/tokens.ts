import { z } from "zod";
import { readToken } from "../../tokens/change-token.js";
import { addToken } from "../../tokens/new-token.js";
import { provisionAgain } from "../../tokens/provisioning.js";
import { defineRoute, type Route } from "../route.js";
import { serial, serialPath, TOKEN_STATES, TOKEN_TYPES, tokenAnswer, tokenView } from "./token-schemas.js";

const PAGE = 100;

/** Who looks at tokens, and who changes them. */
export const MAY_READ_TOKENS = {
  scopes: ["tokens"],
  person: { roles: ["owner", "administrator", "helpdesk", "auditor"] },
} as const;
export const MAY_CHANGE_TOKENS = {
  scopes: ["tokens"],
  person: { roles: ["owner", "administrator", "helpdesk"], elevated: true },
} as const;

const hex = (least: number, most: number) =>
  z
    .string()
    .regex(/^([0-9a-fA-F]{2})*$/, "Hex, two digits a byte.")
    .min(2 * least, `At least ${least} bytes.`)
    .max(2 * most, `At most ${most} bytes.`);

const add = defineRoute({
  method: "post",
  path: "/api/v1/tokens",
  summary: "Add one token to the stock",
  access: MAY_CHANGE_TOKENS,
  body: z.strictObject({
    serial,
    type: z.enum(TOKEN_TYPES),
    secretHex: hex(10, 128),
    privateIdHex: hex(6, 6).optional(),
    publicId: z
      .string()
      .regex(/^[cbdefghijklnrtuv]{0,32}$/, "Modhex.")
      .optional(),
    digits: z.int().min(6).max(8).optional(),
    period: z.int().min(10).max(300).optional(),
    counter: z.int().min(0).optional(),
    algorithm: z.enum(["SHA1", "SHA256", "SHA512"]).optional(),
    manufacturer: z.string().trim().max(64).optional(),
    model: z.string().trim().max(64).optional(),
    // A YubiKey slot's access code; it is told again only by GET …/access-code.
    accessCodeHex: hex(6, 6).optional(),
    // A token that is being provisioned: it is activated once the key has its secret.
    pending: z.boolean().optional(),
    // Goes on with a pending token whose provisioning was interrupted: with a new secret and the same access code.
    replacePending: z.boolean().optional(),
  }),
  responses: { 201: tokenAnswer },
  errors: ["not_found", "conflict"],
  async handle({ body: { pending, replacePending, ...newToken }, deps, caller }) {
    const token = replacePending
      ? await provisionAgain(deps, caller(), newToken)
      : await addToken(deps, caller(), newToken, pending ? "pending" : "in_stock");
    return { status: 201, body: tokenView(token) };
  },
});

const list = defineRoute({
  method: "get",
  path: "/api/v1/tokens",
  summary: "Search the stock, by serial",
  access: MAY_READ_TOKENS,
  query: z.object({
    state: z.enum(TOKEN_STATES).optional(),
    query: z.string().max(128).optional(),
    cursor: serial.optional(),
  }),
  responses: { 200: z.strictObject({ tokens: z.array(tokenAnswer), cursor: z.string().optional() }) },
  async handle({ query: { state, query, cursor }, deps }) {
    const tokens = await deps.storage.tokens.list({ state, query, after: cursor, limit: PAGE + 1 });
    const page = tokens.slice(0, PAGE);
    const last = tokens.length > PAGE ? page.at(-1) : undefined;
    return { status: 200, body: { tokens: page.map(tokenView), ...(last ? { cursor: last.serial } : {}) } };
  },
});

const summary = defineRoute({
  method: "get",
  path: "/api/v1/tokens/summary",
  summary: "The stock at a glance: how many of each type and state",
  access: MAY_READ_TOKENS,
  responses: {
    200: z.strictObject({
      counts: z.array(
        z.strictObject({ type: z.enum(TOKEN_TYPES), state: z.enum(TOKEN_STATES), count: z.int() }),
      ),
    }),
  },
  async handle({ deps }) {
    return { status: 200, body: { counts: await deps.storage.tokens.count() } };
  },
});

const read = defineRoute({
  method: "get",
  path: "/api/v1/tokens/:serial",
  summary: "Read a token",
  access: MAY_READ_TOKENS,
  params: serialPath,
  responses: { 200: tokenAnswer },
  errors: ["not_found"],
  async handle({ params, deps }) {
    return { status: 200, body: tokenView((await readToken(deps, params.serial)).token) };
  },
});

// Of several routes that fit an address the last one serves it: `summary` is no serial.
export const tokenRoutes: readonly Route[] = [add, list, read, summary];
