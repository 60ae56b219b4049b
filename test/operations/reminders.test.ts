import { afterAll, describe, expect, it } from "vitest";
import { tellOfEnforcement } from "../../server/operations/enforcement-job.js";
import { type TestService, testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";
import { userWithApp } from "../support/totp.js";

const smtp = await startSmtpServer();
afterAll(() => smtp.close());
const MAIL = {
  LATCHKEY_SMTP_URL: smtp.url,
  LATCHKEY_MAIL_FROM: "latchkey@example.org",
  LATCHKEY_MAIL_PER_MINUTE: "50",
};
const service = await testService({ env: MAIL });
const { call, clock, deps } = service;

async function people(...names: string[]): Promise<void> {
  for (const username of names)
    await call("POST", "/api/v1/users", { username, email: `${username}@example.org` });
}

const remind = (body: object) => call("POST", "/api/v1/reminders", body);
const progress = async (job: unknown) => (await call("GET", `/api/v1/reminders/${job}`)).body;

/** One round of the job in each of these processes. @returns who got a reminder in it, by name */
async function round(...services: TestService[]): Promise<string[]> {
  const before = smtp.letters.length;
  await Promise.all(services.map((one) => tellOfEnforcement(one.deps)));
  return smtp.letters
    .slice(before)
    .filter(({ text }) => text.includes("Subject: Please set up a second factor"))
    .map(({ to }) => to.split("@")[0] ?? "")
    .sort();
}

describe("A2 reminding users who have no second factor", () => {
  it("sends each of them one letter, whatever the number of processes, and says how far it is", async () => {
    await people("a2-anna", "a2-bert", "a2-away");
    await call("POST", "/api/v1/users", { username: "a2-silent" });
    await call("POST", "/api/v1/users/a2-away/suspend", {});
    await userWithApp(service, "a2-cara");
    const usernames = ["a2-anna", "A2-Bert", "a2-anna", "a2-away", "a2-silent", "a2-cara", "a2-nobody"];
    const preview = await remind({ usernames, dryRun: true });
    const { body } = await remind({ usernames });
    expect(body.results).toEqual(preview.body.results);
    expect(body.results).toMatchObject([
      { username: "a2-anna", outcome: "queued" },
      { username: "a2-bert", outcome: "queued" },
      { username: "a2-away", code: "suspended" },
      { username: "a2-silent", code: "no_address" },
      { username: "a2-cara", code: "protected" },
      { username: "a2-nobody", code: "not_found" },
    ]);
    expect(await progress(body.job)).toEqual({ mail: true, due: 2, sent: 0, failed: 0, unneeded: 0 });
    const second = await testService({ env: MAIL, database: service.database, clock, keys: deps.keys });
    expect(await round(service, second, service, second)).toEqual(["a2-anna", "a2-bert"]);
    expect(await progress(body.job)).toMatchObject({ due: 0, sent: 2 });
    const entries = await call("GET", "/api/v1/audit?action=reminder.letter&user=a2-bert");
    expect(entries.body.entries).toMatchObject([
      { actor: "latchkey", outcome: "success", detail: { by: "environment key", job: body.job } },
    ]);
  });

  it("not twice within a day, whoever asks", async () => {
    const again = await remind({ usernames: ["a2-anna"] });
    expect(again.body.results).toMatchObject([{ outcome: "refused", code: "reminded_lately" }]);
    clock.advance(24 * 3600 - 60);
    expect((await remind({ usernames: ["a2-anna"] })).body.results).toMatchObject([{ outcome: "refused" }]);
    clock.advance(61);
    expect((await remind({ usernames: ["a2-anna"] })).body.results).toMatchObject([{ outcome: "queued" }]);
    expect(await round(service)).toEqual(["a2-anna"]);
  });

  it("two who ask at the same time send one letter", async () => {
    await people("a2-dora");
    const both = await Promise.all([1, 2, 3].map(() => remind({ usernames: ["a2-dora"] })));
    const outcomes = both.map(({ body }) => (body.results as unknown as { outcome: string }[])[0]?.outcome);
    expect(outcomes.sort()).toEqual(["queued", "refused", "refused"]);
    expect(await round(service)).toEqual(["a2-dora"]);
  });

  it("not those who have set one up before their turn came", async () => {
    await people("a2-emil");
    const { body } = await remind({ usernames: ["a2-emil"] });
    await call("POST", "/api/v1/users/a2-emil/suspend", {});
    expect(await round(service)).toEqual([]);
    expect(await progress(body.job)).toMatchObject({ due: 0, unneeded: 1 });
  });

  it("all who have none, or those of a group, and so many a minute", async () => {
    const many = Array.from({ length: 60 }, (_, i) => `a2-many${i}`);
    await people(...many);
    await call("POST", "/api/v1/groups/many/members", { add: many });
    clock.advance(60);
    const { body } = await remind({ everybody: { group: "many" } });
    expect(body.results).toHaveLength(60);
    expect(await round(service)).toHaveLength(50);
    expect(await round(service)).toHaveLength(0);
    clock.advance(60);
    expect(await round(service)).toHaveLength(10);
    expect(await progress(body.job)).toMatchObject({ due: 0, sent: 60 });
    const rest = await remind({ everybody: {}, dryRun: true });
    const named = (rest.body.results as unknown as { username: string }[]).map(({ username }) => username);
    expect(named).toContain("a2-bert");
    expect(named).not.toContain("a2-cara");
  });

  it("says so where no mail server is configured; 400 for nobody", async () => {
    const without = await testService();
    await without.call("POST", "/api/v1/users", { username: "a2-anna", email: "anna@example.org" });
    const refused = await without.call("POST", "/api/v1/reminders", { usernames: ["a2-anna"] });
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(String(refused.body.detail)).toContain("LATCHKEY_SMTP_URL");
    expect((await remind({})).status).toBe(400);
  });
});
