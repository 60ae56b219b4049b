import { describe, expect, it } from "vitest";
import { ROUTES } from "../../server/http/routes/index.js";
import { Browser, beginSignIn, signIn } from "../support/browser.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { clock, database, deps } = service;

/** Every route that counts on the cookie and changes something, as it is called for the user `owner`. */
const CHANGES = ROUTES.filter(({ method, access, ownForgeryCheck }) => {
  return method !== "get" && access.person !== undefined && !ownForgeryCheck;
}).map(({ method, path }) => ({
  method: method.toUpperCase(),
  path: path.replace(":username", "owner").replace(/:\w+/g, "x"),
}));

/** Every route that looks for forgery itself. */
const FREE = ROUTES.filter(({ ownForgeryCheck }) => ownForgeryCheck);

const app = await userWithApp(service, "owner");
const id = deps.keys.userId("owner") as never;
const users = database.db.collection("users");
await users.updateOne({ _id: id }, { $set: { roles: ["owner"] } });
const browser = new Browser(service);
await signIn(browser, "owner", app.code());

describe.each(CHANGES)("$method $path with the cookie of an owner who is elevated", ({ method, path }) => {
  it.each([
    ["403 without a CSRF token", { csrf: null }, 403],
    ["403 with an empty one", { csrf: "" }, 403],
    ["403 with one of the same length", { csrf: "A".repeat(43) }, 403],
    ["403 from another origin", { origin: "https://evil.example" }, 403],
    ["403 from a frame without an origin", { origin: "null" }, 403],
    ["403 from another port of this host", { origin: "http://localhost:1" }, 403],
    ["415 as a form", { contentType: "application/x-www-form-urlencoded" }, 415],
    ["415 as plain text", { contentType: "text/plain" }, 415],
    ["415 without a type", { contentType: null }, 415],
  ] as const)("%s: nothing is done", async (_, sent, status) => {
    const before = await users.findOne({ _id: id });
    const answer = await browser.call(method, path, { factor: "totp", response: { code: "000000" } }, sent);
    expect(answer).toMatchObject({
      status,
      body: { code: status === 403 ? "forbidden" : "invalid_request" },
    });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await users.findOne({ _id: id })).toEqual(before);
  });
});

it("after all that the session is as it was", async () => {
  expect((await browser.call("GET", "/api/v1/session")).body.session).toMatchObject({
    csrfToken: browser.csrf,
  });
  expect(CHANGES.length).toBeGreaterThan(8);
});

describe("the routes that need no token", () => {
  it("are those by which a session begins, and the rescue, which takes a code of the caller's own", () => {
    expect(FREE.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      "delete /rest/tsv/latest/totp/unenroll/user/:name",
      "post /api/v1/hosted/attempts",
      "post /api/v1/hosted/remembered",
      "post /api/v1/hosted/verification",
      "post /api/v1/password-link",
      "post /api/v1/session",
      "post /api/v1/session/attempts",
      "post /api/v1/session/options",
      "post /api/v1/session/passkey",
      "post /api/v1/session/passkey/options",
      "post /api/v1/session/ticket",
      "post /api/v1/setup",
    ]);
  });

  it("those by which a session begins do not care for a stale token or cookie: signing in anew always works", async () => {
    const stale = new Browser(service, "ended long ago");
    stale.csrf = "of that session";
    clock.advance(60);
    expect((await beginSignIn(stale, "owner")).status).toBe(201);
    expect((await signIn(stale, "owner", app.code())).status).toBe(200);
  });
});
