import { describe, expect, it } from "vitest";
import { logWarnings } from "../../server/operations/hourly-warnings.js";
import { application } from "../support/application.js";
import { signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";

const service = await testService();
const { call, clock, deps, logs } = service;
const DAY = 24 * 3600;

const manager = await application(service, { name: "manager", scopes: ["admin", "metrics"] });
const warnings = async () => (await manager.call("GET", "/api/v1/warnings")).body.warnings;
const metrics = async () => {
  const headers = { authorization: `Bearer ${manager.apiKey}` };
  return (await fetch(`${service.url}/metrics`, { headers })).text();
};

describe("what is warned of", () => {
  it("is told to whoever holds a role, and to the scope `admin`", async () => {
    expect(await warnings()).toEqual([{ kind: "environment_key" }]);
    const { browser: auditor } = await signedInPerson(service, "aude", "auditor");
    expect((await auditor.call("GET", "/api/v1/warnings")).status).toBe(200);
    const { browser: user } = await signedInPerson(service, "una");
    expect((await user.call("GET", "/api/v1/warnings")).status).toBe(403);
    expect((await call("GET", "/api/v1/warnings", undefined, { apiKey: null })).status).toBe(401);
  });

  it("is an application that will soon be without a key, until it is rotated: in console, log and metric", async () => {
    const registered = { name: "Wiki", expiresInDays: 15 };
    const { applicationId } = (await manager.call("POST", "/api/v1/applications", registered)).body;
    expect(await metrics()).toContain("latchkey_application_keys_expiring 0");
    clock.advance(DAY);
    const ending = { kind: "keys_ending", applications: ["Wiki"] };
    expect(await warnings()).toEqual([{ kind: "environment_key" }, ending]);
    expect(await metrics()).toContain("latchkey_application_keys_expiring 1");
    await logWarnings(deps);
    const lines = logs.map((line) => JSON.parse(line)).filter(({ level }) => level === 40);
    expect(lines).toContainEqual(
      expect.objectContaining({ applications: ["Wiki"], msg: expect.stringContaining("within 14 days") }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: expect.stringContaining("LATCHKEY_ADMIN_KEY") }),
    );
    await manager.call("POST", `/api/v1/applications/${applicationId}/keys`, { overlapSeconds: 3600 });
    expect(await warnings()).toEqual([{ kind: "environment_key" }]);
    expect(await metrics()).toContain("latchkey_application_keys_expiring 0");
  });
});
