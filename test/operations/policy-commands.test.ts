import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../server/cli.js";
import { DEFAULT_POLICY } from "../../server/policy/policy.js";
import { newKeyMaterial } from "../../server/storage/key-source.js";
import { createKeys } from "../../server/storage/keys.js";
import { application } from "../support/application.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const dataDir = await mkdtemp(join(tmpdir(), "latchkey-policy-"));
const material = newKeyMaterial();
await writeFile(join(dataDir, "keys.json"), JSON.stringify(material), { mode: 0o600 });
const service = await testService({ keys: createKeys(material) });
const { call, deps } = service;
let wiki = "";

beforeAll(async () => {
  wiki = (await application(service, { name: "wiki" })).id;
  await userWithApp(service, "alice");
  await call("POST", "/api/v1/users", { username: "bare", groups: ["staff"] });
});
afterAll(() => rm(dataDir, { recursive: true }));

async function latchkey(...argv: string[]): Promise<{ code: number; output: string }> {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const env = { MONGODB_URI: service.database.uri, LATCHKEY_DATA_DIR: dataDir };
  const io = { stdout: { write }, stderr: { write }, env };
  return { code: await runCli(argv, io as unknown as Parameters<typeof runCli>[1]), output };
}

describe("latchkey policy show and history", () => {
  it("print what holds, and who changed what of it", async () => {
    expect(await latchkey("policy", "show")).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^As installed, never changed.\nenforcement.for: nobody\n/),
    });
    expect((await latchkey("policy", "history")).output).toBe("Nobody has changed the policy yet.\n");
    const policy = {
      ...DEFAULT_POLICY,
      enforcement: { ...DEFAULT_POLICY.enforcement, for: "applications", applications: [wiki] },
      rules: { ...DEFAULT_POLICY.rules, networks: ["10.0.0.0/8"] },
      groups: [{ group: "staff", rules: { rememberDays: 3 } }],
    };
    expect((await call("PUT", "/api/v1/policy", { version: 0, policy })).status).toBe(200);
    const { output } = await latchkey("policy", "show");
    expect(output).toContain("Version 1.\n");
    expect(output).toContain(`\nenforcement.applications: ${wiki}\n`);
    expect(output).toContain("\ngroups.staff.rememberDays: 3\n");
    expect(JSON.parse((await latchkey("policy", "show", "--json")).output)).toEqual({ version: 1, policy });
    const history = (await latchkey("policy", "history")).output;
    expect(history).toContain("version 1, 2026-11-24T");
    expect(history).toContain("by environment key\n  enforcement.for: nobody -> applications\n");
    expect(JSON.parse((await latchkey("policy", "history", "--json")).output)).toEqual(
      (await call("GET", "/api/v1/policy/history")).body.versions,
    );
  });
});

describe("latchkey policy simulate", () => {
  it("says as the page does what would happen, and why, line by line", async () => {
    const { code, output } = await latchkey(
      "policy",
      "simulate",
      "Alice",
      "--from",
      "10.1.2.3",
      "--application",
      "wiki",
    );
    expect(code).toBe(0);
    expect(output).toBe(`alice signs in from 10.1.2.3 to wiki:
  - The default rules hold.
  - A second factor is enforced for this application.
  - 10.1.2.3 is in a network from which the second step is skipped.
=> skipped: the password is enough (network)
`);
    const question = { username: "alice", ip: "203.0.113.9", application: wiki };
    const asked = await call("POST", "/api/v1/policy/simulation", question);
    const json = await latchkey(
      ...["policy", "simulate", "alice", "--from", "203.0.113.9", "--application", wiki, "--json"],
    );
    expect(JSON.parse(json.output)).toEqual({ ...question, ...asked.body });
    expect(asked.body).toMatchObject({ decision: "required", factors: ["totp", "recovery-key"] });
    expect((await latchkey("policy", "simulate", "bare", "--application", "wiki")).output).toContain(
      "=> enrolment_required: the user has to set up a second factor first (enforced)",
    );
    expect((await latchkey("policy", "simulate", "bare")).output).toContain("to Latchkey's own pages:");
  });

  it("changes nothing: neither the user nor the audit trail", async () => {
    const before = await deps.storage.audit.search({}, { limit: 500 });
    const version = (await deps.storage.users.read(deps.keys.userId("alice")))?.user.version;
    await latchkey("policy", "simulate", "alice", "--from", "10.1.2.3");
    expect(await deps.storage.audit.search({}, { limit: 500 })).toEqual(before);
    expect((await deps.storage.users.read(deps.keys.userId("alice")))?.user.version).toBe(version);
  });

  it("exit code 1 for a user or application that is not there or is not one, 2 for arguments that are none", async () => {
    expect(await latchkey("policy", "simulate", "nobody")).toMatchObject({
      code: 1,
      output: expect.stringContaining("There is no such user."),
    });
    expect(await latchkey("policy", "simulate", "alice", "--application", "wikki")).toMatchObject({
      code: 1,
      output: expect.stringContaining("there is no application with the name or id wikki"),
    });
    await application(service, { name: "twice" });
    await application(service, { name: "twice" });
    expect((await latchkey("policy", "simulate", "alice", "--application", "twice")).output).toContain(
      "name one by its id",
    );
    for (const wrong of [[], ["alice", "bert"], ["alice", "--from", "here"], ["alice", "--form", "10.1.2.3"]])
      expect((await latchkey("policy", "simulate", ...wrong)).code, wrong.join(" ")).toBe(2);
    expect((await latchkey("policy", "history", "--limit", "0")).code).toBe(2);
    expect((await latchkey("help", "policy", "simulate")).output).toContain(
      "usage: latchkey policy simulate",
    );
  });
});
