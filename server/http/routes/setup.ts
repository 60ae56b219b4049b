import { z } from "zod";
import { setUp } from "../../access/setup.js";
import { defineRoute } from "../route.js";
import { username } from "../schemas.js";
import { sessionAnswer } from "../session-view.js";
import { visitor } from "../visitor.js";
import { startSession } from "./session.js";

/** The first administrator goes on to set up a second factor in this same session, which can do nothing else. */
export const setupRoute = defineRoute({
  method: "post",
  path: "/api/v1/setup",
  summary: "Create the first administrator by the one-time link",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({
    token: z.string().min(1).max(128),
    username,
    password: z.string().max(1024),
  }),
  responses: { 201: z.strictObject({ session: sessionAnswer }) },
  errors: ["unauthenticated", "forbidden", "conflict"],
  async handle({ body, deps, ctx, principal }) {
    const caller = visitor(ctx, deps);
    const user = await setUp(deps, caller, deps.config.dataDir, body);
    const start = { user, kind: "enrol", factor: null, elevated: true } as const;
    return { status: 201, ...(await startSession(deps, principal, caller, start)) };
  },
});
