import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../server/policy/policy.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock } = service;

const begin = (username: string, deviceToken?: string) =>
  call("POST", "/api/v1/verifications", { username, context: { ...(deviceToken ? { deviceToken } : {}) } });

/** Verifies a user with an app and has the browser remembered. @returns the token */
async function remembered(username: string) {
  const app = await userWithApp(service, username);
  const { body } = await begin(username);
  expect(body.rememberDevice).toBe(true);
  const attempt = { factor: "totp", response: { code: app.code() }, rememberDevice: true };
  const verified = await call("POST", `/api/v1/verifications/${body.verificationId}/attempts`, attempt);
  clock.advance(30);
  return { app, token: String(verified.body.deviceToken), expiresAt: verified.body.deviceTokenExpiresAt };
}

beforeAll(async () => {
  const policy = { ...DEFAULT_POLICY, rules: { ...DEFAULT_POLICY.rules, rememberDays: 7 } };
  await call("PUT", "/api/v1/policy", { version: 0, policy });
});

describe("a remembered device (mission S6)", () => {
  it("skips the second step, with a token that is another after each use", async () => {
    const { token, expiresAt } = await remembered("ada");
    const first = await begin("ada", token);
    expect(first.body).toMatchObject({
      decision: "skipped",
      reason: "remembered_device",
      deviceTokenExpiresAt: expiresAt,
    });
    expect(first.body.deviceToken).not.toBe(token);
    expect((await begin("ada", String(first.body.deviceToken))).body.decision).toBe("skipped");
  });

  it("ends where a token comes a second time: its thief or its owner came second", async () => {
    const { token } = await remembered("bea");
    const next = String((await begin("bea", token)).body.deviceToken);
    expect((await begin("bea", token)).body.decision).toBe("required");
    expect((await begin("bea", next)).body.decision).toBe("required");
  });

  it("lets one of two through that come with one token at once, and none after that", async () => {
    const { token } = await remembered("twins");
    const answers = await Promise.all([begin("twins", token), begin("twins", token)]);
    expect(answers.filter(({ body }) => String(body.decision) === "skipped").length).toBeLessThanOrEqual(1);
    for (const { body } of answers) {
      if (body.deviceToken) expect((await begin("twins", body.deviceToken)).body.decision).toBe("required");
    }
  });

  it("is one user's alone", async () => {
    const { token } = await remembered("cleo");
    await userWithApp(service, "dora");
    expect((await begin("dora", token)).body.decision).toBe("required");
    expect((await begin("cleo", token)).body.decision).toBe("skipped");
  });

  it("lasts as many days as policy says", async () => {
    const { token } = await remembered("week");
    clock.advance(7 * 24 * 3600 + 1);
    expect((await begin("week", token)).body.decision).toBe("required");
  });

  it("ends when a factor is replaced or removed, a recovery key is used or the user is rescued; not when one is added", async () => {
    const changes: [string, (name: string, recoveryKey: string, credentialId: string) => Promise<unknown>][] =
      [
        ["revoked", (name, _, id) => call("DELETE", `/api/v1/users/${name}/credentials/${id}`)],
        [
          "recovered",
          (name, code) => call("POST", "/api/v1/verify", { username: name, code, factor: "recovery-key" }),
        ],
        ["renewed", (name) => call("POST", `/api/v1/users/${name}/recovery-key`, {})],
      ];
    for (const [name, change] of changes) {
      const { app, token } = await remembered(name);
      await change(name, app.recoveryKey, app.credentialId);
      expect((await begin(name, token)).body).not.toMatchObject({ reason: "remembered_device" });
    }
    const { token } = await remembered("added");
    await call("POST", "/api/v1/tokens", { serial: "dev-1", type: "totp", secretHex: "ab".repeat(20) });
    await call("POST", "/api/v1/tokens/dev-1/assign", { username: "added" });
    expect((await begin("added", token)).body.decision).toBe("skipped");
  });

  it("is seen and forgotten", async () => {
    const { token } = await remembered("eve");
    const { body } = await call("GET", "/api/v1/users/eve/devices");
    const [device] = body.devices as unknown as { id: string }[];
    expect((await call("DELETE", `/api/v1/users/eve/devices/${device?.id}`)).status).toBe(204);
    expect((await call("DELETE", `/api/v1/users/eve/devices/${device?.id}`)).status).toBe(404);
    expect((await begin("eve", token)).body.decision).toBe("required");
  });

  it("is a cookie on Latchkey's own pages, and neither elevates nor administers", async () => {
    const app = await userWithApp(service, "pages");
    const browser = new Browser(service);
    const begun = await beginSignIn(browser, "pages");
    const attempt = {
      verificationId: begun.body.verificationId,
      factor: "totp",
      response: { code: app.code() },
      rememberDevice: true,
    };
    const signedIn = await browser.call("POST", "/api/v1/session/attempts", attempt);
    const cookie = signedIn.headers.getSetCookie().find((line) => line.startsWith("__Host-latchkey-device="));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax; Expires=/);
    const [pair = ""] = (cookie ?? "").split(";");
    const again = await new Browser(service).call(
      "POST",
      "/api/v1/session",
      { username: "pages", password: "password of pages" },
      { headers: { cookie: pair } },
    );
    expect(again.body).toMatchObject({
      decision: "skipped",
      reason: "remembered_device",
      session: { elevatedUntil: null },
    });
  });

  it("is not offered where policy does not want it", async () => {
    const { version, policy } = (await call("GET", "/api/v1/policy")).body as unknown as {
      version: number;
      policy: typeof DEFAULT_POLICY;
    };
    const { token } = await remembered("last");
    await call("PUT", "/api/v1/policy", {
      version,
      policy: { ...policy, rules: { ...policy.rules, rememberDays: 0 } },
    });
    const { body } = await begin("last", token);
    expect(body.decision).toBe("required");
    expect(body).not.toHaveProperty("rememberDevice");
  });
});
