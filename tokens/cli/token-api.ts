import { z } from "zod";
import { type ApiClient, ApiError } from "./api-client.js";

const tokenSchema = z.object({
  serial: z.string(),
  type: z.string(),
  state: z.string(),
  username: z.string().optional(),
  publicId: z.string().optional(),
  model: z.string().optional(),
  digits: z.number(),
  period: z.number().optional(),
});

/** A token as Latchkey shows it. */
export type RemoteToken = z.output<typeof tokenSchema>;

const pageSchema = z.object({ tokens: z.array(tokenSchema), cursor: z.string().optional() });
const assignedSchema = z.object({
  results: z.array(
    z.object({
      serial: z.string(),
      username: z.string(),
      assigned: z.boolean(),
      code: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
});

/** What became of one row of a bulk assignment. */
export type AssignmentResult = z.output<typeof assignedSchema>["results"][number];

/** Every token that fits, page by page; `query` is a part of serial, model or user. */
export async function* listTokens(
  api: ApiClient,
  filter: { state?: string | undefined; query?: string | undefined },
): AsyncGenerator<RemoteToken> {
  let cursor: string | undefined;
  do {
    const given = Object.entries({ ...filter, cursor }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    const page = await api.call("GET", `/api/v1/tokens?${new URLSearchParams(given)}`, pageSchema);
    yield* page.tokens;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** One token; null where there is none of that serial. */
export async function readRemoteToken(api: ApiClient, serial: string): Promise<RemoteToken | null> {
  try {
    return await api.call("GET", pathOf(serial), tokenSchema);
  } catch (error) {
    if (error instanceof ApiError && error.code === "not_found") return null;
    throw error;
  }
}

/** What is sent of a token that is being provisioned. */
export interface NewRemoteToken {
  serial: string;
  type: string;
  secretHex: string;
  privateIdHex?: string;
  publicId?: string;
  accessCodeHex?: string;
  digits?: number;
  period?: number;
  counter?: number;
  manufacturer: string;
  model: string;
}

/** Stores a token as pending, or goes on with one that is (`again`). */
export function storePending(api: ApiClient, token: NewRemoteToken, again: boolean): Promise<RemoteToken> {
  return api.call("POST", "/api/v1/tokens", tokenSchema, {
    ...token,
    ...(again ? { replacePending: true } : { pending: true }),
  });
}

/** Takes a pending token into the stock. `used`: what the key has typed already. */
export function activateRemoteToken(
  api: ApiClient,
  serial: string,
  used: object | null,
): Promise<RemoteToken> {
  return api.call("POST", `${pathOf(serial)}/activate`, tokenSchema, used === null ? {} : { used });
}

export function assignRemoteToken(api: ApiClient, serial: string, username: string): Promise<RemoteToken> {
  return api.call("POST", `${pathOf(serial)}/assign`, tokenSchema, { username });
}

/** Assigns many, or with `dryRun` says what would happen. */
export async function assignRemoteTokens(
  api: ApiClient,
  assignments: readonly { serial: string; username: string }[],
  dryRun: boolean,
): Promise<AssignmentResult[]> {
  const answer = await api.call("POST", "/api/v1/tokens/assign", assignedSchema, { assignments, dryRun });
  return answer.results;
}

/** The access code of a token's slot; null where there is none. Latchkey records every look. */
export async function readRemoteAccessCode(api: ApiClient, serial: string): Promise<Uint8Array | null> {
  const schema = z.object({ accessCodeHex: z.string().regex(/^[0-9a-f]{12}$/) });
  try {
    const { accessCodeHex } = await api.call("GET", `${pathOf(serial)}/access-code`, schema);
    return Buffer.from(accessCodeHex, "hex");
  } catch (error) {
    if (error instanceof ApiError && error.code === "not_found") return null;
    throw error;
  }
}

/** Tries a code, or two consecutive ones that bring a drifted token back. Throws an ApiError where they are wrong. */
export async function tryCodes(api: ApiClient, serial: string, codes: readonly string[]): Promise<void> {
  const [code] = codes;
  if (codes.length === 1)
    await api.call("POST", `${pathOf(serial)}/test`, z.object({ verified: z.literal(true) }), { code });
  else await api.call("POST", `${pathOf(serial)}/resync`, tokenSchema, { codes });
}

function pathOf(serial: string): string {
  return `/api/v1/tokens/${encodeURIComponent(serial)}`;
}
