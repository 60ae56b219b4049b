import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../server/policy/policy.js";
import { Browser, beginSignIn, signIn } from "../support/browser.js";
import { type Person, signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";

const service = await testService();
const { call, clock } = service;

const suspend = (name: string, move = "suspend") => `/api/v1/users/${name}/${move}`;
let owner: Person;
let administrator: Person;

beforeAll(async () => {
  const policy = { ...DEFAULT_POLICY, rules: { ...DEFAULT_POLICY.rules, rememberDays: 7 } };
  await call("PUT", "/api/v1/policy", { version: 0, policy });
  owner = await signedInPerson(service, "owner", "owner");
  administrator = await signedInPerson(service, "administrator", "administrator");
});

describe("a suspended user", () => {
  it("200: is signed out everywhere, signs in nowhere, and is not told apart from an unknown one", async () => {
    const user = await signedInPerson(service, "user");
    const answer = await administrator.browser.call("POST", suspend("user"), {});
    expect(answer).toMatchObject({ status: 200, body: { suspended: true } });
    expect((await user.browser.call("GET", "/api/v1/session")).status).toBe(401);
    expect((await call("POST", "/api/v1/verify", { username: "user", code: user.app.code() })).status).toBe(
      401,
    );
    expect((await beginSignIn(new Browser(service), "user")).status).toBe(401);
    expect((await call("GET", "/api/v1/audit?action=user.suspend")).body.entries).toMatchObject([
      { user: "user", actor: "administrator" },
    ]);
  });

  it("200: goes on with the factors they had, and with no browser that was remembered", async () => {
    clock.advance(120);
    const user = await signedInPerson(service, "back");
    const { body } = await call("POST", "/api/v1/verifications", { username: "back" });
    const attempt = { factor: "totp", response: { code: user.app.code() }, rememberDevice: true };
    const path = `/api/v1/verifications/${body.verificationId}/attempts`;
    const { deviceToken } = (await call("POST", path, attempt)).body;
    await administrator.browser.call("POST", suspend("back"), {});
    await administrator.browser.call("POST", suspend("back", "resume"), {});
    clock.advance(30);
    const again = await call("POST", "/api/v1/verifications", { username: "back", context: { deviceToken } });
    expect(again.body.decision).toBe("required");
    expect((await signIn(new Browser(service), "back", user.app.code())).status).toBe(200);
  });
});

describe("who may suspend", () => {
  it("403: nobody themselves, an administrator no owner and no other administrator", async () => {
    expect((await owner.browser.call("POST", suspend("owner"), {})).status).toBe(403);
    expect((await administrator.browser.call("POST", suspend("ADMINISTRATOR"), {})).status).toBe(403);
    expect((await administrator.browser.call("POST", suspend("owner"), {})).status).toBe(403);
    await signedInPerson(service, "peer", "administrator");
    expect((await administrator.browser.call("POST", suspend("peer"), {})).status).toBe(403);
    expect((await owner.browser.call("POST", suspend("peer"), {})).status).toBe(200);
  });

  it("403: the help desk, and an application a user who holds a role", async () => {
    const helpdesk = await signedInPerson(service, "desk", "helpdesk");
    expect((await helpdesk.browser.call("POST", suspend("user"), {})).status).toBe(403);
    const { body } = await owner.browser.call("POST", "/api/v1/applications", {
      name: "hr",
      scopes: ["users"],
    });
    const apiKey = String(body.apiKey);
    expect((await call("POST", suspend("owner"), {}, { apiKey })).status).toBe(403);
    expect((await call("POST", suspend("user"), {}, { apiKey })).status).toBe(200);
  });

  it("404: an unknown user; 403: without elevation", async () => {
    expect((await owner.browser.call("POST", suspend("no such user"), {})).status).toBe(404);
    clock.advance(660);
    const refused = await administrator.browser.call("POST", suspend("user", "resume"), {});
    expect(refused).toMatchObject({ status: 403, body: { code: "elevation_required" } });
  });
});
