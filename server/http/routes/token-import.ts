import { z } from "zod";
import {
  detectFormat,
  MAX_FILE_BYTES,
  SEED_FORMATS,
  type SeedFormat,
  type SeedToken,
  TOKEN_TYPES,
} from "../../../tokens/seeds/index.js";
import { LatchkeyError } from "../../errors.js";
import { importSeeds } from "../../tokens/import.js";
import { defineRoute, type Route } from "../route.js";
import { jsonField } from "../schemas.js";

const importOptions = z.strictObject({
  presharedKeyHex: z.string().max(256).optional(),
  password: z.string().max(1024).optional(),
  tokenType: z.enum(TOKEN_TYPES).optional(),
});

/** Reading a file may take so long; a hostile one is given up. */
const READ_LIMIT_MS = 120_000;

const shownToken = z.looseObject({ row: z.int(), serial: z.string(), type: z.string() });

const importRoute = defineRoute({
  method: "post",
  path: "/api/v1/tokens/import",
  summary: "Import a seed file, or look at what it holds (dryRun)",
  access: { scopes: ["tokens"], person: { roles: ["owner", "administrator"], elevated: true } },
  uploadLimit: MAX_FILE_BYTES,
  body: z.strictObject({
    format: z.enum(["auto", ...SEED_FORMATS]).default("auto"),
    options: jsonField(importOptions).default({}),
    dryRun: z.enum(["true", "false"]).default("false"),
    rows: jsonField(z.array(z.int().min(1)).max(100_000)).optional(),
  }),
  responses: {
    200: z.strictObject({
      tokens: z.array(shownToken),
      rowErrors: z.array(z.strictObject({ row: z.int(), error: z.string(), serial: z.string().optional() })),
      fileError: z.string().nullable(),
      importId: z.string().optional(),
      // Of a dry run: what the file was read as, where that is known.
      format: z.enum(SEED_FORMATS).optional(),
    }),
  },
  async handle({ body, file, deps, caller }) {
    if (file === null) throw new LatchkeyError("invalid_request", "The file is missing.");
    const { presharedKeyHex, password, tokenType } = body.options;
    const result = await importSeeds(deps, caller(), file, {
      format: body.format,
      dryRun: body.dryRun === "true",
      rows: body.rows,
      signal: AbortSignal.timeout(READ_LIMIT_MS),
      ...(presharedKeyHex === undefined ? {} : { presharedKeyHex }),
      ...(password === undefined ? {} : { password }),
      ...(tokenType === undefined ? {} : { tokenType }),
    });
    const format = body.dryRun === "true" ? formatOf(file, body) : null;
    return {
      status: 200,
      body: { ...result, tokens: result.tokens.map(withoutSecrets), ...(format ? { format } : {}) },
    };
  },
});

function formatOf(
  file: Uint8Array,
  { format, options }: { format: SeedFormat | "auto"; options: z.output<typeof importOptions> },
): SeedFormat | null {
  if (format !== "auto") return format;
  return detectFormat(file, options.tokenType === undefined ? {} : { tokenType: options.tokenType });
}

/** What the file says of a token, less what nobody may see; a counter beyond 2^53 travels as a string. */
function withoutSecrets(token: SeedToken): z.input<typeof shownToken> {
  const { secretHex, privateIdHex, accessCodeHex, ...shown } = token;
  return "counter" in shown
    ? { ...shown, counter: Number.isSafeInteger(shown.counter) ? shown.counter : String(shown.counter) }
    : shown;
}

export const tokenImportRoutes: readonly Route[] = [importRoute];
