import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import {
  type Begun,
  createLatchkey,
  LatchkeyError,
  type LatchkeyErrorCode,
  type Verified,
} from "../../../client/application/latchkey-client.js";
import type { ErrorCode } from "../../../server/errors.js";
import type { begunAnswer } from "../../../server/http/begun.js";
import type { verifiedAnswer } from "../../../server/http/schemas.js";
import { application } from "../../support/application.js";
import { Browser } from "../../support/browser.js";
import { authenticatorFor, registerDevice } from "../../support/device.js";
import { testService } from "../../support/service.js";
import { userWithApp } from "../../support/totp.js";

const service = await testService();
const HOME = "https://wiki.example/back";
const wiki = await application(service, { scopes: ["verify", "enrol"], redirectUris: [HOME] });
const latchkey = createLatchkey({ url: `${service.url}/`, apiKey: wiki.apiKey });

const failure = (call: Promise<unknown>): Promise<LatchkeyError> =>
  call.then(
    () => expect.fail("it should have thrown"),
    (error) => error,
  );

describe("the client for applications, with the real service", () => {
  it("verifies a code in one call", async () => {
    const app = await userWithApp(service, "ann");
    const verified = await latchkey.verify({ username: "ann", code: app.code() });
    expect(verified).toEqual({ verified: true, factor: "totp", credentialId: app.credentialId });
  });

  it("throws for a wrong code, and says how long to wait once the guard stands", async () => {
    await userWithApp(service, "bea");
    const wrong = () => failure(latchkey.verify({ username: "bea", code: "000000" }));
    expect(await wrong()).toMatchObject({ code: "verification_failed", status: 401 });
    await wrong();
    const blocked = await wrong();
    expect(blocked).toBeInstanceOf(LatchkeyError);
    expect(blocked).toMatchObject({ code: "too_many_attempts", status: 429, retryAfterSeconds: 1 });
    expect(blocked.requestId).toMatch(/./);
  });

  it("begins a verification and answers it with a security key", async () => {
    await service.call("POST", "/api/v1/users", { username: "cleo" });
    const { authenticator } = await registerDevice(service, "cleo", {
      authenticator: authenticatorFor(service),
    });
    const begun = await latchkey.begin({ username: "cleo", userVerification: "required" });
    expect(begun.decision).toBe("required");
    expect(begun.factors[0]?.factor).toBe("webauthn");
    const options = begun.factors[0]?.options as unknown as Parameters<typeof authenticator.assert>[0];
    const response = { ...authenticator.assert(options) };
    const { factor } = await latchkey.attempt(begun.verificationId, { factor: "webauthn", response });
    expect(factor).toBe("webauthn");
    const again = await failure(latchkey.attempt(begun.verificationId, { factor: "webauthn", response }));
    expect(again).toMatchObject({ code: "not_found", status: 404 });
  });

  it("exchanges what the hosted page came back with", async () => {
    const app = await userWithApp(service, "dora");
    const begun = await latchkey.begin({ username: "dora", redirectUri: HOME, state: "of this browser" });
    const page = new URL(begun.url ?? "").searchParams.get("verification");
    const done = await new Browser(service).call("POST", "/api/v1/hosted/attempts", {
      page,
      factor: "totp",
      response: { code: app.code() },
    });
    const code = new URL(String(done.body.returnTo)).searchParams.get("code") ?? "";
    expect(await latchkey.exchange({ code, redirectUri: HOME })).toEqual({
      username: "dora",
      verified: true,
      factor: "totp",
      amr: ["otp", "mfa"],
      authTime: service.now().toISOString(),
      state: "of this browser",
    });
    expect(await failure(latchkey.exchange({ code, redirectUri: HOME }))).toMatchObject({ status: 400 });
  });

  it("issues tickets", async () => {
    await service.call("POST", "/api/v1/users", { username: "edda" });
    const ticket = await latchkey.issueTicket({ username: "edda", purpose: "enrol", redirectUri: HOME });
    expect(ticket).toEqual({
      url: expect.stringContaining(`${service.url}/profile#ticket=`),
      expiresAt: expect.any(String),
    });
  });

  it("says when its own key is not accepted, which is no fault of the user's", async () => {
    const stranger = createLatchkey({ url: service.url, apiKey: "nobody's" });
    const error = await failure(stranger.verify({ username: "ann", code: "123456" }));
    expect(error).toMatchObject({ code: "unauthenticated", status: 401 });
  });
});

describe("the types of the client", () => {
  it("are those of the service's schemas", () => {
    expectTypeOf<LatchkeyErrorCode>().toEqualTypeOf<ErrorCode>();
    expectTypeOf<z.output<typeof verifiedAnswer>>().toExtend<Verified>();
    expectTypeOf<z.output<typeof begunAnswer>>().toExtend<Begun>();
    expectTypeOf<keyof Verified>().toEqualTypeOf<keyof z.output<typeof verifiedAnswer>>();
    expectTypeOf<Exclude<keyof Begun, "url" | "ticket">>().toEqualTypeOf<
      keyof z.output<typeof begunAnswer>
    >();
  });
});

describe("where no answer of Latchkey's comes, nobody is verified", () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  /** A server in the place of Latchkey. */
  async function inPlace(listener: RequestListener, timeoutMs = 5_000) {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ends.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    return createLatchkey({ url: `http://127.0.0.1:${port}`, apiKey: "a key", timeoutMs });
  }
  const verify = (client: ReturnType<typeof createLatchkey>) =>
    failure(client.verify({ username: "ann", code: "123456" }));

  it("unavailable: nothing listens, or the answer takes too long", async () => {
    const gone = createLatchkey({ url: "http://127.0.0.1:1", apiKey: "a key" });
    expect(await verify(gone)).toMatchObject({ code: "unavailable", status: 0 });
    const silent = await inPlace(() => {}, 50);
    expect(await verify(silent)).toMatchObject({ code: "unavailable", status: 0 });
  });

  it("unavailable: a page with status 200 that is not Latchkey's, and a redirect, which is not followed", async () => {
    const page = await inPlace((_, response) => response.end("<h1>Welcome</h1>"));
    expect(await verify(page)).toMatchObject({ code: "unavailable", status: 200 });
    for (const text of ["{}", '{"verified":"true"}', '{"verified":false}', "[]", "null"]) {
      const other = await inPlace((_, response) => response.end(text));
      expect(await verify(other)).toMatchObject({ code: "unavailable", status: 200 });
    }
    const moved = await inPlace((_, response) => response.writeHead(307, { location: service.url }).end());
    expect(await verify(moved)).toMatchObject({ code: "unavailable", status: 307 });
  });

  it("the status says the kind where a proxy answers for it", async () => {
    for (const [status, code] of [
      [429, "too_many_attempts"],
      [401, "unauthenticated"],
      [403, "forbidden"],
      [404, "not_found"],
      [413, "invalid_request"],
      [502, "unavailable"],
    ] as const) {
      const proxy = await inPlace((_, response) =>
        response.writeHead(status, { "retry-after": "7" }).end("no JSON"),
      );
      expect(await verify(proxy)).toMatchObject({ status, code, retryAfterSeconds: 7 });
    }
  });
});
