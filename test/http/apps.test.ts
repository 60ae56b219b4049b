import { describe, expect, it } from "vitest";
import { Browser, beginSignIn } from "../support/browser.js";
import {
  authenticatorFor,
  beginRegistration,
  finishRegistration,
  registerDevice,
} from "../support/device.js";
import { giveHotp } from "../support/hotp.js";
import { giveRoles, signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { codeAt, userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock } = service;

const portal = await call("POST", "/api/v1/applications", { name: "portal", scopes: ["enrol"] });
const enrolOnly = { apiKey: String(portal.body.apiKey) };

interface Begun {
  credentialId: string;
  secret: string;
  otpauthUri: string;
  qrSvg: string;
}

async function beginApp(username: string, body: object = {}): Promise<Begun> {
  return (await call("POST", `/api/v1/users/${username}/totp`, body)).body as unknown as Begun;
}

const confirm = (username: string, { credentialId }: Begun, code: string, options = {}) =>
  call("POST", `/api/v1/users/${username}/totp/${credentialId}/confirm`, { code }, options);
const codeOf = ({ secret }: Begun) => codeAt(secret, clock.now());
const verify = async (username: string, code: string) =>
  (await call("POST", "/api/v1/verify", { username, code })).status;
const appsOf = async (username: string) => {
  const { body } = await call("GET", `/api/v1/users/${username}`);
  return (body.credentials as unknown as { factor: string; state: string; id: string }[]).filter(
    ({ factor }) => factor === "totp",
  );
};

describe("POST …/totp", () => {
  it("201: a secret of 160 bits, its URI and its QR code, pending until confirmed", async () => {
    await call("POST", "/api/v1/users", { username: "ada" });
    const begun = await beginApp("ada", { name: "Phone" });
    expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(begun.otpauthUri).toContain(`secret=${begun.secret}`);
    expect(begun.otpauthUri).toMatch(/^otpauth:\/\/totp\/Latchkey:ada\?/);
    expect(begun.qrSvg).toMatch(/^<svg/);
    expect(await appsOf("ada")).toMatchObject([{ state: "pending", name: "Phone" }]);
    expect(await verify("ada", codeOf(begun))).toBe(401);
  });

  it("201: beginning again replaces what was pending, whose code confirms nothing any more", async () => {
    await call("POST", "/api/v1/users", { username: "again" });
    const first = await beginApp("again");
    const second = await beginApp("again");
    expect(await appsOf("again")).toMatchObject([{ id: second.credentialId, state: "pending" }]);
    expect((await confirm("again", first, codeOf(first))).status).toBe(404);
    expect((await confirm("again", second, codeOf(second))).status).toBe(200);
  });

  it("409: five code credentials are as many as one guess is held against; an app in use makes room for its own heir", async () => {
    await userWithApp(service, "many");
    for (let i = 0; i < 3; i++) await giveHotp(service, "many");
    expect((await beginApp("many")).secret).toBeDefined();
    await call("POST", "/api/v1/users", { username: "full" });
    for (let i = 0; i < 5; i++) await giveHotp(service, "full");
    expect(await call("POST", "/api/v1/users/full/totp", {})).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
  });

  it("404: no such user; 401: no key; 403: without the scope, or enrol alone where there is a factor", async () => {
    expect((await call("POST", "/api/v1/users/nobody/totp", {})).status).toBe(404);
    expect((await call("POST", "/api/v1/users/ada/totp", {}, { apiKey: null })).status).toBe(401);
    const { body } = await call("POST", "/api/v1/applications", { name: "login", scopes: ["verify"] });
    expect((await call("POST", "/api/v1/users/ada/totp", {}, { apiKey: String(body.apiKey) })).status).toBe(
      403,
    );
    await userWithApp(service, "has-one");
    expect((await call("POST", "/api/v1/users/has-one/totp", {}, enrolOnly)).status).toBe(403);
  });
});

describe("POST …/totp/{credentialId}/confirm", () => {
  it("200: the first factor brings a recovery key, and the confirming code is spent", async () => {
    await call("POST", "/api/v1/users", { username: "first" });
    const begun = await beginApp("first");
    const answer = await confirm("first", begun, codeOf(begun));
    expect(answer).toMatchObject({
      status: 200,
      body: { credentialId: begun.credentialId, recoveryKey: expect.any(String) },
    });
    expect(await verify("first", codeOf(begun))).toBe(401);
    clock.advance(30);
    expect(await verify("first", codeOf(begun))).toBe(200);
  });

  it("200: the old app works until the new one is confirmed and not after; the recovery key stays", async () => {
    const old = await userWithApp(service, "changer");
    const begun = await beginApp("changer");
    expect(await verify("changer", old.code())).toBe(200);
    clock.advance(30);
    const answer = await confirm("changer", begun, codeOf(begun));
    expect(answer).toMatchObject({ status: 200, body: { credentialId: begun.credentialId } });
    expect(answer.body.recoveryKey).toBeUndefined();
    clock.advance(30);
    expect(await verify("changer", old.code())).toBe(401);
    expect(await verify("changer", codeOf(begun))).toBe(200);
    expect(await appsOf("changer")).toMatchObject([{ id: begun.credentialId, state: "active" }]);
  });

  it("401, then 429: wrong codes count on the user's one guard, and a right confirmation resets nothing", async () => {
    const old = await userWithApp(service, "guesser");
    const begun = await beginApp("guesser");
    expect((await confirm("guesser", begun, "000000")).status).toBe(401);
    expect((await confirm("guesser", begun, codeOf(begun))).status).toBe(200);
    expect(await verify("guesser", old.code())).toBe(401);
    expect((await confirm("guesser", await beginApp("guesser"), "000000")).status).toBe(429);
    expect(await verify("guesser", codeOf(begun))).toBe(429);
  });

  it("404: an unknown credential, one that is confirmed already, and another user's", async () => {
    await call("POST", "/api/v1/users", { username: "begun" });
    await call("POST", "/api/v1/users", { username: "stranger" });
    const begun = await beginApp("begun");
    expect((await confirm("stranger", begun, codeOf(begun))).status).toBe(404);
    expect((await confirm("begun", begun, codeOf(begun))).status).toBe(200);
    clock.advance(30);
    expect((await confirm("begun", begun, codeOf(begun))).status).toBe(404);
  });

  it("of fifty confirmations at once one succeeds, with one recovery key", async () => {
    await call("POST", "/api/v1/users", { username: "burst" });
    const begun = await beginApp("burst");
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => confirm("burst", begun, codeOf(begun))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 401, 404, 429].includes(status))).toBe(true);
    const { body } = await call("GET", "/api/v1/users/burst");
    expect(body.credentials).toHaveLength(2);
  });

  it("403: an application that may only enrol does not confirm a second factor that it began beside the first", async () => {
    await call("POST", "/api/v1/users", { username: "two-pending" });
    const { body } = await call("POST", "/api/v1/users/two-pending/totp", {}, enrolOnly);
    const begun = body as unknown as Begun;
    const key = await beginRegistration(service, "two-pending");
    const response = authenticatorFor(service).register(key.options);
    const first = await finishRegistration(service, "two-pending", key.registrationId, response, enrolOnly);
    expect(first.status).toBe(201);
    expect((await confirm("two-pending", begun, codeOf(begun), enrolOnly)).status).toBe(403);
    expect(await appsOf("two-pending")).toMatchObject([{ state: "pending" }]);
  });
});

