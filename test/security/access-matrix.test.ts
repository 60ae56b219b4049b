import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROUTES } from "../../server/http/routes/index.js";
import { application } from "../support/application.js";
import { type Browser, COOKIE } from "../support/browser.js";
import { signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";

/** What everybody may do, line by line, as people agreed on it: not derived from the routes. */
const MATRIX = readFileSync(new URL("./access-matrix.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

const SCOPES = ["verify", "enrol", "users", "tokens", "audit", "admin", "metrics"] as const;
const ROLES = ["auditor", "helpdesk", "administrator", "owner"] as const;

const service = await testService();
const keys = new Map<string, string>();
for (const scope of SCOPES) {
  keys.set(scope, (await application(service, { name: scope, scopes: [scope] })).apiKey);
}
const people = new Map<string, Browser>();
for (const role of ROLES) people.set(role, (await signedInPerson(service, role, role)).browser);
const person = (await signedInPerson(service, "person")).browser;
// Nobody is elevated any more: what needs it is asked for, and nothing of it is done.
service.clock.advance(660);

describe("A2, A3, P1: every route against every scope and role", () => {
  // Last, as it ends the session that it is called with.
  const last = (path: string) => path === "/api/v1/session";
  const routes = [...ROUTES].sort((a, b) => Number(last(a.path)) - Number(last(b.path)));

  it.each(routes)("$method $path", async ({ method: small, path }) => {
    const method = small.toUpperCase();
    const line = MATRIX.find((one) => one.startsWith(`${method} ${path} | `));
    const someone = path.replace(/:(username|name)\b/, "nobody").replace(/:\w+/g, "nothing");
    const oneself = path.replace(/:(username|name)\b/, "person").replace(/:\w+/g, "nothing");

    if ((await call(method, someone)) === "yes") {
      expect(`${method} ${path} | anybody`).toBe(line);
      return;
    }
    const scopes = [];
    for (const [scope, key] of keys) {
      if ((await call(method, someone, { authorization: `Bearer ${key}` })) === "yes") scopes.push(scope);
    }
    const roles = [];
    for (const [role, browser] of people) {
      const got = await call(method, someone, cookieOf(browser));
      if (got !== "no") roles.push(got === "elevated" ? `${role}*` : role);
    }
    const own = await call(method, oneself, cookieOf(person));
    const got = `${method} ${path} | ${scopes.join(" ") || "-"} | ${roles.join(" ") || "-"} | ${own}`;
    expect(got).toBe(line);
  });

  it("the matrix names no route that is gone", () => {
    const names = new Set(ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${path}`));
    expect(MATRIX.filter((line) => !names.has(line.split(" | ")[0] ?? ""))).toEqual([]);
  });
});

/** What the caller gets: `no` (401, 403), `elevated` (may, once they are elevated) or `yes`. */
async function call(
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<"no" | "elevated" | "yes"> {
  const answer = await fetch(service.url + path, {
    method,
    headers: method === "GET" ? headers : { ...headers, "content-type": "application/json" },
    ...(method === "GET" ? {} : { body: "{}" }),
  });
  const refused = answer.status === 401 || answer.status === 403;
  const { code } = refused ? ((await answer.json()) as { code: string }) : { code: "" };
  // An answer that streams on and on is not waited for.
  if (!refused) await answer.body?.cancel();
  if (code === "elevation_required") return "elevated";
  return refused ? "no" : "yes";
}

function cookieOf({ cookie, csrf }: Browser): Record<string, string> {
  return { cookie: `${COOKIE}=${cookie}`, "x-csrf-token": csrf ?? "" };
}
