import { describe, expect, it } from "vitest";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock } = service;

describe("POST /api/v1/verify", () => {
  it("200: accepts the code of an authenticator app", async () => {
    const app = await userWithApp(service, "alice");
    const answer = await call("POST", "/api/v1/verify", { username: "alice", code: app.code() });
    expect(answer).toMatchObject({
      status: 200,
      body: { verified: true, factor: "totp", credentialId: app.credentialId },
    });
  });

  it("401: refuses a code that was used", async () => {
    const app = await userWithApp(service, "replay");
    const code = app.code();
    await call("POST", "/api/v1/verify", { username: "replay", code });
    const again = await call("POST", "/api/v1/verify", { username: "replay", code });
    expect(again).toMatchObject({ status: 401, body: { code: "verification_failed" } });
  });

  it("429: the second wrong code in a row blocks for a second, and nothing is evaluated until then", async () => {
    const app = await userWithApp(service, "bob");
    for (const status of [401, 401, 429]) {
      expect((await call("POST", "/api/v1/verify", { username: "bob", code: "000000" })).status).toBe(status);
    }
    const blocked = await call("POST", "/api/v1/verify", { username: "bob", code: app.code() });
    expect(blocked).toMatchObject({ status: 429, body: { code: "too_many_attempts", retryAfterSeconds: 1 } });
    expect(blocked.headers.get("retry-after")).toBe("1");
    clock.advance(1);
    expect((await call("POST", "/api/v1/verify", { username: "bob", code: app.code() })).status).toBe(200);
  });

  it("401 then 429: an unknown user is answered as a known one", async () => {
    for (const status of [401, 401, 429]) {
      expect((await call("POST", "/api/v1/verify", { username: "nobody", code: "123456" })).status).toBe(
        status,
      );
    }
  });

  it("400: a response that is not of the factor's shape counts nothing", async () => {
    const app = await userWithApp(service, "carol");
    for (let i = 0; i < 5; i++) {
      expect((await call("POST", "/api/v1/verify", { username: "carol", code: "12ab" })).status).toBe(400);
    }
    expect((await call("POST", "/api/v1/verify", { username: "carol", code: app.code() })).status).toBe(200);
  });

  it("401 without a key, 403 without the scope", async () => {
    expect((await call("POST", "/api/v1/verify", {}, { apiKey: null })).status).toBe(401);
    const { body } = await call("POST", "/api/v1/applications", { name: "reader", scopes: ["audit"] });
    expect((await call("POST", "/api/v1/verify", {}, { apiKey: String(body.apiKey) })).status).toBe(403);
  });
});
