import { describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { Browser } from "../support/browser.js";
import { testService } from "../support/service.js";
import { codeAt, userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock, database, deps } = service;
const HOME = "https://wiki.example/back";
const wiki = await application(service, { scopes: ["verify", "enrol"], redirectUris: [HOME] });

const issue = (username: string, purpose = "enrol", redirectUri?: string) =>
  wiki.call("POST", "/api/v1/tickets", { username, purpose, ...(redirectUri ? { redirectUri } : {}) });

const ticketIn = (url: unknown) => String(url).split("#ticket=")[1];

/** Opens a ticket in a fresh browser. */
async function opened(username: string, purpose?: string) {
  const { body } = await issue(username, purpose);
  const browser = new Browser(service);
  const answer = await browser.call("POST", "/api/v1/session/ticket", { ticket: ticketIn(body.url) });
  return { browser, answer };
}

function setUser(username: string, fields: object) {
  const id = deps.keys.userId(username) as never;
  return database.db.collection("users").updateOne({ _id: id }, { $set: fields });
}

describe("POST /api/v1/tickets", () => {
  it("201: a link with the secret in its fragment, good for five minutes", async () => {
    await call("POST", "/api/v1/users", { username: "ada" });
    const { status, body } = await issue("ada", "profile", HOME);
    const expiresAt = new Date(clock.now().getTime() + 300_000).toISOString();
    expect({ status, body }).toEqual({
      status: 201,
      body: { url: expect.stringMatching(/\/profile#ticket=[\w-]{43}$/), expiresAt },
    });
    expect(String(body.url).startsWith(`${service.url}/profile#`)).toBe(true);
  });

  it("400: a redirect URI that is not registered to the letter, and an unknown purpose", async () => {
    for (const uri of ["https://evil.example/", `${HOME}/`, `${HOME}?x=1`, "https://wiki.example"]) {
      expect((await issue("ada", "enrol", uri)).body).toMatchObject({ status: 400, code: "invalid_request" });
    }
    expect((await issue("ada", "admin")).status).toBe(400);
  });

  it("404: no such user; 401: no key; 403: without the scope, or with a session", async () => {
    expect((await issue("nobody")).status).toBe(404);
    const body = { username: "ada", purpose: "enrol" };
    expect((await call("POST", "/api/v1/tickets", body, { apiKey: null })).status).toBe(401);
    const reader = await application(service, { scopes: ["verify"] });
    expect((await reader.call("POST", "/api/v1/tickets", body)).status).toBe(403);
    const { browser } = await opened("ada");
    expect((await browser.call("POST", "/api/v1/tickets", body)).status).toBe(403);
  });

  it("403: an application cannot make itself an administrator by vouching for one's password", async () => {
    await call("POST", "/api/v1/users", { username: "owner" });
    const before = await issue("owner");
    await setUser("owner", { roles: ["owner"] });
    expect(await issue("owner")).toMatchObject({ status: 403, body: { code: "forbidden" } });
    const late = await new Browser(service).call("POST", "/api/v1/session/ticket", {
      ticket: ticketIn(before.body.url),
    });
    expect(late.status).toBe(401);
  });
});

describe("POST /api/v1/session/ticket", () => {
  it("200: a user without a factor may set one up in the session, and nothing else", async () => {
    await call("POST", "/api/v1/users", { username: "bea" });
    const { body } = await issue("bea", "enrol", HOME);
    const browser = new Browser(service);
    const answer = await browser.call("POST", "/api/v1/session/ticket", { ticket: ticketIn(body.url) });
    expect(answer).toMatchObject({
      status: 200,
      body: { purpose: "enrol", redirectUri: HOME, session: { username: "bea", roles: [] } },
    });
    expect(answer.body.session).not.toMatchObject({ elevatedUntil: null });
    const begun = await browser.call("POST", "/api/v1/users/bea/totp", {});
    const path = `/api/v1/users/bea/totp/${begun.body.credentialId}/confirm`;
    const code = codeAt(String(begun.body.secret), clock.now());
    expect((await browser.call("POST", path, { code })).status).toBe(200);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
  });

  it("200: a user with a factor must be verified before anything changes", async () => {
    const app = await userWithApp(service, "cara");
    const { browser, answer } = await opened("cara", "profile");
    expect(answer.body).toMatchObject({ purpose: "profile", session: { elevatedUntil: null } });
    expect((await browser.call("GET", "/api/v1/users/cara")).status).toBe(200);
    const refused = await browser.call("POST", "/api/v1/users/cara/totp", {});
    expect(refused.body.code).toBe("elevation_required");
    const elevation = { factor: "totp", response: { code: app.code() } };
    expect((await browser.call("POST", "/api/v1/session/elevation", elevation)).status).toBe(200);
    expect((await browser.call("POST", "/api/v1/users/cara/totp", {})).status).toBe(201);
  });

  it("a ticket's elevation ends when its user gets a factor elsewhere", async () => {
    await call("POST", "/api/v1/users", { username: "dale", password: "password of dale" });
    const { browser } = await opened("dale");
    await userWithApp(service, "dale");
    const refused = await browser.call("POST", "/api/v1/users/dale/totp", {});
    expect(refused.status).toBe(403);
  });

  it("401: a ticket that is unknown, used or expired, or whose user was suspended meanwhile", async () => {
    const browser = new Browser(service);
    const open = (ticket: unknown) => browser.call("POST", "/api/v1/session/ticket", { ticket });
    expect((await open("A".repeat(43))).body).toMatchObject({ status: 401, code: "unauthenticated" });
    const used = ticketIn((await issue("ada")).body.url);
    expect((await open(used)).status).toBe(200);
    expect((await open(used)).status).toBe(401);
    const expired = ticketIn((await issue("ada")).body.url);
    clock.advance(300);
    expect((await open(expired)).status).toBe(401);
    const suspended = ticketIn((await issue("ada")).body.url);
    await setUser("ada", { suspended: true });
    expect((await open(suspended)).status).toBe(401);
    await setUser("ada", { suspended: false });
  });

  it("opens once of ten times at once", async () => {
    const ticket = ticketIn((await issue("ada")).body.url);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        new Browser(service).call("POST", "/api/v1/session/ticket", { ticket }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("403 and 400: from another site nothing is used up; a body of another shape", async () => {
    const ticket = ticketIn((await issue("ada")).body.url);
    const browser = new Browser(service);
    const forged = { origin: "https://evil.example" };
    expect((await browser.call("POST", "/api/v1/session/ticket", { ticket }, forged)).status).toBe(403);
    expect((await browser.call("POST", "/api/v1/session/ticket", { ticket: { $ne: "" } })).status).toBe(400);
    expect((await browser.call("POST", "/api/v1/session/ticket", { ticket })).status).toBe(200);
  });
});
