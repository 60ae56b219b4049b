import { describe, expect, it } from "vitest";
import { changeUser } from "../../server/storage/change-user.js";
import type { Credential } from "../../server/storage/storage.js";
import {
  attempt,
  authenticatorFor,
  beginRegistration,
  beginVerification,
  finishRegistration,
  registerDevice,
  userWithDevice,
} from "../support/device.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock } = service;
const REFUSED = { status: 400, body: { code: "invalid_registration" } };

const createUser = (username: string) => call("POST", "/api/v1/users", { username });

describe("POST /api/v1/users/{username}/webauthn", () => {
  it("201: registers a key under its owner's name for it, and a first factor brings a recovery key", async () => {
    await createUser("ada");
    const { registrationId, options } = await beginRegistration(service, "ada");
    const response = authenticatorFor(service).register(options);
    const answer = await finishRegistration(service, "ada", registrationId, response, { name: "Blue key" });
    expect(answer).toMatchObject({
      status: 201,
      body: { name: "Blue key", recoveryKey: expect.stringMatching(/^([2-9A-Z]{5}-){5}[2-9A-Z]{5}$/) },
    });
    const shown = (await call("GET", "/api/v1/users/ada")).body.credentials as unknown as object[];
    expect(shown[0]).toMatchObject({
      id: answer.body.credentialId,
      factor: "webauthn",
      name: "Blue key",
      state: "active",
      lastUsedAt: null,
    });
    expect(JSON.stringify(shown)).not.toContain(response.id);
  });

  it("201: a second key brings no second recovery key", async () => {
    await userWithDevice(service, "two-keys");
    expect((await registerDevice(service, "two-keys")).recoveryKey).toBeUndefined();
  });

  it("400: a registration is used once, whatever came of it", async () => {
    await createUser("once");
    const { registrationId, options } = await beginRegistration(service, "once");
    const response = authenticatorFor(service).register(options);
    const foreign = authenticatorFor(service, { origin: "https://evil.example" }).register(options);
    expect(await finishRegistration(service, "once", registrationId, foreign)).toMatchObject(REFUSED);
    expect(await finishRegistration(service, "once", registrationId, response)).toMatchObject(REFUSED);
  });

  it("400: a registration that took too long", async () => {
    await createUser("slow");
    const { registrationId, options } = await beginRegistration(service, "slow");
    clock.advance(301);
    const response = authenticatorFor(service).register(options);
    expect(await finishRegistration(service, "slow", registrationId, response)).toMatchObject(REFUSED);
  });

  it("400: a registration that was begun for somebody else, who can still finish it", async () => {
    await createUser("begun-for");
    await createUser("thief");
    const { registrationId, options } = await beginRegistration(service, "begun-for");
    const response = authenticatorFor(service).register(options);
    expect(await finishRegistration(service, "thief", registrationId, response)).toMatchObject(REFUSED);
    expect((await finishRegistration(service, "begun-for", registrationId, response)).status).toBe(201);
  });

  it("400: a response that is none, never a 500", async () => {
    await createUser("garbage");
    for (const response of [null, 7, "x", [], {}, { id: "AA", rawId: "AA", type: "public-key" }]) {
      const { registrationId } = await beginRegistration(service, "garbage");
      expect(await finishRegistration(service, "garbage", registrationId, response)).toMatchObject(REFUSED);
    }
  });

  it("400: user verification was required and the key did none", async () => {
    await createUser("no-pin");
    const { registrationId, options } = await beginRegistration(service, "no-pin", {
      userVerification: "required",
    });
    const response = authenticatorFor(service, { userVerification: false }).register(options);
    const answer = await finishRegistration(service, "no-pin", registrationId, response);
    expect(answer).toMatchObject({ ...REFUSED, body: { detail: expect.stringContaining("PIN") } });
  });

  it("400: one credential cannot be registered twice, with the same user or another, even side by side", async () => {
    await createUser("first");
    await createUser("second");
    const firstBegun = await beginRegistration(service, "first");
    const response = authenticatorFor(service).register(firstBegun.options);
    const id = Buffer.from(response.id, "base64url");
    const copies = ["first", "second", "second"].map(async (username) => {
      const { registrationId, options } = await beginRegistration(service, username);
      const copy = authenticatorFor(service).register(options, { credentialId: () => id });
      return finishRegistration(service, username, registrationId, {
        ...copy,
        id: response.id,
        rawId: response.id,
      });
    });
    const answers = await Promise.all(copies);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    const refusal = answers.find(({ status }) => status === 400);
    expect(refusal).toMatchObject({ ...REFUSED, body: { detail: "This device is registered already." } });
  });

  it("409: fifty credentials are as many as a user can have", async () => {
    await userWithDevice(service, "collector");
    await changeUser(service.deps.storage, service.deps.keys.userId("collector"), (user) => {
      const key = user.credentials.find(({ webauthn }) => webauthn);
      const more = Array.from({ length: 47 }, (_, at) => ({ ...key, id: `copy ${at}` }) as Credential);
      return { user: { ...user, credentials: [...user.credentials, ...more] } };
    });
    const { registrationId, options } = await beginRegistration(service, "collector");
    expect(options.excludeCredentials).toHaveLength(48);
    const response = authenticatorFor(service).register(options);
    expect(await finishRegistration(service, "collector", registrationId, response)).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
  });

  it("404: no such user", async () => {
    expect((await call("POST", "/api/v1/users/nobody/webauthn/options", {})).status).toBe(404);
    expect((await finishRegistration(service, "nobody", "x", {})).status).toBe(404);
  });

  it("400: a name that is empty or too long is no name", async () => {
    await createUser("unnamed");
    for (const name of ["", "  ", "x".repeat(65)]) {
      expect(await finishRegistration(service, "unnamed", "x", {}, { name })).toMatchObject({
        status: 400,
        body: { code: "invalid_request" },
      });
    }
  });

  it("401 without a key, 403 without the scope", async () => {
    const path = "/api/v1/users/ada/webauthn/options";
    expect((await call("POST", path, {}, { apiKey: null })).status).toBe(401);
    const { body } = await call("POST", "/api/v1/applications", { name: "login", scopes: ["verify"] });
    expect((await call("POST", path, {}, { apiKey: String(body.apiKey) })).status).toBe(403);
  });

  it("403: an application that may only enrol adds nothing to a user who has a factor, even if it began before", async () => {
    const { body } = await call("POST", "/api/v1/applications", { name: "portal", scopes: ["enrol"] });
    const apiKey = String(body.apiKey);
    await createUser("fresh");
    const path = "/api/v1/users/fresh/webauthn/options";
    const begun = await call("POST", path, {}, { apiKey });
    const { registrationId, options } = begun.body as never as Awaited<ReturnType<typeof beginRegistration>>;
    await userWithApp(service, "fresh");
    const response = authenticatorFor(service).register(options);
    expect((await finishRegistration(service, "fresh", registrationId, response, { apiKey })).status).toBe(
      403,
    );
    expect((await call("POST", path, {}, { apiKey })).status).toBe(403);
  });

  it("a user with none gets one factor from an application that may only enrol, however many it sends at once", async () => {
    const { body } = await call("POST", "/api/v1/applications", { name: "burst", scopes: ["enrol"] });
    const apiKey = String(body.apiKey);
    await createUser("burst");
    const begun = await Promise.all(Array.from({ length: 8 }, () => beginRegistration(service, "burst")));
    const answers = await Promise.all(
      begun.map(({ registrationId, options }) => {
        const response = authenticatorFor(service).register(options);
        return finishRegistration(service, "burst", registrationId, response, { apiKey });
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(403)]);
  });
});

describe("a verification by security key", () => {
  it("200: begin, tap, verified", async () => {
    const { authenticator, credentialId } = await userWithDevice(service, "tap");
    const { verificationId, options } = await beginVerification(service, "tap");
    expect(await attempt(service, verificationId, authenticator.assert(options))).toMatchObject({
      status: 200,
      body: { verified: true, factor: "webauthn", credentialId },
    });
  });
});
