import { describe, expect, it } from "vitest";
import { changeUser } from "../../server/storage/change-user.js";
import {
  attempt,
  beginVerification,
  registerDevice,
  type TestDevice,
  userWithDevice,
} from "../support/device.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock } = service;
const FAILED = { status: 401, body: { code: "verification_failed" } };

const failuresOf = async (username: string) =>
  (await service.deps.storage.users.read(service.deps.keys.userId(username)))?.user.guard.failures;

/** A whole verification. */
async function tap(username: string, { authenticator }: TestDevice, body: object = {}) {
  const { verificationId, options } = await beginVerification(service, username, body);
  return attempt(service, verificationId, authenticator.assert(options));
}

describe("a verification by security key", () => {
  it("200: begin, tap, verified; the key was last used then", async () => {
    const device = await userWithDevice(service, "tap");
    expect(await tap("tap", device)).toMatchObject({
      status: 200,
      body: { verified: true, factor: "webauthn", credentialId: device.credentialId },
    });
    const { body } = await call("GET", "/api/v1/users/tap");
    expect(body.credentials).toContainEqual(
      expect.objectContaining({ id: device.credentialId, lastUsedAt: clock.now().toISOString() }),
    );
  });

  it("offers the active keys of the user with their transports, and leads with the security key", async () => {
    await userWithDevice(service, "offers");
    await registerDevice(service, "offers", { name: "Spare" });
    const { options } = await beginVerification(service, "offers");
    expect(options).toMatchObject({
      rpId: "localhost",
      timeout: 300_000,
      userVerification: "preferred",
      hints: ["security-key"],
    });
    expect(options.allowCredentials?.map(({ transports }) => transports)).toEqual([["usb"], ["usb"]]);
  });

  it("200: a key without a counter works again and again", async () => {
    const device = await userWithDevice(service, "no-counter", { signCount: null });
    for (let i = 0; i < 3; i++) expect((await tap("no-counter", device)).status).toBe(200);
  });

  it("401: a cloned key is refused by its counter, and counted", async () => {
    const device = await userWithDevice(service, "cloned");
    const clone = device.authenticator.clone();
    expect((await tap("cloned", device)).status).toBe(200);
    expect(await tap("cloned", { ...device, authenticator: clone })).toMatchObject(FAILED);
    expect(await failuresOf("cloned")).toBe(1);
  });

  it("401: an assertion is good for its own challenge only", async () => {
    const { authenticator } = await userWithDevice(service, "replayed");
    const first = await beginVerification(service, "replayed");
    const response = authenticator.assert(first.options);
    expect((await attempt(service, first.verificationId, response)).status).toBe(200);
    // The verification is finished; and in a new one the old tap answers the wrong challenge.
    expect((await attempt(service, first.verificationId, response)).status).toBe(404);
    const second = await beginVerification(service, "replayed");
    expect(await attempt(service, second.verificationId, response)).toMatchObject(FAILED);
  });

  it("401: a failed tap has used up its challenge uncounted from then on; a code may still be tried", async () => {
    const app = await userWithApp(service, "falls-back");
    const { authenticator } = await registerDevice(service, "falls-back");
    const { verificationId, options } = await beginVerification(service, "falls-back");
    const wrong = authenticator.assert(options, { signature: (bytes) => Buffer.from(bytes).fill(7, 10, 20) });
    expect(await attempt(service, verificationId, wrong)).toMatchObject(FAILED);
    expect(await failuresOf("falls-back")).toBe(1);
    const right = authenticator.assert(options);
    expect(await attempt(service, verificationId, right)).toMatchObject(FAILED);
    expect(await failuresOf("falls-back")).toBe(1);
    expect(await attempt(service, verificationId, { code: app.code() }, "totp")).toMatchObject({
      status: 200,
      body: { factor: "totp" },
    });
  });

  it("401: a challenge that has expired is gone with its verification", async () => {
    const { authenticator } = await userWithDevice(service, "slow-tap");
    const { verificationId, options } = await beginVerification(service, "slow-tap");
    clock.advance(301);
    expect((await attempt(service, verificationId, authenticator.assert(options))).status).toBe(404);
    expect(await failuresOf("slow-tap")).toBe(0);
  });

  it("401: user verification was required and the key only touched; 200: with it, and without where it is not", async () => {
    const device = await userWithDevice(service, "pin", { userVerification: false });
    const required = await beginVerification(service, "pin", { userVerification: "required" });
    expect(required.options.userVerification).toBe("required");
    expect(await tap("pin", device, { userVerification: "required" })).toMatchObject(FAILED);
    expect((await tap("pin", device)).status).toBe(200);
    const withPin = await userWithDevice(service, "with-pin");
    expect((await tap("with-pin", withPin, { userVerification: "required" })).status).toBe(200);
  });

  it("an application cannot lower what is asked for", async () => {
    await userWithDevice(service, "lowered");
    const { options } = await beginVerification(service, "lowered", { userVerification: "discouraged" });
    expect(options.userVerification).toBe("preferred");
  });

  it("401: the user handle of another user, a foreign origin, a foreign relying party", async () => {
    const { authenticator } = await userWithDevice(service, "strict");
    const tweaks = [
      { userHandle: Buffer.alloc(32, 1).toString("base64url") },
      { rpId: "evil.example" },
      { clientData: (data: object) => ({ ...data, origin: "https://evil.example" }) },
    ];
    for (const tweak of tweaks) {
      const { verificationId, options } = await beginVerification(service, "strict");
      expect(await attempt(service, verificationId, authenticator.assert(options, tweak))).toMatchObject(
        FAILED,
      );
      clock.advance(3600);
    }
  });

  it("401: another user's key, though it is registered", async () => {
    const mine = await userWithDevice(service, "mine");
    await userWithDevice(service, "theirs");
    const { verificationId, options } = await beginVerification(service, "theirs");
    const response = mine.authenticator.assert({ ...options, allowCredentials: [] });
    expect(await attempt(service, verificationId, response)).toMatchObject(FAILED);
  });

  it("404: an id that is longer than any", async () => {
    const path = `/api/v1/verifications/${"x".repeat(400)}/attempts`;
    const answer = await service.call("POST", path, { factor: "totp", response: { code: "000000" } });
    expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  it("404: a verification of another application, uncounted", async () => {
    const { authenticator } = await userWithDevice(service, "foreign");
    const { verificationId, options } = await beginVerification(service, "foreign");
    const { body } = await call("POST", "/api/v1/applications", { name: "other", scopes: ["verify"] });
    const answer = await call(
      "POST",
      `/api/v1/verifications/${verificationId}/attempts`,
      { factor: "webauthn", response: authenticator.assert(options) },
      { apiKey: String(body.apiKey) },
    );
    expect(answer.status).toBe(404);
    expect(await failuresOf("foreign")).toBe(0);
    expect((await attempt(service, verificationId, authenticator.assert(options))).status).toBe(200);
  });

  it("400: a response of another shape counts nothing and leaves the challenge", async () => {
    const { authenticator } = await userWithDevice(service, "shapeless");
    const { verificationId, options } = await beginVerification(service, "shapeless");
    for (const response of [null, {}, { code: "123456" }, { ...authenticator.assert(options), id: 7 }]) {
      expect(await attempt(service, verificationId, response)).toMatchObject({
        status: 400,
        body: { code: "invalid_request" },
      });
    }
    expect((await attempt(service, verificationId, authenticator.assert(options))).status).toBe(200);
  });

  it("of fifty copies of one tap one is accepted and none is counted as a failure", async () => {
    const { authenticator } = await userWithDevice(service, "fifty");
    const { verificationId, options } = await beginVerification(service, "fifty");
    const response = authenticator.assert(options);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => attempt(service, verificationId, response)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.every((status) => [200, 401, 404].includes(status))).toBe(true);
    expect(await failuresOf("fifty")).toBe(0);
  });

  it("remembers that a passkey is backed up by now", async () => {
    const device = await userWithDevice(service, "synced", {
      backupEligible: true,
      transports: ["internal", "hybrid"],
    });
    const { authenticator } = device;
    Object.assign(authenticator.settings, { backedUp: true });
    expect((await tap("synced", device)).status).toBe(200);
    const { body } = await call("GET", "/api/v1/users/synced");
    expect(body.credentials).toContainEqual(
      expect.objectContaining({ id: device.credentialId, backedUp: true }),
    );
  });

  it("429: a blocked user's tap is not evaluated and its challenge is kept", async () => {
    const { authenticator } = await userWithDevice(service, "waits");
    const { verificationId, options } = await beginVerification(service, "waits");
    for (let i = 0; i < 2; i++) await call("POST", "/api/v1/verify", { username: "waits", code: "000000" });
    const response = authenticator.assert(options);
    expect((await attempt(service, verificationId, response)).status).toBe(429);
    clock.advance(1);
    expect((await attempt(service, verificationId, response)).status).toBe(200);
  });
});

describe("the options of an unknown user", () => {
  /** The first of some invented names whose decoy has a security key. */
  async function decoyWithKey() {
    for (let i = 0; ; i++) {
      const { body } = await call("POST", "/api/v1/verifications", { username: `ghost ${i}` });
      const offered = body.factors as unknown as { factor: string; options?: object }[];
      if (offered.some(({ factor }) => factor === "webauthn")) return `ghost ${i}`;
    }
  }

  it("have the shape of a known user's, and name the same credentials at each call", async () => {
    const ghost = await decoyWithKey();
    await userWithApp(service, "known");
    await registerDevice(service, "known");
    const [first, second, known] = [
      await beginVerification(service, ghost),
      await beginVerification(service, ghost),
      await beginVerification(service, "known"),
    ];
    expect(first.options.allowCredentials).toEqual(second.options.allowCredentials);
    expect(first.options.challenge).not.toBe(second.options.challenge);
    expect(Object.keys(first.options)).toEqual(Object.keys(known.options));
    expect(Object.keys(first.options.allowCredentials?.[0] ?? {})).toEqual(
      Object.keys(known.options.allowCredentials?.[0] ?? {}),
    );
    expect(first.factors.map(({ factor }) => factor)).toEqual(known.factors.map(({ factor }) => factor));
  });

  it("lead to the same answers as a wrong tap: 401, 401, 429", async () => {
    const ghost = await decoyWithKey();
    const { authenticator } = await userWithDevice(service, "any-key");
    for (const status of [401, 401, 429]) {
      const { verificationId, options } = await beginVerification(service, ghost);
      const [allowed] = options.allowCredentials ?? [];
      const response = authenticator.assert({ ...options, allowCredentials: [] });
      const named = { ...response, id: String(allowed?.id), rawId: String(allowed?.id) };
      expect((await attempt(service, verificationId, named)).status).toBe(status);
    }
  });
});

describe("a suspended user", () => {
  it("401: is answered as a wrong tap", async () => {
    const device = await userWithDevice(service, "suspended");
    await changeUser(service.deps.storage, service.deps.keys.userId("suspended"), (user) => ({
      user: { ...user, suspended: true },
    }));
    expect(await tap("suspended", device)).toMatchObject(FAILED);
  });
});
