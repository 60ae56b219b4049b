import { z } from "zod";
import { LatchkeyError } from "../../errors.js";
import { importUsers, type UserImportOptions } from "../../people/import/import-users.js";
import { MAX_LIST_BYTES } from "../../people/import/read-list.js";
import { JSON_LINES, reportProgress } from "../report-progress.js";
import { defineRoute, type Route } from "../route.js";
import { jsonField } from "../schemas.js";

/** An import may take so long; a hostile file is given up. */
const LIMIT_MS = 600_000;

const importOptions = z.strictObject({
  update: z.boolean().default(false).describe("Whether users who exist already are changed."),
  groups: z
    .enum(["add", "replace"])
    .default("add")
    .describe("Whether a row's groups come to those that the user is in, or take their place."),
});

const outcome = z.enum(["created", "updated", "unchanged", "refused"]);

const report = z.strictObject({
  fileError: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  encoding: z.string(),
  columns: z.strictObject({
    recognised: z.record(z.string(), z.string()),
    ignored: z.array(z.string()),
  }),
  counts: z.record(outcome, z.int()),
  rows: z.array(
    z.strictObject({
      row: z.int().describe("Line of the file on which the row begins."),
      username: z.string(),
      outcome,
      code: z.string().optional(),
      message: z.string().optional(),
      changes: z
        .array(z.strictObject({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }))
        .optional(),
    }),
  ),
  importId: z.string().optional(),
});

const importRoute = defineRoute({
  method: "post",
  path: "/api/v1/users/import",
  summary: "Import users from a CSV file, or look at what would happen (dryRun); nobody is deleted by it",
  access: { scopes: ["users"], person: { roles: ["owner", "administrator"], elevated: true } },
  uploadLimit: MAX_LIST_BYTES,
  body: z.strictObject({
    options: jsonField(importOptions).default({ update: false, groups: "add" }),
    dryRun: z.enum(["true", "false"]).default("false"),
    progress: z
      .enum(["true", "false"])
      .default("false")
      .describe("Answer in JSON Lines: {done, total} again and again, at last {report} or {error}."),
  }),
  responses: { 200: report },
  streams: ["application/json", JSON_LINES],
  async handle({ body: { options, dryRun, progress }, file, deps, caller }) {
    if (file === null) throw new LatchkeyError("invalid_request", "The file is missing.");
    const run = (more: Pick<UserImportOptions, "signal" | "onProgress">) =>
      importUsers(deps, caller(), file, { ...options, dryRun: dryRun === "true", ...more });
    const limit = AbortSignal.timeout(LIMIT_MS);
    if (progress === "false") return { status: 200, body: await run({ signal: limit }) };
    const body = reportProgress(
      async (onProgress, signal) =>
        report.parse(await run({ onProgress, signal: AbortSignal.any([limit, signal]) })),
      deps.log,
    );
    return { status: 200, stream: { type: JSON_LINES, body } };
  },
});

export const userImportRoutes: readonly Route[] = [importRoute];
