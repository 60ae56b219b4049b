import { afterAll, describe, expect, it } from "vitest";
import { tellOfEnforcement } from "../../server/operations/enforcement-job.js";
import { changeUser } from "../../server/storage/change-user.js";
import { testDatabase } from "../support/mongo.js";
import { setPolicy } from "../support/policy.js";
import { deploy } from "../support/processes.js";
import { type TestService, type TestServiceOptions, testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";
import { codeAt, userWithApp } from "../support/totp.js";

const smtp = await startSmtpServer();
afterAll(() => smtp.close());
const MAIL = { LATCHKEY_SMTP_URL: smtp.url, LATCHKEY_MAIL_FROM: "latchkey@example.org" };

/** A service whose users were looked through once, as at its start; the job runs only where a test runs it. */
async function started(options: TestServiceOptions = {}): Promise<TestService> {
  const service = await testService({ env: MAIL, ...options });
  await tellOfEnforcement(service.deps);
  return service;
}

/** A further process of the same service. */
const another = ({ database, clock, deps }: TestService, env: Record<string, string> = MAIL) =>
  testService({ env, database, clock, keys: deps.keys });

async function people(service: TestService, names: readonly string[], more: object = {}): Promise<void> {
  for (const username of names)
    await service.call("POST", "/api/v1/users", { username, email: `${username}@example.org`, ...more });
}

const everybody = (service: TestService) => setPolicy(service, { enforcement: { for: "everybody" } });
const progressOf = async (service: TestService) => (await service.call("GET", "/api/v1/policy/letters")).body;

/** One round of the job. @returns who got a letter in it, by name */
async function round(...services: TestService[]): Promise<string[]> {
  const before = smtp.letters.length;
  await Promise.all(services.map(({ deps }) => tellOfEnforcement(deps)));
  return smtp.letters
    .slice(before)
    .filter(({ text }) => text.includes("Subject: You need a second factor to sign in"))
    .map(({ to }) => to.split("@")[0] ?? "")
    .sort();
}

describe("S3 a user is told by e-mail when enforcement starts for them", () => {
  it("each of them once, however many processes there are, with the day, the link, and an entry in the audit trail", async () => {
    const service = await started();
    const graceUntil = new Date(service.now().getTime() + 7 * 24 * 3600 * 1000).toISOString();
    await people(service, ["ann", "bob", "cid", "has-a-factor"]);
    await people(service, ["exempt"], { groups: ["guests"] });
    await people(service, ["no-address"], { email: undefined });
    await userWithApp(service, "protected");
    await people(service, ["away"]);
    await service.call("POST", "/api/v1/users/away/suspend");
    await giveApp(service, "has-a-factor");
    await setPolicy(service, { enforcement: { for: "everybody", exemptGroups: ["guests"], graceUntil } });
    expect(await progressOf(service)).toMatchObject({ mail: true, looking: true, told: 0 });

    const second = await another(service);
    expect(await round(service, second, service, second)).toEqual(["ann", "bob", "cid"]);
    expect(await round(service, second)).toEqual([]);
    expect(await progressOf(service)).toMatchObject({
      looking: false,
      due: 0,
      told: 3,
      failed: 0,
      withoutAddress: 1,
    });
    const letter = smtp.letters.at(-1)?.text.replaceAll("=\n", "") ?? "";
    expect(letter).toContain("put it off until 1 December 2026");
    expect(letter).toContain(`${service.url}/profile`);
    const { body } = await service.call("GET", "/api/v1/audit?action=enforcement.begin");
    expect(body.entries).toMatchObject([{ actor: "latchkey", detail: { letters: 3, withoutAddress: 1 } }]);
    const letters = await service.call("GET", "/api/v1/audit?action=enforcement.letter&user=ann");
    expect(letters.body.entries).toMatchObject([{ user: "ann", outcome: "success" }]);
  });

  it("not again by a change that concerns them not, but again where it had ended in between", async () => {
    const service = await started();
    await people(service, ["dan"]);
    await everybody(service);
    expect(await round(service)).toEqual(["dan"]);
    await setPolicy(service, { enforcement: { for: "everybody" }, rules: { rememberDays: 3 } });
    expect(await round(service)).toEqual([]);
    await setPolicy(service, {});
    expect(await round(service)).toEqual([]);
    await everybody(service);
    expect(await round(service)).toEqual(["dan"]);
  });

  it("where they join an enforced group, are created in it, or get a role; and again after they left and came back", async () => {
    const service = await started();
    await people(service, ["eve", "fay", "stays"]);
    await setPolicy(service, { enforcement: { for: "groups", groups: ["staff"] } });
    expect(await round(service)).toEqual([]);
    await service.call("PATCH", "/api/v1/users/eve", { groups: ["staff"] });
    await people(service, ["gus"], { groups: ["staff"] });
    await service.call("PATCH", "/api/v1/users/fay", { roles: ["auditor"] });
    expect(await round(service)).toEqual(["eve", "fay", "gus"]);
    await service.call("PATCH", "/api/v1/users/eve", { groups: [] });
    await service.call("PATCH", "/api/v1/users/eve", { groups: ["staff", "other"] });
    expect(await round(service)).toEqual(["eve"]);
  });

  it("not where they have set one up before their letter was sent", async () => {
    const service = await started();
    await people(service, ["hal", "ida"]);
    await everybody(service);
    const offline = await another(service, {});
    await round(offline);
    await giveApp(service, "hal");
    expect(await round(service)).toEqual(["ida"]);
    expect(await progressOf(service)).toMatchObject({ due: 0, told: 1 });
  });

  it("not where it was enforced before Latchkey told anybody", async () => {
    const service = await testService({ env: MAIL });
    await everybody(service);
    await service.database.db.collection("enforcement_notices").deleteMany({});
    await people(service, ["jon"]);
    await service.database.db.collection("enforcement_notices").deleteMany({});
    expect(await round(service)).toEqual([]);
    await people(service, ["kim"]);
    expect(await round(service)).toEqual(["kim"]);
  });
});

describe("S3 the letters", () => {
  it("are sent by two processes, one of which dies, and another that comes for it: nobody gets two, nobody is forgotten", async () => {
    const database = testDatabase();
    const deployment = await deploy(database.uri, 2, { ...MAIL, LATCHKEY_MAIL_PER_MINUTE: "1000" });
    const names = Array.from({ length: 40 }, (_, index) => `w${index}`);
    const mine = () => smtp.letters.filter(({ to }) => to.startsWith("w")).map(({ to }) => to);
    try {
      const arranger = await deployment.arranger(database);
      await people(arranger, names);
      await everybody(arranger);
      await expect.poll(() => mine().length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(3);
      deployment.processes[0]?.child.kill("SIGKILL");
      await deployment.start();
      // The one that it was about to send is nobody else's for some minutes.
      await expect.poll(() => mine().length, { timeout: 30_000 }).toBeGreaterThanOrEqual(names.length - 1);
      await expect.poll(async () => Number((await progressOf(arranger)).due)).toBeLessThanOrEqual(1);
      const { due, told } = await progressOf(arranger);
      expect(Number(due) + Number(told)).toBe(names.length);
      expect(new Set(mine()).size).toBe(mine().length);
    } finally {
      await deployment.stop();
    }
  });

  it("are no more in a minute than is set, over all processes", async () => {
    const service = await started({ env: { ...MAIL, LATCHKEY_MAIL_PER_MINUTE: "2" } });
    const second = await another(service, { ...MAIL, LATCHKEY_MAIL_PER_MINUTE: "2" });
    await people(service, ["p1", "p2", "p3"]);
    await everybody(service);
    expect(await round(service, second)).toHaveLength(2);
    expect(await round(service, second)).toHaveLength(0);
    service.clock.advance(60);
    expect(await round(service, second)).toHaveLength(1);
  });

  it("go on where a process has died: in the middle of the users, and in the middle of a letter", async () => {
    const service = await started();
    await people(service, ["q1", "q2", "q3"]);
    await everybody(service);
    const { version } = await service.deps.policy.versioned();
    const { enforcementNotices } = service.deps.storage;
    const lost = { leaseSeconds: 120, againSeconds: 3600 };
    expect(await enforcementNotices.beginSweep(version, lost)).toMatchObject({ done: false });
    expect(await round(service)).toEqual([]);
    service.clock.advance(121);
    expect(await round(service)).toEqual(["q1", "q2", "q3"]);

    await people(service, ["r1", "r2"]);
    const taken = await enforcementNotices.take(1000, 300);
    expect(taken).not.toBeNull();
    const others = await round(service);
    expect(others).toHaveLength(1);
    service.clock.advance(301);
    const late = await round(service);
    expect([...others, ...late].sort()).toEqual(["r1", "r2"]);
  });

  it("wait where no mail server is configured, which the page is told, and are sent once there is one", async () => {
    const service = await started({ env: {} });
    await people(service, ["s1", "s2"]);
    const asked = { policy: (await service.deps.policy.versioned()).policy };
    const policy = { ...asked.policy, enforcement: { ...asked.policy.enforcement, for: "everybody" } };
    const preview = await service.call("POST", "/api/v1/policy/letters/preview", { policy });
    expect(preview.body).toEqual({ mail: false, letters: 2, withoutAddress: 0 });
    await everybody(service);
    await round(service);
    expect(await progressOf(service)).toMatchObject({ mail: false, looking: false, due: 2, told: 0 });
    expect(await round(await another(service))).toEqual(["s1", "s2"]);
    expect(await progressOf(service)).toMatchObject({ due: 0, told: 2 });
  });

  it("are tried again where the recipient is refused for the moment, and given up where for good", async () => {
    const service = await started();
    await people(service, ["t1"]);
    await everybody(service);
    smtp.refusals.push("451 later");
    expect(await round(service)).toEqual([]);
    expect(await round(service)).toEqual([]);
    service.clock.advance(60);
    expect(await round(service)).toEqual(["t1"]);
    await people(service, ["t2"]);
    smtp.refusals.push("550 no such person");
    expect(await round(service)).toEqual([]);
    expect(await progressOf(service)).toMatchObject({ due: 0, told: 1, failed: 1 });
  });

  it("wait while the mail server is down, without counting that against anybody", async () => {
    const service = await started();
    await people(service, ["u1"]);
    await everybody(service);
    const down = await another(service, { ...MAIL, LATCHKEY_SMTP_URL: "smtp://127.0.0.1:1" });
    expect(await tellOfEnforcement(down.deps)).toBe("down");
    expect(await progressOf(service)).toMatchObject({ due: 1, failed: 0 });
    expect(await round(service)).toEqual(["u1"]);
  });

  it("reach who has got an address since: at once by the API, else within a day", async () => {
    const service = await started();
    await people(service, ["v1", "v2"], { email: undefined });
    await everybody(service);
    expect(await round(service)).toEqual([]);
    await service.call("PATCH", "/api/v1/users/v1", { email: "v1@example.org" });
    await changeUser(service.deps.storage, service.deps.keys.userId("v2"), (user) => ({
      user: { ...user, email: "v2@example.org" },
    }));
    expect(await round(service)).toEqual(["v1"]);
    service.clock.advance(24 * 3600);
    expect(await round(service)).toEqual(["v2"]);
  });
});

async function giveApp(service: TestService, username: string): Promise<void> {
  const { body } = await service.call("POST", `/api/v1/users/${username}/totp`, {});
  const code = codeAt(String(body.secret), service.now());
  await service.call("POST", `/api/v1/users/${username}/totp/${body.credentialId}/confirm`, { code });
}
