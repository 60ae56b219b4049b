import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { describe, expect, it } from "vitest";
import type { Authenticator } from "../support/authenticator.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { authenticatorFor, userWithDevice } from "../support/device.js";
import { testService } from "../support/service.js";

const service = await testService();
const { call, clock, database, deps } = service;

interface Begun {
  verificationId: string;
  options: PublicKeyCredentialRequestOptionsJSON;
}

async function begin(browser: Browser): Promise<Begun> {
  return (await browser.call("POST", "/api/v1/session/passkey/options", {})).body as unknown as Begun;
}

const send = (browser: Browser, verificationId: string, response: unknown) =>
  browser.call("POST", "/api/v1/session/passkey", { verificationId, response });

/** One sign-in by a tap; what the authenticator does wrong is told by `tweaks`. */
async function tap(authenticator: Authenticator, tweaks = {}, browser = new Browser(service)) {
  const { verificationId, options } = await begin(browser);
  return send(browser, verificationId, authenticator.assert(options, tweaks));
}

const wrong = {
  signature: (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 20 ? byte ^ 1 : byte))),
};

describe("POST /api/v1/session/passkey/options", () => {
  it("200: names no credential and no user, and requires user verification", async () => {
    const { verificationId, options } = await begin(new Browser(service));
    expect(verificationId).toMatch(/^[\w-]{43}$/);
    expect(options).toMatchObject({ rpId: "localhost", allowCredentials: [], userVerification: "required" });
    expect(Buffer.from(options.challenge, "base64url").length).toBeGreaterThanOrEqual(16);
  });

  it("403 and 415: not for another site's page", async () => {
    const browser = new Browser(service);
    const path = "/api/v1/session/passkey/options";
    expect((await browser.call("POST", path, {}, { origin: "https://evil.example" })).status).toBe(403);
    expect((await browser.call("POST", path, {}, { contentType: "text/plain" })).status).toBe(415);
  });
});

