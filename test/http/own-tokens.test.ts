import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { oneTimeCode } from "../../server/factors/otp.js";
import { DEFAULT_POLICY } from "../../server/policy/policy.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { wrong } from "../support/hotp.js";
import { signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";

const service = await testService();
const { call, clock, deps } = service;

/** A token in stock, and its codes. */
async function stocked(serial: string) {
  const seed = randomBytes(20);
  await call("POST", "/api/v1/tokens", { serial, type: "hotp", secretHex: seed.toString("hex") });
  return (counter: number) => oneTimeCode(seed, { digits: 6, algorithm: "SHA1" }, counter);
}

/** A user without a factor, signed in and elevated by the password. */
async function newcomer(username: string) {
  const password = `password of ${username}`;
  await call("POST", "/api/v1/users", { username, password });
  const browser = new Browser(service);
  await beginSignIn(browser, username);
  await browser.call("POST", "/api/v1/session/elevation", { factor: "password", response: { password } });
  return (serial: string, code: string) =>
    browser.call("POST", `/api/v1/users/${username}/tokens`, { serial, code });
}

async function allow(selfAssignTokens: boolean) {
  const { version } = await deps.policy.versioned();
  const policy = { ...DEFAULT_POLICY, rules: { ...DEFAULT_POLICY.rules, selfAssignTokens } };
  await call("PUT", "/api/v1/policy", { version, policy });
}

const stateOf = async (serial: string) => (await call("GET", `/api/v1/tokens/${serial}`)).body;

describe("taking a token by its next code", () => {
  beforeAll(() => allow(true));

  it("201: assigns it, spends the code, and brings a recovery key with the first factor", async () => {
    const code = await stocked("own-1");
    const take = await newcomer("taker");
    const taken = await take("own-1", code(0));
    expect(taken).toMatchObject({ status: 201, body: { factor: "hotp", recoveryKey: expect.any(String) } });
    expect(await stateOf("own-1")).toMatchObject({ state: "assigned", username: "taker" });
    expect((await call("POST", "/api/v1/verify", { username: "taker", code: code(0) })).status).toBe(401);
    expect((await call("POST", "/api/v1/verify", { username: "taker", code: code(1) })).status).toBe(200);
  });

  it("401: a wrong code counts on the user's guard, and the token stays in stock", async () => {
    const code = await stocked("own-2");
    const take = await newcomer("guesser");
    expect((await take("own-2", wrong(code(0)))).status).toBe(401);
    expect(await stateOf("own-2")).toMatchObject({ state: "in_stock" });
    expect((await take("own-2", wrong(code(0)))).status).toBe(401);
    expect((await take("own-2", code(0))).status).toBe(429);
    clock.advance(1);
    expect((await take("own-2", code(0))).status).toBe(201);
  });

  it("409: a token that somebody has; 404: none", async () => {
    const code = await stocked("own-3");
    await (await newcomer("first"))("own-3", code(0));
    const take = await newcomer("second");
    expect((await take("own-3", code(1))).status).toBe(409);
    expect((await take("own-4", code(1))).status).toBe(404);
  });

  it("403: where policy does not allow it", async () => {
    const code = await stocked("own-5");
    const take = await newcomer("forbidden");
    await allow(false);
    expect((await take("own-5", code(0))).status).toBe(403);
  });
});

describe("whose tokens may be changed", () => {
  it("403: the help desk does not give an owner a token, nor does an application's stolen key", async () => {
    const { body } = await call("POST", "/api/v1/applications", { name: "station", scopes: ["tokens"] });
    await signedInPerson(service, "owner", "owner");
    const helpdesk = await signedInPerson(service, "helpdesk", "helpdesk");
    await stocked("own-6");
    const assign = { username: "owner" };
    expect((await helpdesk.browser.call("POST", "/api/v1/tokens/own-6/assign", assign)).status).toBe(403);
    const stolen = { apiKey: String(body.apiKey) };
    expect((await call("POST", "/api/v1/tokens/own-6/assign", assign, stolen)).status).toBe(403);
    expect((await call("POST", "/api/v1/tokens/own-6/assign", assign)).status).toBe(403);
    const many = await helpdesk.browser.call("POST", "/api/v1/tokens/assign", {
      assignments: [{ serial: "own-6", username: "owner" }],
    });
    expect(many.body.results).toMatchObject([{ assigned: false, code: "forbidden" }]);
  });
});
