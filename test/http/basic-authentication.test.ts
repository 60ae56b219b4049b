import { describe, expect, it } from "vitest";
import { logWarnings } from "../../server/operations/hourly-warnings.js";
import { application } from "../support/application.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { giveRoles, signedInPerson } from "../support/people.js";
import { setPolicy } from "../support/policy.js";
import { type Answer, testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, deps, database } = service;
const wiki = await application(service, { scopes: ["users", "admin", "metrics"] });

const basic = (username: string, password = `password of ${username}`) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
const by = (authorization: string, path: string, method = "GET", body?: object): Promise<Answer> =>
  call(method, path, body, { apiKey: null, headers: { authorization } });
const entries = (username: string, action: string) =>
  database.db
    .collection("audit")
    .find({ userId: deps.keys.userId(username), action })
    .toArray();

for (const username of ["script", "other", "boss"]) await userWithApp(service, username);
await giveRoles(service, "boss", "owner");

describe("A7 HTTP basic authentication is refused", () => {
  it("401: says why, evaluates nothing, and stands in the audit trail once a minute an address", async () => {
    for (let i = 0; i < 3; i++) {
      const answer = await by(basic("script"), "/api/v1/users/script");
      expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
      expect(answer.body.detail).toContain("basic authentication is refused");
      expect(answer.headers.get("www-authenticate")).toBeNull();
    }
    const refused = () => database.db.collection("audit").find({ action: "basic_authentication.refused" });
    await expect.poll(() => refused().toArray()).toHaveLength(1);
    expect(await entries("script", "password.check")).toEqual([]);
  });

  it("401: is refused rather than ignored beside a session cookie", async () => {
    const { browser } = await signedInPerson(service, "paula");
    const headers = { authorization: basic("paula") };
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
    expect((await browser.call("GET", "/api/v1/session", undefined, { headers })).status).toBe(401);
  });
});

describe("A7 HTTP basic authentication for an allow list", () => {
  it("reads what is one's own, by the password, and is audited", async () => {
    await allow("script", "boss");
    expect(await by(basic("script"), "/api/v1/users/script")).toMatchObject({
      status: 200,
      body: { username: "script" },
    });
    // Names are compared as everywhere.
    expect((await by(basic(" SCRIPT ", "password of script"), "/api/v1/users/Script")).status).toBe(200);
    expect(await entries("script", "password.check")).toMatchObject([
      { outcome: "success", detail: { through: "basic authentication" } },
      { outcome: "success" },
    ]);
  });

  it("403: changes nothing, whatever the session of the same person could", async () => {
    for (const [method, path, body] of [
      ["PATCH", "/api/v1/users/script", { displayName: "x" }],
      ["PUT", "/api/v1/users/script/password", { password: "another password" }],
      ["POST", "/api/v1/users/script/totp", {}],
      ["POST", "/api/v1/users/script/recovery-key", {}],
      ["DELETE", "/api/v1/users/script/second-factor", undefined],
      ["POST", "/api/v1/session/elevation/options", {}],
      ["DELETE", "/api/v1/session", undefined],
      ["GET", "/api/v1/session", undefined],
      ["GET", "/api/v1/users/other", undefined],
    ] as const) {
      expect((await by(basic("script"), path, method, body)).status, `${method} ${path}`).toBe(403);
    }
  });

  it("403: gives no role, not even an owner's", async () => {
    for (const path of ["/api/v1/users", "/api/v1/policy", "/api/v1/audit", "/api/v1/users/other"])
      expect((await by(basic("boss"), path)).status, path).toBe(403);
    expect((await by(basic("boss"), "/api/v1/users/boss")).status).toBe(200);
  });

  it("401: the right password of somebody who is not on the list fails as a wrong one of somebody who is: status, body, guard", async () => {
    const shape = ({ status, body: { requestId, ...body } }: Answer) => ({ status, body });
    const tries = async (username: string, password: string) => {
      const answers: object[] = [];
      for (let i = 0; i < 3; i++)
        answers.push(shape(await by(basic(username, password), `/api/v1/users/${username}`)));
      return answers;
    };
    const listed = await tries("script", "a wrong password");
    expect(listed).toMatchObject([
      { status: 401, body: { code: "unauthenticated" } },
      { status: 401 },
      { status: 429 },
    ]);
    expect(await tries("other", "password of other")).toEqual(listed);
    expect(await tries("nobody of this name", "a password")).toEqual(listed);
    // A refusal is written beside the request.
    const found = async () => {
      const checks = await entries("other", "password.check");
      return checks.map(({ outcome, detail }) => `${outcome} through ${detail?.through}`).sort();
    };
    await expect
      .poll(found)
      .toEqual([
        "failure through basic authentication",
        "failure through basic authentication",
        "refused through basic authentication",
      ]);
  });

  it("429: shares the guard of the sign-in page, and the right password is not looked at while it stands", async () => {
    expect((await by(basic("script"), "/api/v1/users/script")).status).toBe(429);
    expect((await beginSignIn(new Browser(service), "script")).status).toBe(429);
    service.clock.advance(3600);
    expect((await by(basic("script"), "/api/v1/users/script")).status).toBe(200);
  });

  it("401: suspended users, and what is no pair of name and password", async () => {
    await wiki.call("POST", "/api/v1/users/script/suspend");
    expect((await by(basic("script"), "/api/v1/users/script")).status).toBe(401);
    await wiki.call("POST", "/api/v1/users/script/resume");
    for (const header of [
      "Basic",
      "Basic ",
      "Basic ????",
      `Basic ${Buffer.from("script").toString("base64")}`,
    ])
      expect((await by(header, "/api/v1/users/script")).status, header).toBe(401);
  });

  it("is warned of while the list is not empty: in console, log and metric; and ends with the list", async () => {
    const warning = { kind: "basic_authentication", users: ["script", "boss"] };
    expect((await wiki.call("GET", "/api/v1/warnings")).body.warnings).toContainEqual(warning);
    await logWarnings(deps);
    expect(service.logs.join("")).toContain('"warning":"basic_authentication","users":["script","boss"]');
    const metrics = async () =>
      (await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${wiki.apiKey}` } })).text();
    expect(await metrics()).toContain("latchkey_basic_authentication_users 2");
    await allow();
    expect((await by(basic("script"), "/api/v1/users/script")).status).toBe(401);
    expect(await metrics()).toContain("latchkey_basic_authentication_users 0");
  });

  it("counts for nobody in a policy that was written without it", async () => {
    const { version, policy } = (await wiki.call("GET", "/api/v1/policy")).body as unknown as {
      version: number;
      policy: Record<string, unknown>;
    };
    const { basicAuthentication, ...older } = policy;
    expect(basicAuthentication).toEqual({ users: [] });
    const written = await wiki.call("PUT", "/api/v1/policy", { version, policy: older });
    expect(written).toMatchObject({ status: 200, body: { policy: { basicAuthentication: { users: [] } } } });
  });
});

/** Puts these users on the list, by the application: there is an owner already. */
async function allow(...users: string[]) {
  await setPolicy(service, { basicAuthentication: { users } }, wiki.apiKey);
}