describe("POST /api/v1/session/passkey", () => {
  it("200: a tap that checked its user signs in, elevated, without a password", async () => {
    const { authenticator, credentialId } = await userWithDevice(service, "alice");
    const browser = new Browser(service);
    const done = await tap(authenticator, {}, browser);
    expect(done).toMatchObject({
      status: 200,
      body: { verified: true, factor: "webauthn", credentialId, session: { username: "alice" } },
    });
    expect(done.body.session).not.toMatchObject({ elevatedUntil: null });
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
  });

  it("401: a tap without user verification", async () => {
    const { authenticator } = await userWithDevice(service, "bob");
    const without = await tap(authenticator, { flags: (flags: number) => flags & ~0x04 });
    expect(without).toMatchObject({ status: 401, body: { code: "verification_failed" } });
  });

  it("401: a passkey that its provider copies, while policy asks for one that stays in its device", async () => {
    const { authenticator } = await userWithDevice(service, "copied", {
      backupEligible: true,
      backedUp: true,
    });
    expect(await tap(authenticator)).toMatchObject({ status: 401, body: { code: "verification_failed" } });
    // As a second factor after the password it is as good as any.
    const browser = new Browser(service);
    const begun = await beginSignIn(browser, "copied");
    const { verificationId, factors } = begun.body as unknown as {
      verificationId: string;
      factors: { options: PublicKeyCredentialRequestOptionsJSON }[];
    };
    const [first] = factors;
    const response = first && authenticator.assert(first.options);
    const body = { verificationId, factor: "webauthn", response };
    expect((await browser.call("POST", "/api/v1/session/attempts", body)).status).toBe(200);
  });

  it("401: an unknown handle is answered as a known one with a wrong signature", async () => {
    const { authenticator } = await userWithDevice(service, "carol");
    const known = await tap(authenticator, wrong);
    const unknown = await tap(authenticator, { userHandle: Buffer.alloc(32, 7).toString("base64url") });
    const shown = [known, unknown].map(({ status, headers, body: { requestId, ...body } }) => ({
      status,
      names: [...headers.keys()].sort(),
      body,
    }));
    expect(shown[0]?.status).toBe(401);
    expect(shown[1]).toEqual(shown[0]);
  });

  it("401: a key of one user under the handle of another", async () => {
    const mine = await userWithDevice(service, "mallory");
    await userWithDevice(service, "victim");
    const handle = (await deps.storage.users.read(deps.keys.userId("victim")))?.user.handle;
    expect((await tap(mine.authenticator, { userHandle: handle })).status).toBe(401);
  });

  it("429: failures stand where wrong passwords do, and leave the second factor alone", async () => {
    const { authenticator } = await userWithDevice(service, "dora");
    for (const status of [401, 401, 429]) expect((await tap(authenticator, wrong)).status).toBe(status);
    const blocked = await tap(authenticator);
    expect(blocked).toMatchObject({ status: 429, body: { retryAfterSeconds: 1 } });
    expect((await beginSignIn(new Browser(service), "dora")).status).toBe(429);
    const begun = await call("POST", "/api/v1/verifications", { username: "dora" });
    expect(begun.body).not.toHaveProperty("retryAfterSeconds");
    clock.advance(1);
    expect((await tap(authenticator)).status).toBe(200);
  });

  it("429: while the user's own guard stands", async () => {
    const { authenticator } = await userWithDevice(service, "emil");
    for (let i = 0; i < 2; i++) await call("POST", "/api/v1/verify", { username: "emil", code: "000000" });
    expect((await tap(authenticator)).status).toBe(429);
    clock.advance(1);
    expect((await tap(authenticator)).status).toBe(200);
  });

  it("401: a challenge is good once, and a copy of a right tap counts nothing", async () => {
    const { authenticator } = await userWithDevice(service, "fay");
    const browser = new Browser(service);
    const { verificationId, options } = await begin(browser);
    const response = authenticator.assert(options);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send(new Browser(service), verificationId, response)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 401, 404].includes(status))).toBe(true);
    expect((await tap(authenticator)).status).toBe(200);
  });

  it("404: expired, and challenges given out for something else", async () => {
    const { authenticator } = await userWithDevice(service, "gus");
    const browser = new Browser(service);
    const late = await begin(browser);
    clock.advance(300);
    expect((await send(browser, late.verificationId, authenticator.assert(late.options))).status).toBe(404);
    const other = (await beginSignIn(browser, "gus")).body as unknown as {
      verificationId: string;
      factors: { options: PublicKeyCredentialRequestOptionsJSON }[];
    };
    const [first] = other.factors;
    const response = first && authenticator.assert(first.options);
    expect((await send(browser, other.verificationId, response)).status).toBe(404);
    const { verificationId, options } = await begin(browser);
    const swapped = { verificationId, factor: "webauthn", response: authenticator.assert(options) };
    expect((await browser.call("POST", "/api/v1/session/attempts", swapped)).status).toBe(404);
  });

  it("400: without a user handle, and for what is no assertion", async () => {
    const { authenticator } = await userWithDevice(service, "hal");
    expect((await tap(authenticator, { userHandle: null })).status).toBe(400);
    const { verificationId } = await begin(new Browser(service));
    for (const response of [
      {},
      { response: { userHandle: "abc" } },
      { response: { userHandle: { $gt: "" } } },
    ]) {
      expect((await send(new Browser(service), verificationId, response)).status).toBe(400);
    }
  });

  it("401: a suspended user", async () => {
    const { authenticator } = await userWithDevice(service, "ivy");
    const id = deps.keys.userId("ivy") as never;
    await database.db.collection("users").updateOne({ _id: id }, { $set: { suspended: true } });
    expect((await tap(authenticator)).status).toBe(401);
  });

  it("403: another site's page evaluates nothing", async () => {
    const { authenticator } = await userWithDevice(service, "jon");
    const browser = new Browser(service);
    const { verificationId, options } = await begin(browser);
    const body = { verificationId, response: authenticator.assert(options) };
    const forged = await browser.call("POST", "/api/v1/session/passkey", body, {
      origin: "https://evil.example",
    });
    expect(forged.status).toBe(403);
    expect((await browser.call("POST", "/api/v1/session/passkey", body)).status).toBe(200);
  });

  it("401: an authenticator that nobody registered, under nobody's handle", async () => {
    const stranger = authenticatorFor(service);
    const { authenticator } = await userWithDevice(service, "kay");
    stranger.credentials.push(...authenticator.clone().credentials);
    expect((await tap(stranger, { userHandle: "AAAA" })).status).toBe(401);
  });
});
