import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Policy } from "../../server/policy/policy.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService({ env: { LATCHKEY_TRUSTED_PROXIES: "10.9.0.0/16" } });
const { call, deps } = service;

/** Writes a policy as the environment's key, from whatever version there is. */
async function write(change: Partial<Policy>) {
  const { version } = await deps.policy.versioned();
  return call("PUT", "/api/v1/policy", { version, policy: { ...DEFAULT_POLICY, ...change } });
}

const rules = (some: Partial<Policy["rules"]>) => ({ rules: { ...DEFAULT_POLICY.rules, ...some } });
const enforced = (some: Partial<Policy["enforcement"]>) => ({
  enforcement: { ...DEFAULT_POLICY.enforcement, ...some },
});
const begin = (username: string, ip?: string) =>
  call("POST", "/api/v1/verifications", { username, ...(ip ? { context: { ip } } : {}) });

describe("the policy", () => {
  it("409: two changes made from one version: the second is refused", async () => {
    const { body } = await call("GET", "/api/v1/policy");
    expect((await call("PUT", "/api/v1/policy", body)).status).toBe(200);
    expect((await call("PUT", "/api/v1/policy", body)).status).toBe(409);
  });

  it("400: unknown factors, networks and fields", async () => {
    expect((await write(rules({ networks: ["10.0.0.0/99"] }))).status).toBe(400);
    expect((await write(rules({ factors: ["telepathy" as never] }))).status).toBe(400);
    expect((await write({ surprise: true } as never)).status).toBe(400);
  });

  it("400: a range that contains a trusted proxy, or is contained in one", async () => {
    for (const range of ["10.0.0.0/8", "10.9.1.0/24", "10.9.0.7", "0.0.0.0/0"]) {
      expect((await write(rules({ networks: [range] }))).status).toBe(400);
    }
    expect((await write(rules({ networks: ["10.8.0.0/16"] }))).status).toBe(200);
  });

  it("tells who changed what and when", async () => {
    await write(enforced({ for: "everybody" }));
    const { body } = await call("GET", "/api/v1/policy/history");
    const [newest] = body.versions as unknown as { by: string; changes: { path: string }[] }[];
    expect(newest?.by).toBe("environment key");
    expect(newest?.changes).toContainEqual({ path: "enforcement.for", before: "nobody", after: "everybody" });
  });
});

describe("enforcement", () => {
  it("leads an enforced user without a factor into enrolment, in the API and on the pages", async () => {
    await write(enforced({ for: "everybody" }));
    await call("POST", "/api/v1/users", { username: "newcomer", password: "password of newcomer" });
    expect((await begin("newcomer")).body).toMatchObject({
      decision: "enrolment_required",
      reason: "enforced",
    });
    const session = await call(
      "POST",
      "/api/v1/session",
      { username: "newcomer", password: "password of newcomer" },
      { apiKey: null },
    );
    expect(session.body).toMatchObject({ decision: "enrolment_required" });
  });

  it("counts the sign-ins of grace", async () => {
    await write(enforced({ for: "everybody", graceLogins: 2 }));
    await call("POST", "/api/v1/users", { username: "graceful" });
    const decisions = [];
    for (let i = 0; i < 3; i++) decisions.push((await begin("graceful")).body.decision);
    expect(decisions).toEqual(["skipped", "skipped", "enrolment_required"]);
  });
});

describe("allowed factors", () => {
  it("hold in the pipeline: a factor that is not allowed is refused as a wrong code is", async () => {
    const app = await userWithApp(service, "restricted");
    await write(rules({ factors: ["webauthn"] }));
    expect((await call("POST", "/api/v1/verify", { username: "restricted", code: app.code() })).status).toBe(
      401,
    );
    await write({});
    expect((await call("POST", "/api/v1/verify", { username: "restricted", code: app.code() })).status).toBe(
      200,
    );
  });

  it("403: what people may not set up by themselves", async () => {
    await write(rules({ enrol: [] }));
    await call("POST", "/api/v1/users", { username: "tokens-only", password: "password of tokens-only" });

    const browser = new Browser(service);
    await beginSignIn(browser, "tokens-only");
    await browser.call("POST", "/api/v1/session/elevation", {
      factor: "password",
      response: { password: "password of tokens-only" },
    });
    expect((await browser.call("POST", "/api/v1/users/tokens-only/totp", {})).status).toBe(403);
    await write({});
    expect((await browser.call("POST", "/api/v1/users/tokens-only/totp", {})).status).toBe(201);
  });

  it("include no recovery key where policy wants none", async () => {
    const keyed = await userWithApp(service, "keyed");
    await write(rules({ recovery: "none" }));
    const app = await userWithApp(service, "keyless");
    expect(app.recoveryKey).toBe("undefined");
    const recover = () =>
      call("POST", "/api/v1/verify", { username: "keyed", code: keyed.recoveryKey, factor: "recovery-key" });
    expect((await recover()).status).toBe(401);
    expect((await call("POST", "/api/v1/users/keyless/recovery-key", {})).status).toBe(403);
    await write({});
  });
});

describe("the network allow list", () => {
  it("skips the second step from a listed address that the application may state, and from nowhere else", async () => {
    await userWithApp(service, "office");
    await write(rules({ networks: ["192.0.2.0/24"] }));
    expect((await begin("office", "192.0.2.7")).body).toMatchObject({
      decision: "skipped",
      reason: "network",
    });
    expect((await begin("office", "198.51.100.7")).body.decision).toBe("required");
    expect((await begin("office")).body.decision).toBe("required");
    expect((await begin("nobody there", "192.0.2.7")).body.decision).toBe("required");
    const { body } = await call("POST", "/api/v1/applications", {
      name: "may not state addresses",
      scopes: ["verify"],
    });
    const options = { apiKey: String(body.apiKey), headers: { "x-forwarded-for": "192.0.2.7" } };
    const forged = await call(
      "POST",
      "/api/v1/verifications",
      { username: "office", context: { ip: "192.0.2.7" } },
      options,
    );
    expect(forged.body.decision).toBe("required");
    await write({});
  });
});

describe("what would happen", () => {
  it("is told with the reasons, line by line, also for a policy that is not written yet", async () => {
    await call("POST", "/api/v1/users", { username: "asked", groups: ["staff"] });
    const policy = { ...DEFAULT_POLICY, ...enforced({ for: "groups", groups: ["staff"] }) };
    const { body } = await call("POST", "/api/v1/policy/simulation", {
      username: "asked",
      ip: "10.1.2.3",
      policy,
    });
    expect(body).toMatchObject({ decision: "enrolment_required", reason: "enforced" });
    expect(body.lines).toContain("A second factor is enforced for the group staff.");
    expect((await call("POST", "/api/v1/policy/simulation", { username: "no such user" })).status).toBe(404);
  });
});

describe("once somebody administers", () => {
  beforeAll(async () => {
    await write({});
  });

  it("400: a change that would leave no owner who can sign in; 403: the environment's key", async () => {
    const owner = await signedInPerson(service, "owner", "owner");
    const { version } = await deps.policy.versioned();
    const policy = { ...DEFAULT_POLICY, ...rules({ factors: ["hotp"] }) };
    expect((await owner.browser.call("PUT", "/api/v1/policy", { version, policy })).status).toBe(400);
    expect(
      (await owner.browser.call("PUT", "/api/v1/policy", { version, policy: DEFAULT_POLICY })).status,
    ).toBe(200);
    expect((await write({})).status).toBe(403);
  });
});
