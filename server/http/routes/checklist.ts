import { z } from "zod";
import { userFact } from "../../audit/user-fact.js";
import { LatchkeyError } from "../../errors.js";
import { CHECKLIST_ITEMS, checklist, TEST_MAIL_ACTION } from "../../operations/checklist.js";
import { defineRoute, type Route } from "../route.js";
import { personOf } from "./session.js";

const read = defineRoute({
  method: "get",
  path: "/api/v1/checklist",
  summary: "What a new installation needs, and what of it is done; the first items are about oneself",
  access: { person: { roles: ["owner", "administrator"] } },
  responses: {
    200: z.strictObject({
      items: z.array(z.strictObject({ item: z.enum(CHECKLIST_ITEMS), done: z.boolean() })),
    }),
  },
  async handle({ principal, deps }) {
    return { status: 200, body: { items: await checklist(deps, personOf(principal).user) } };
  },
});

const testMail = defineRoute({
  method: "post",
  path: "/api/v1/checklist/test-mail",
  summary: "Send a test letter to one's own address; answers when the mail server has taken it",
  access: { person: { roles: ["owner", "administrator"], elevated: true } },
  responses: { 204: null },
  errors: ["conflict", "unavailable"],
  async handle({ principal, deps, caller }) {
    const { user, now } = personOf(principal);
    if (!deps.notices.canSend)
      throw new LatchkeyError("conflict", "No mail server is set up: see LATCHKEY_SMTP_URL.");
    if (user.email === null) throw new LatchkeyError("conflict", "You have no e-mail address.");
    const sent = await deps.notices.send(user, { kind: "test" }, now);
    const outcome = sent === "sent" ? "success" : "failure";
    await deps.audit.record(caller(), { ...userFact(TEST_MAIL_ACTION, user, now), outcome });
    if (sent !== "sent") throw new LatchkeyError("unavailable", "The mail server did not take the letter.");
    return { status: 204 };
  },
});

export const checklistRoutes: readonly Route[] = [read, testMail];