describe("a person's own enrolment", () => {
  it("counts as their verification: roles and elevation are theirs from the first factor on", async () => {
    const username = "new-owner";
    await call("POST", "/api/v1/users", { username, password: `password of ${username}` });
    await giveRoles(service, username, "owner");
    const browser = new Browser(service);
    expect((await beginSignIn(browser, username)).body).toMatchObject({ decision: "enrolment_required" });
    const key = await browser.call("POST", `/api/v1/users/${username}/webauthn/options`, {});
    const { registrationId, options } = key.body as unknown as Awaited<ReturnType<typeof beginRegistration>>;
    const response = authenticatorFor(service).register(options);
    const path = `/api/v1/users/${username}/webauthn`;
    expect((await browser.call("POST", path, { registrationId, name: "Key", response })).status).toBe(201);
    expect((await browser.call("GET", "/api/v1/session")).body.session).toMatchObject({
      roles: ["owner"],
      elevatedUntil: expect.any(String),
    });
    expect((await browser.call("POST", `/api/v1/users/${username}/totp`, {})).status).toBe(201);
    await giveRoles(service, username);
  });

  it("403 elevation_required: somebody who knows the password alone adds nothing once the owner has enrolled", async () => {
    const username = "watched";
    await call("POST", "/api/v1/users", { username, password: `password of ${username}` });
    const thief = new Browser(service);
    await beginSignIn(thief, username);
    const elevated = await thief.call("POST", "/api/v1/session/elevation", {
      factor: "password",
      response: { password: `password of ${username}` },
    });
    expect(elevated.status).toBe(200);
    const begun = (await thief.call("POST", `/api/v1/users/${username}/totp`, {})).body as unknown as Begun;
    await registerDevice(service, username);
    const path = `/api/v1/users/${username}/totp/${begun.credentialId}/confirm`;
    expect(await thief.call("POST", path, { code: codeOf(begun) })).toMatchObject({
      status: 403,
      body: { code: "elevation_required" },
    });
  });

  it("403: another user's authenticators", async () => {
    const { browser } = await signedInPerson(service, "curious");
    expect((await browser.call("POST", "/api/v1/users/ada/totp", {})).status).toBe(403);
    expect((await browser.call("POST", "/api/v1/users/ada/webauthn/options", {})).status).toBe(403);
  });
});
