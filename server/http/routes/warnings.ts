import { z } from "zod";
import { currentWarnings } from "../../operations/warnings.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate } from "../schemas.js";

const warning = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("environment_key") }),
  z.strictObject({ kind: z.literal("break_glass"), until: isoDate }),
  z.strictObject({ kind: z.literal("keys_ending"), applications: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("basic_authentication"), users: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("operation"), text: z.string() }),
]);

/** What the console's banner shows. */
export const warningRoute: Route = defineRoute({
  method: "get",
  path: "/api/v1/warnings",
  summary: "What is on and should not stay on, ends soon, or should be mended",
  access: {
    scopes: ["admin"],
    person: { roles: ["owner", "administrator", "helpdesk", "auditor"] },
  },
  responses: { 200: z.strictObject({ warnings: z.array(warning) }) },
  async handle({ deps }) {
    return { status: 200, body: { warnings: await currentWarnings(deps) } };
  },
});
