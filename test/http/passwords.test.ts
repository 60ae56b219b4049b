import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../server/policy/policy.js";
import { Browser, beginSignIn, signIn } from "../support/browser.js";
import { giveRoles, type Person, signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";

const smtp = await startSmtpServer();
afterAll(() => smtp.close());
const service = await testService({
  env: { LATCHKEY_SMTP_URL: smtp.url, LATCHKEY_MAIL_FROM: "latchkey@example.org" },
});
const { call, clock } = service;

const path = (name: string) => `/api/v1/users/${name}/password`;
const NEW = { password: "a fresh one of mine" };
let owner: Person;
let administrator: Person;

/** A user without a factor, whose password elevates. */
async function withoutFactor(username: string): Promise<Browser> {
  const password = `password of ${username}`;
  await call("POST", "/api/v1/users", { username, password });
  const browser = new Browser(service);
  await browser.call("POST", "/api/v1/session", { username, password });
  await browser.call("POST", "/api/v1/session/elevation", { factor: "password", response: { password } });
  return browser;
}

beforeAll(async () => {
  const policy = { ...DEFAULT_POLICY, rules: { ...DEFAULT_POLICY.rules, rememberDays: 7 } };
  await call("PUT", "/api/v1/policy", { version: 0, policy });
  owner = await signedInPerson(service, "owner", "owner");
  administrator = await signedInPerson(service, "administrator", "administrator");
});

describe("PUT /api/v1/users/{username}/password for oneself", () => {
  it("204: the new password signs in and the old one does not; the other sessions end, and the user is told", async () => {
    const user = await signedInPerson(service, "alice");
    await call("PATCH", "/api/v1/users/alice", { email: "alice@example.org" });
    const other = new Browser(service);
    await signIn(other, "alice", user.app.code());
    expect((await user.browser.call("PUT", path("alice"), NEW)).status).toBe(204);
    expect((await user.browser.call("GET", "/api/v1/session")).status).toBe(200);
    expect((await other.call("GET", "/api/v1/session")).status).toBe(401);
    expect((await beginSignIn(new Browser(service), "alice")).status).toBe(401);
    expect((await beginSignIn(new Browser(service), "alice", NEW.password)).status).toBe(201);
    const [entry] = (await call("GET", "/api/v1/audit?action=user.password&user=alice")).body
      .entries as unknown as object[];
    expect(entry).toMatchObject({ actor: "alice", user: "alice", factor: "password", outcome: "success" });
    const [letter] = await smtp.received(1);
    expect(letter).toMatchObject({ to: "alice@example.org" });
    expect(letter?.text).toContain("password was changed");
    expect(letter?.text).not.toContain(NEW.password);
  });

  it("a browser that was remembered under the old password is asked again", async () => {
    const user = await signedInPerson(service, "bob");
    const begun = (await call("POST", "/api/v1/verifications", { username: "bob" })).body;
    const attempt = { factor: "totp", response: { code: user.app.code() }, rememberDevice: true };
    const { deviceToken } = (
      await call("POST", `/api/v1/verifications/${begun.verificationId}/attempts`, attempt)
    ).body;
    await user.browser.call("PUT", path("bob"), NEW);
    const again = await call("POST", "/api/v1/verifications", { username: "bob", context: { deviceToken } });
    expect(again.body.decision).toBe("required");
    expect((await call("GET", "/api/v1/users/bob/devices")).body.devices).toEqual([]);
  });

  it.each([
    ["shorter than 8 characters", "7 chars"],
    ["the user name", "CONSTANTIN"],
    ["a common one, whatever its case", "PassWord1"],
  ])("400: %s", async (_, password) => {
    const user = await signedInPerson(service, "constantin");
    const refused = await user.browser.call("PUT", path("constantin"), { password });
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    expect(JSON.stringify(refused.body)).not.toContain(password);
  });

  it("400: without a second factor 14 characters are too few, and 15 enough", async () => {
    const browser = await withoutFactor("dan");
    expect((await browser.call("PUT", path("dan"), { password: "fourteen chars" })).status).toBe(400);
    expect((await browser.call("PUT", path("dan"), { password: "fifteen of them" })).status).toBe(204);
  });

  it("403: without elevation, and where the password is not kept here", async () => {
    const user = await signedInPerson(service, "eve");
    clock.advance(660);
    const locked = await user.browser.call("PUT", path("eve"), NEW);
    expect(locked).toMatchObject({ status: 403, body: { code: "elevation_required" } });
    expect((await beginSignIn(new Browser(service), "eve")).status).toBe(201);

    await call("POST", "/api/v1/users", { username: "ldap" });
    const issued = (await call("POST", "/api/v1/tickets", { username: "ldap", purpose: "profile" })).body.url;
    const elsewhere = new Browser(service);
    await elsewhere.call("POST", "/api/v1/session/ticket", { ticket: String(issued).split("#ticket=")[1] });
    expect((await elsewhere.call("PUT", path("ldap"), NEW)).status).toBe(403);
  });
});

describe("PUT /api/v1/users/{username}/password for another", () => {
  beforeAll(async () => {
    owner = await signedInPerson(service, "second-owner", "owner");
    administrator = await signedInPerson(service, "second-administrator", "administrator");
  });

  it("204: by an administrator, who ends every session; a user without one gets a password", async () => {
    const user = await signedInPerson(service, "fred");
    expect((await administrator.browser.call("PUT", path("fred"), { password: "8 or more" })).status).toBe(
      204,
    );
    expect((await user.browser.call("GET", "/api/v1/session")).status).toBe(401);
    await call("POST", "/api/v1/users", { username: "grete" });
    expect((await call("GET", "/api/v1/users/grete")).body.hasPassword).toBe(false);
    expect((await administrator.browser.call("PUT", path("grete"), NEW)).status).toBe(204);
    expect((await call("GET", "/api/v1/users/grete")).body.hasPassword).toBe(true);
    expect((await beginSignIn(new Browser(service), "grete", NEW.password)).status).toBe(201);
  });

  it("403: nobody reaches their own rank or above but an owner, and the help desk nobody", async () => {
    expect((await administrator.browser.call("PUT", path("owner"), NEW)).status).toBe(403);
    expect((await administrator.browser.call("PUT", path("administrator"), NEW)).status).toBe(403);
    expect((await owner.browser.call("PUT", path("administrator"), NEW)).status).toBe(204);
    const desk = await signedInPerson(service, "desk", "helpdesk");
    expect((await desk.browser.call("PUT", path("fred"), NEW)).status).toBe(403);
  });

  it("an application with the scope users reaches users, and nobody who holds a role, with or without a factor", async () => {
    const { body } = await owner.browser.call("POST", "/api/v1/applications", {
      name: "hr",
      scopes: ["users"],
    });
    const byUsers = { apiKey: String(body.apiKey) };
    await call("POST", "/api/v1/users", { username: "helga" });
    expect((await call("PUT", path("helga"), NEW, byUsers)).status).toBe(204);
    await giveRoles(service, "helga", "helpdesk");
    for (const name of ["owner", "helga"])
      expect((await call("PUT", path(name), NEW, byUsers)).status).toBe(403);
    expect((await call("PUT", path("helga"), NEW)).status).toBe(403);
  });

  it("404: an unknown user", async () => {
    expect((await owner.browser.call("PUT", path("no such user"), NEW)).status).toBe(404);
  });
});

it("an application without the scope users sets nobody's password", async () => {
  const { body } = await owner.browser.call("POST", "/api/v1/applications", { name: "w", scopes: ["enrol"] });
  const answer = await call("PUT", path("fred"), NEW, { apiKey: String(body.apiKey) });
  expect(answer.status).toBe(403);
});
