import { describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { Browser, signIn } from "../support/browser.js";
import {
  attempt,
  authenticatorFor,
  beginRegistration,
  beginVerification,
  finishRegistration,
  registerDevice,
  userWithDevice,
} from "../support/device.js";
import { giveHotp } from "../support/hotp.js";
import { giveRoles, signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock } = service;

// Made before there is an administrator, who takes this right from the environment's key.
const enrolOnly = await call("POST", "/api/v1/applications", { name: "portal", scopes: ["enrol", "verify"] });
const apiKey = String(enrolOnly.body.apiKey);
const directory = await application(service, { name: "directory", scopes: ["users"] });

const credentialPath = (username: string, id: string) => `/api/v1/users/${username}/credentials/${id}`;
const credentialsOf = async (username: string) =>
  (await call("GET", `/api/v1/users/${username}`)).body.credentials as unknown as {
    id: string;
    factor: string;
    name: string;
  }[];
const actionsOn = async (username: string) =>
  (
    await service.deps.storage.audit.search({ userId: service.deps.keys.userId(username) }, { limit: 50 })
  ).map(({ action }) => action);

describe("PATCH …/credentials/{id}", () => {
  it("200: renames, and the answer is the credential as it now is", async () => {
    const { credentialId } = await userWithDevice(service, "namer");
    expect(await call("PATCH", credentialPath("namer", credentialId), { name: " Red key " })).toMatchObject({
      status: 200,
      body: { id: credentialId, name: "Red key", factor: "webauthn" },
    });
    expect(await actionsOn("namer")).toContain("credential.rename");
  });

  it("200 for the owner of an unlocked session; 403 elevation_required once it is locked again", async () => {
    const { app, browser } = await signedInPerson(service, "self-namer");
    const path = credentialPath("self-namer", app.credentialId);
    expect((await browser.call("PATCH", path, { name: "My phone" })).status).toBe(200);
    clock.advance(601);
    expect(await browser.call("PATCH", path, { name: "My phone" })).toMatchObject({
      status: 403,
      body: { code: "elevation_required" },
    });
  });

  it("404: another user's credential, the recovery key, the password, or none at all", async () => {
    const { credentialId } = await userWithDevice(service, "owner-of-key");
    await userWithApp(service, "stranger");
    expect((await call("PATCH", credentialPath("stranger", credentialId), { name: "x" })).status).toBe(404);
    const { user } = (await service.deps.storage.users.read(service.deps.keys.userId("stranger"))) ?? {};
    for (const { id, factor } of user?.credentials ?? []) {
      const expected = factor === "totp" ? 200 : 404;
      expect((await call("PATCH", credentialPath("stranger", id), { name: "x" })).status).toBe(expected);
    }
    expect((await call("PATCH", credentialPath("nobody", credentialId), { name: "x" })).status).toBe(404);
  });
});

describe("DELETE …/credentials/{id}", () => {
  it("204: a revoked key verifies no more, and is no longer offered", async () => {
    const { authenticator, credentialId } = await userWithDevice(service, "revoked");
    await registerDevice(service, "revoked", { name: "Spare" });
    const { verificationId, options } = await beginVerification(service, "revoked");
    const response = authenticator.assert(options);
    expect((await call("DELETE", credentialPath("revoked", credentialId))).status).toBe(204);
    expect(await attempt(service, verificationId, response)).toMatchObject({
      status: 401,
      body: { code: "verification_failed" },
    });
    expect((await beginVerification(service, "revoked")).options.allowCredentials).toHaveLength(1);
    expect(await actionsOn("revoked")).toContain("credential.revoke");
  });

  it("204: with the last second factor the recovery key ends, and every other session of the user", async () => {
    const { app, browser } = await signedInPerson(service, "last");
    const other = new Browser(service);
    await signIn(other, "last", app.code());
    expect((await browser.call("DELETE", credentialPath("last", app.credentialId))).status).toBe(204);
    expect(await credentialsOf("last")).toEqual([]);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
    expect((await other.call("GET", "/api/v1/session")).status).toBe(401);
    const tried = await call("POST", "/api/v1/verifications", { username: "last" });
    expect(tried.body).toMatchObject({ decision: "skipped", factors: [] });
  });

  it("204: a key that was revoked can be registered again", async () => {
    const { authenticator, credentialId } = await userWithDevice(service, "again");
    const id = authenticator.credentials[0]?.id ?? Buffer.alloc(0);
    await call("DELETE", credentialPath("again", credentialId));
    const { registrationId, options } = await beginRegistration(service, "again");
    const copy = authenticatorFor(service).register(options, { credentialId: () => id });
    const response = { ...copy, id: id.toString("base64url"), rawId: id.toString("base64url") };
    expect((await finishRegistration(service, "again", registrationId, response)).status).toBe(201);
  });

  it("403: only an administrator takes a hardware token back", async () => {
    const { browser } = await signedInPerson(service, "token-holder");
    await giveHotp(service, "token-holder");
    const token = (await credentialsOf("token-holder")).find(({ factor }) => factor === "hotp");
    const answer = await browser.call("DELETE", credentialPath("token-holder", token?.id ?? ""));
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });

  it("403: the last second factor of a user who holds a role", async () => {
    const { app, browser } = await signedInPerson(service, "boss", "administrator");
    expect((await browser.call("DELETE", credentialPath("boss", app.credentialId))).status).toBe(403);
    expect(await credentialsOf("boss")).toHaveLength(2);
  });

  it("403: an administrator does not change an owner's authenticators; an owner changes an administrator's", async () => {
    const owner = await signedInPerson(service, "an-owner", "owner");
    const administrator = await signedInPerson(service, "an-administrator", "administrator");
    const ofOwner = credentialPath("an-owner", owner.app.credentialId);
    const ofAdministrator = credentialPath("an-administrator", administrator.app.credentialId);
    expect((await administrator.browser.call("PATCH", ofOwner, { name: "x" })).status).toBe(403);
    expect((await administrator.browser.call("POST", "/api/v1/users/an-owner/recovery-key", {})).status).toBe(
      403,
    );
    expect((await administrator.browser.call("POST", "/api/v1/users/an-owner/totp", {})).status).toBe(403);
    expect(
      (await administrator.browser.call("POST", "/api/v1/users/an-owner/webauthn/options", {})).status,
    ).toBe(403);
    expect((await owner.browser.call("PATCH", ofAdministrator, { name: "x" })).status).toBe(200);
  });

  it("403: an application that may only enrol; 401: nobody", async () => {
    const { credentialId } = await userWithDevice(service, "kept");
    const path = credentialPath("kept", credentialId);
    expect((await call("DELETE", path, undefined, { apiKey })).status).toBe(403);
    expect((await call("DELETE", path, undefined, { apiKey: null })).status).toBe(401);
    const { browser } = await signedInPerson(service, "passer-by");
    expect((await browser.call("DELETE", path)).status).toBe(403);
  });
});

describe("DELETE …/second-factor", () => {
  it("204: everything ends at once, and other sessions with it", async () => {
    const { app, browser } = await signedInPerson(service, "quitter");
    await registerDevice(service, "quitter");
    const other = new Browser(service);
    await signIn(other, "quitter", app.code());
    expect((await browser.call("DELETE", "/api/v1/users/quitter/second-factor")).status).toBe(204);
    expect(await credentialsOf("quitter")).toEqual([]);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
    expect((await other.call("GET", "/api/v1/session")).status).toBe(401);
    expect(await actionsOn("quitter")).toContain("second_factor.disable");
    // The password is kept: it is all that is asked for now.
    expect((await call("POST", "/api/v1/verify", { username: "quitter", code: app.code() })).status).toBe(
      401,
    );
  });

  it("403: for a user who holds a role; 409: while a hardware token is assigned; 400: with nothing to disable", async () => {
    const { browser } = await signedInPerson(service, "chief", "owner");
    expect((await browser.call("DELETE", "/api/v1/users/chief/second-factor")).status).toBe(403);
    await giveRoles(service, "chief");
    await giveHotp(service, "chief");
    expect(await browser.call("DELETE", "/api/v1/users/chief/second-factor")).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    await call("POST", "/api/v1/users", { username: "bare" });
    expect(await call("DELETE", "/api/v1/users/bare/second-factor")).toMatchObject({
      status: 400,
      body: { code: "not_enrolled" },
    });
    expect((await call("DELETE", "/api/v1/users/nobody/second-factor")).status).toBe(404);
  });
});

describe("POST …/recovery-key", () => {
  it("201: the new key verifies, the old one no longer", async () => {
    const { recoveryKey } = await userWithApp(service, "renewer");
    const renewed = await call("POST", "/api/v1/users/renewer/recovery-key");
    expect(renewed).toMatchObject({ status: 201, body: { recoveryKey: expect.any(String) } });
    const attemptWith = async (code: unknown) => {
      const { body } = await call("POST", "/api/v1/verifications", { username: "renewer" });
      return (await attempt(service, String(body.verificationId), { code }, "recovery-key")).status;
    };
    expect(await attemptWith(recoveryKey)).toBe(401);
    expect(await attemptWith(renewed.body.recoveryKey)).toBe(200);
    expect(await actionsOn("renewer")).toContain("recovery_key.renew");
  });

  it("400: without a second factor there is nothing for a key to stand in for; 404: no such user; 403: enrol alone", async () => {
    await call("POST", "/api/v1/users", { username: "keyless" });
    expect(await call("POST", "/api/v1/users/keyless/recovery-key")).toMatchObject({
      status: 400,
      body: { code: "not_enrolled" },
    });
    expect((await call("POST", "/api/v1/users/nobody/recovery-key")).status).toBe(404);
    expect((await call("POST", "/api/v1/users/renewer/recovery-key", {}, { apiKey })).status).toBe(403);
  });
});

describe("POST …/unblock", () => {
  it("403: nobody lifts the block of a user who outranks them, and no application that of a role holder: they could guess codes without end", async () => {
    await signedInPerson(service, "chief", "owner");
    const { browser: helper } = await signedInPerson(service, "second-helper", "helpdesk");
    const { browser: owner } = await signedInPerson(service, "other-chief", "owner");
    const path = "/api/v1/users/chief/unblock";
    expect(await helper.call("POST", path, {})).toMatchObject({ status: 403, body: { code: "forbidden" } });
    const byKey = await directory.call("POST", path, {});
    expect(byKey).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect((await owner.call("POST", path, {})).status).toBe(204);
  });

  const blockUser = async (username: string) => {
    for (let i = 0; i < 2; i++) await call("POST", "/api/v1/verify", { username, code: "000000" });
  };

  it("204: a block is lifted, and the next failure is the first again", async () => {
    const app = await userWithApp(service, "blocked");
    await blockUser("blocked");
    expect((await call("POST", "/api/v1/verify", { username: "blocked", code: app.code() })).status).toBe(
      429,
    );
    expect((await call("POST", "/api/v1/users/blocked/unblock")).status).toBe(204);
    expect((await call("POST", "/api/v1/verify", { username: "blocked", code: "000000" })).status).toBe(401);
    expect((await call("POST", "/api/v1/verify", { username: "blocked", code: app.code() })).status).toBe(
      200,
    );
    expect(await actionsOn("blocked")).toContain("user.unblock");
  });

  it("204 for the help desk, 403 for users and for one's own block, 404 for nobody", async () => {
    const helper = await signedInPerson(service, "helper", "helpdesk");
    const user = await signedInPerson(service, "locked-out");
    await blockUser("locked-out");
    expect((await user.browser.call("POST", "/api/v1/users/locked-out/unblock", {})).status).toBe(403);
    expect((await helper.browser.call("POST", "/api/v1/users/locked-out/unblock", {})).status).toBe(204);
    expect((await helper.browser.call("POST", "/api/v1/users/helper/unblock", {})).status).toBe(403);
    await call("POST", "/api/v1/verify", { username: "not-there", code: "000000" });
    expect((await call("POST", "/api/v1/users/not-there/unblock")).status).toBe(404);
  });
});
