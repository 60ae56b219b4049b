import { z } from "zod";
import { readAnchor } from "../../audit/anchor.js";
import { trailState } from "../../audit/trail-state.js";
import { MAY_READ_AUDIT } from "../audit-filter.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate } from "../schemas.js";

const state = defineRoute({
  method: "get",
  path: "/api/v1/audit/state",
  summary:
    "The newest checkpoint of the audit trail, and whether it fits; `latchkey audit verify` looks at everything",
  access: MAY_READ_AUDIT,
  responses: {
    200: z.strictObject({
      chains: z.int().describe("One for each start of a process."),
      grown: z.int().describe("Chains that had grown when the checkpoint was signed."),
      last: z.strictObject({ number: z.int(), at: isoDate }).nullable(),
      finding: z.enum(["fits", "no_checkpoint", "not_signed", "entries_changed", "cut_off"]),
    }),
  },
  async handle({ deps }) {
    const anchor = await readAnchor(deps.config.dataDir);
    const { last, ...found } = await trailState(deps.storage, deps.keys.auditSigner, anchor);
    return { status: 200, body: { ...found, last: last && { ...last, at: last.at.toISOString() } } };
  },
});

export const auditStateRoute: Route = state;
