import { z } from "zod";
import type { Deps } from "../../deps.js";
import type { StoredAuditEntry } from "../../storage/audit.js";
import { readToken } from "../../tokens/change-token.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate } from "../schemas.js";
import { serialPath } from "./token-schemas.js";
import { MAY_READ_TOKENS } from "./tokens.js";

const SHOWN = 100;

const historyEntry = z.strictObject({
  at: isoDate,
  action: z.string(),
  outcome: z.enum(["success", "failure", "refused"]),
  actor: z.string(),
  user: z.string().nullable(),
});

const history = defineRoute({
  method: "get",
  path: "/api/v1/tokens/:serial/history",
  summary: "What happened to a token and by it, newest first",
  access: { scopes: ["audit"], person: MAY_READ_TOKENS.person },
  params: serialPath,
  responses: { 200: z.strictObject({ entries: z.array(historyEntry) }) },
  errors: ["not_found"],
  async handle({ params, deps }) {
    const { token } = await readToken(deps, params.serial);
    const entries = await deps.storage.audit.search({ serial: token.serial }, { limit: SHOWN });
    const begin = entries.length < SHOWN ? await importOf(deps, token.importId) : [];
    const shown = [...entries, ...begin].map(({ at, action, outcome, actor, user }) => ({
      at: at.toISOString(),
      action,
      outcome,
      actor,
      user,
    }));
    return { status: 200, body: { entries: shown } };
  },
});

/** An import is one entry however many tokens it brought; each token's history begins with it. */
async function importOf(
  { storage }: Pick<Deps, "storage">,
  importId: string | null,
): Promise<StoredAuditEntry[]> {
  if (importId === null) return [];
  return storage.audit.search({ importId, action: "token.import" }, { limit: 1 });
}

export const tokenHistoryRoutes: readonly Route[] = [history];
