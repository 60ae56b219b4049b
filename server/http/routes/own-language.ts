import { z } from "zod";
import { LANGUAGES } from "../../../client/strings/languages.js";
import { userFact } from "../../audit/user-fact.js";
import { changeUser } from "../../storage/change-user.js";
import { defineRoute, type Route } from "../route.js";
import { personOf } from "./session.js";

const putLanguage = defineRoute({
  method: "put",
  path: "/api/v1/session/language",
  summary: "Say in which language one uses Latchkey's pages; letters come in it",
  // Nothing is guarded by it, so nobody is asked to unlock their settings for it.
  access: { person: { own: true, enrolling: true } },
  body: z.strictObject({ language: z.enum(LANGUAGES) }),
  responses: { 204: null },
  async handle({ body: { language }, principal, deps, caller }) {
    const person = personOf(principal);
    if (person.user.language === language) return { status: 204 };
    const { user, now } = await changeUser(deps.storage, person.user.id, (current) => ({
      user: { ...current, language },
    }));
    await deps.audit.record(caller(), userFact("user.language", user, now));
    return { status: 204 };
  },
});

export const ownLanguageRoutes: readonly Route[] = [putLanguage];
