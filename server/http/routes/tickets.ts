import { z } from "zod";
import { issueTicket, openTicket } from "../../access/tickets.js";
import { readUser } from "../../people/users.js";
import { applicationOf, assertRegistered } from "../application.js";
import { limitEnvironmentKeyOn } from "../environment-key.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate, username } from "../schemas.js";
import { sessionAnswer } from "../session-view.js";
import { visitor } from "../visitor.js";
import { startSession } from "./session.js";

const purpose = z.enum(["enrol", "profile"]);

const issue = defineRoute({
  method: "post",
  path: "/api/v1/tickets",
  summary:
    "Issue a single-use link into onboarding or the profile for a user whose password was checked elsewhere",
  access: { scopes: ["enrol", "users"] },
  body: z.strictObject({ username, purpose, redirectUri: z.string().max(2048).optional() }),
  responses: { 201: z.strictObject({ url: z.string(), expiresAt: isoDate }) },
  errors: ["not_found"],
  async handle({ body, deps, principal, caller }) {
    const application = applicationOf(principal);
    assertRegistered(application, body.redirectUri);
    await limitEnvironmentKeyOn(deps, principal, body.username);
    const { user } = await readUser(deps, body.username);
    const wanted = { purpose: body.purpose, redirectUri: body.redirectUri ?? null };
    const { url, expiresAt } = await issueTicket(deps, caller(), application, user, wanted);
    return { status: 201, body: { url, expiresAt: expiresAt.toISOString() } };
  },
});

const open = defineRoute({
  method: "post",
  path: "/api/v1/session/ticket",
  summary: "Exchange a ticket for a session",
  access: { public: true },
  ownForgeryCheck: true,
  body: z.strictObject({ ticket: z.string().min(1).max(128) }),
  responses: {
    200: z.strictObject({ session: sessionAnswer, purpose, redirectUri: z.string().optional() }),
  },
  errors: ["unauthenticated", "forbidden"],
  async handle({ body, deps, ctx, principal }) {
    const caller = visitor(ctx, deps);
    const { ticket, user, start } = await openTicket(deps, caller, body.ticket);
    const issued = await startSession(deps, principal, caller, { user, ...start });
    return {
      ...issued,
      status: 200,
      body: {
        ...issued.body,
        purpose: ticket.purpose,
        ...(ticket.redirectUri === null ? {} : { redirectUri: ticket.redirectUri }),
      },
    };
  },
});

export const ticketRoutes: readonly Route[] = [issue, open];
