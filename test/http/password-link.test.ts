import { beforeAll, describe, expect, it } from "vitest";
import { Browser, beginSignIn } from "../support/browser.js";
import { giveRoles, type Person, signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";

const service = await testService();
const { call, clock, database, logs } = service;
let owner: Person;
let administrator: Person;

beforeAll(async () => {
  administrator = await signedInPerson(service, "administrator", "administrator");
  owner = await signedInPerson(service, "owner", "owner");
});

const PASSWORD = "chosen by themselves";

/** Issues a link. @returns its token */
async function linkFor(username: string): Promise<string> {
  const { status, body } = await call("POST", `/api/v1/users/${username}/password-link`, {});
  expect(status).toBe(201);
  const url = new URL(String(body.url));
  expect(url.pathname).toBe("/set-password");
  return url.hash.slice(1);
}

const use = (token: string, password = PASSWORD, sent = {}) =>
  new Browser(service).call("POST", "/api/v1/password-link", { token, password }, sent);

async function newUser(username: string): Promise<string> {
  await call("POST", "/api/v1/users", { username });
  return username;
}

describe("a set-password link", () => {
  it("204: gives a user their first password, once", async () => {
    const token = await linkFor(await newUser("alice"));
    expect((await use(token)).status).toBe(204);
    expect((await beginSignIn(new Browser(service), "alice", PASSWORD)).status).toBe(201);
    const again = await use(token, "another one of theirs");
    expect(again).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect((await beginSignIn(new Browser(service), "alice", PASSWORD)).status).toBe(201);
  });

  it("ends every session of the user", async () => {
    const user = await signedInPerson(service, "bob");
    expect((await use(await linkFor("bob"))).status).toBe(204);
    expect((await user.browser.call("GET", "/api/v1/session")).status).toBe(401);
  });

  it("of two uses at the same time one wins", async () => {
    const token = await linkFor(await newUser("carl"));
    const statuses = (await Promise.all([use(token), use(token, "another one of theirs")])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([204, 401]);
  });

  it("401: unknown, replaced by another, older than a day", async () => {
    await newUser("dora");
    const old = await linkFor("dora");
    const token = await linkFor("dora");
    expect((await use("A".repeat(43))).status).toBe(401);
    expect((await use(old)).status).toBe(401);
    clock.advance(24 * 3600);
    expect((await use(token)).status).toBe(401);
  });

  it("401: void once the password was set otherwise, the user is suspended or has got a role", async () => {
    const changed = await linkFor(await newUser("emil"));
    await call("PUT", "/api/v1/users/emil/password", { password: "set by somebody else" });
    expect((await use(changed)).status).toBe(401);
    const suspended = await linkFor(await newUser("fred"));
    await call("POST", "/api/v1/users/fred/suspend", {});
    expect((await use(suspended)).status).toBe(401);
    const promoted = await linkFor(await newUser("gina"));
    await giveRoles(service, "gina", "owner");
    expect((await use(promoted)).status).toBe(401);
  });

  it("400 and 403: a weak password and another site's page leave it good", async () => {
    const token = await linkFor(await newUser("hans"));
    expect((await use(token, "only 14 chars.")).status).toBe(400);
    expect((await use(token, "passwordpassword")).status).toBe(400);
    expect((await use(token, PASSWORD, { origin: "https://evil.example" })).status).toBe(403);
    expect((await use(token)).status).toBe(204);
  });

  it("lies nowhere as it was given out", async () => {
    const token = await linkFor(await newUser("ida"));
    expect(JSON.stringify(await database.db.collection("password_links").find().toArray())).not.toContain(
      token,
    );
    expect(logs.join("")).not.toContain(token);
  });
});

describe("who may issue one", () => {
  beforeAll(async () => {
    administrator = await signedInPerson(service, "administrator-2", "administrator");
    owner = await signedInPerson(service, "owner-2", "owner");
  });
  const issue = (person: Person, name: string) =>
    person.browser.call("POST", `/api/v1/users/${name}/password-link`, {});

  it("201: those who outrank the user; 403: others, and for oneself", async () => {
    expect((await issue(administrator, "alice")).status).toBe(201);
    expect((await issue(owner, "administrator-2")).status).toBe(201);
    expect((await issue(administrator, "owner")).status).toBe(403);
    expect((await issue(administrator, "administrator")).status).toBe(403);
    expect((await issue(owner, "owner-2")).status).toBe(403);
    const desk = await signedInPerson(service, "desk", "helpdesk");
    expect((await issue(desk, "alice")).status).toBe(403);
  });

  it("an application with the scope users, but for nobody who holds a role; 404: an unknown user", async () => {
    const { body } = await owner.browser.call("POST", "/api/v1/applications", {
      name: "h",
      scopes: ["users"],
    });
    const byUsers = { apiKey: String(body.apiKey) };
    const path = (name: string) => `/api/v1/users/${name}/password-link`;
    expect((await call("POST", path("alice"), {}, byUsers)).status).toBe(201);
    expect((await call("POST", path("gina"), {}, byUsers)).status).toBe(403);
    expect((await call("POST", path("nobody"), {}, byUsers)).status).toBe(404);
  });
});
