import { describe, expect, it } from "vitest";
import { wrong } from "../support/hotp.js";
import { signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, deps } = service;

const names = (body: unknown) =>
  (body as { users: { username: string }[] }).users.map((user) => user.username);
const list = async (query = "") => call("GET", `/api/v1/users${query}`);

for (const username of ["bea", "Ada", "zoe", "Émile", "carl_1", "carl-2"])
  await call("POST", "/api/v1/users", {
    username,
    email: `${username.normalize("NFKD").replace(/[^\w-]/g, "")}@example.org`,
    groups: username.startsWith("carl") ? ["twins"] : [],
  });
const bea = await userWithApp(service, "bea");

describe("the list of users", () => {
  it("200: is in the order of names, whatever their case, and never holds a name that was only tried", async () => {
    await call("POST", "/api/v1/verify", { username: "nobody", code: "123456" });
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(names(body)).toEqual(["Ada", "bea", "carl_1", "carl-2", "Émile", "zoe"]);
    expect(body).not.toHaveProperty("cursor");
    expect(JSON.stringify(body)).not.toMatch(/secret|hash|handle/);
  });

  it("200: is searched by part of a name or an address, and what means something to a pattern is just a letter", async () => {
    expect(names((await list("?query=AD")).body)).toEqual(["Ada"]);
    expect(names((await list("?query=zoe%40example")).body)).toEqual(["zoe"]);
    expect(names((await list("?query=.*")).body)).toEqual([]);
    expect(names((await list("?query=carl%5C")).body)).toEqual([]);
    expect(names((await list("?group=twins")).body)).toEqual(["carl_1", "carl-2"]);
  });

  it("200: tells who has no second factor", async () => {
    expect(names((await list("?without=factor")).body)).not.toContain("bea");
    expect(names((await list("?without=factor&query=ada")).body)).toEqual(["Ada"]);
  });

  it("200: tells who has to wait now, and nobody whose wait is over (A5)", async () => {
    const verify = (code: string) => call("POST", "/api/v1/verify", { username: "bea", code });
    expect(names((await list("?blocked=true")).body)).toEqual([]);
    for (let i = 0; i < 2; i++) await verify(wrong(bea.code()));
    expect(names((await list("?blocked=true")).body)).toEqual(["bea"]);
    service.clock.advance(2);
    expect(names((await list("?blocked=true")).body)).toEqual([]);
    expect((await verify(bea.code())).status).toBe(200);
    expect((await list("?blocked=maybe")).status).toBe(400);
  });

  it("200: is paged by names without skipping or repeating anybody", async () => {
    const found: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await deps.storage.users.list({ after, limit: 2 });
      found.push(...page.map(({ username }) => username));
      after = page.at(-1)?.username;
      if (page.length < 2) break;
    }
    expect(found).toEqual(names((await list()).body));
  });

  it("is read along an index: a page looks at no more users than it has", async () => {
    const plan = await service.database.db
      .collection("users")
      .find({ username: { $gt: "b" } }, { collation: { locale: "en", strength: 5 } })
      .sort({ username: 1 })
      .limit(2)
      .explain("executionStats");
    expect(plan.executionStats.totalDocsExamined).toBe(2);
  });

  it("400: what it does not know; 403: who may not", async () => {
    expect((await list("?without=luck")).status).toBe(400);
    expect((await list("?query[$ne]=x")).status).toBe(400);
    const user = await signedInPerson(service, "plain");
    expect((await user.browser.call("GET", "/api/v1/users")).status).toBe(403);
    const auditor = await signedInPerson(service, "auditor", "auditor");
    expect((await auditor.browser.call("GET", "/api/v1/users?query=bea")).status).toBe(200);
    expect((await call("GET", "/api/v1/users", undefined, { apiKey: null })).status).toBe(401);
  });
});

describe("coverage", () => {
  it("200: counts who is protected by what, a hardware token apart from an app, and suspended users apart", async () => {
    await call("POST", "/api/v1/tokens", { serial: "cov-1", type: "totp", secretHex: "ab".repeat(20) });
    await call("POST", "/api/v1/tokens/cov-1/assign", { username: "zoe" });
    await call("POST", "/api/v1/users/carl_1/suspend");
    const { body } = await call("GET", "/api/v1/coverage");
    expect(body).toEqual({
      users: 7,
      suspended: 1,
      protected: 4,
      by: [
        { kind: "token", users: 1 },
        { kind: "totp", users: 3 },
      ],
    });
  });
});

describe("a user who is blocked", () => {
  it("says until when", async () => {
    for (let i = 0; i < 2; i++)
      await call("POST", "/api/v1/verify", { username: "bea", code: wrong(bea.code()) });
    expect((await call("GET", "/api/v1/users/bea")).body.blockedUntil).toEqual(expect.any(String));
    await call("POST", "/api/v1/users/bea/unblock");
    expect((await call("GET", "/api/v1/users/bea")).body).not.toHaveProperty("blockedUntil");
  });
});
