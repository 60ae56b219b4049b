import { describe, expect, it } from "vitest";
import type { Browser } from "../support/browser.js";
import { signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";

const service = await testService();

/** What two owners may try to do to each other, by the name of the one. */
const TAKE_AWAY: Record<string, (browser: Browser, username: string) => Promise<{ status: number }>> = {
  delete: (browser, username) => browser.call("DELETE", `/api/v1/users/${username}`),
  suspend: (browser, username) => browser.call("POST", `/api/v1/users/${username}/suspend`, {}),
  "take the role": (browser, username) =>
    browser.call("PATCH", `/api/v1/users/${username}`, { roles: ["administrator"] }),
};

async function activeOwners(): Promise<number> {
  const privileged = await service.deps.storage.users.listPrivileged();
  return privileged.filter(({ roles, suspended }) => roles.includes("owner") && !suspended).length;
}

describe("A2 the last owner", () => {
  it.each(Object.entries(TAKE_AWAY))(
    "stays where two owners %s each other at the same moment",
    async (what, takeAway) => {
      const [a, b] = [`${what} a`, `${what} b`].map((name) => name.replaceAll(" ", "-"));
      if (a === undefined || b === undefined) throw new Error("two names");
      const [{ browser: first }, { browser: second }] = [
        await signedInPerson(service, a, "owner"),
        await signedInPerson(service, b, "owner"),
      ];
      const others = await service.deps.storage.users.listPrivileged();
      for (const { username, roles } of others.filter(({ username }) => ![a, b].includes(username))) {
        if (roles.includes("owner")) expect((await takeAway(first, username)).status).toBeLessThan(300);
      }
      expect(await activeOwners()).toBe(2);
      const answers = await Promise.all([takeAway(first, b), takeAway(second, a)]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      expect(await activeOwners()).toBe(1);
    },
  );
});
