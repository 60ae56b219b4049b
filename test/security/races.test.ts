import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeUser } from "../../server/storage/change-user.js";
import { beginVerification, userWithDevice } from "../support/device.js";
import { giveHotp, wrong } from "../support/hotp.js";
import { testDatabase } from "../support/mongo.js";
import { setPolicy } from "../support/policy.js";
import { type Deployment, deploy } from "../support/processes.js";
import { ADMIN_KEY, type Answer, type TestService, type testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";
import { giveYubiKey } from "../support/yubico-otp.js";

const COPIES = 50;
const GUESSES = 200;
const accepted = (answers: Answer[]) => answers.filter(({ status }) => status === 200);
const counts = (answers: Answer[]) => {
  const byStatus = new Map<number, number>();
  for (const { status } of answers) byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  return Object.fromEntries(byStatus);
};

describe.each([
  { processes: 1, tolerated: 1 },
  { processes: 2, tolerated: 1 },
  { processes: 2, tolerated: 10 },
])("with $processes processes that tolerate $tolerated", ({ processes, tolerated }) => {
  const database = testDatabase();
  const env = { LATCHKEY_TOLERATED_FAILURES: String(tolerated) };
  let deployment: Deployment;
  // Arranges users on the same database and with the same keys, by the database's clock.
  let arrange: Awaited<ReturnType<typeof testService>>;

  beforeAll(async () => {
    deployment = await deploy(database.uri, processes, env);
    arrange = await deployment.arranger(database);
  });
  afterAll(() => deployment.stop());

  /** The same request so many times at once, spread over the processes. */
  function atOnce(bodies: object[], path = "/api/v1/verify"): Promise<Answer[]> {
    return Promise.all(
      bodies.map((body, i) => post(deployment.processes[i % processes]?.url ?? "", path, body)),
    );
  }

  async function post(url: string, path: string, body: object): Promise<Answer> {
    const answer = await fetch(url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer["body"] };
  }

  /** The copies that came too late are failures: the owner waits out the block. */
  async function forgive(username: string): Promise<void> {
    await changeUser(arrange.deps.storage, arrange.deps.keys.userId(username), (user) => ({
      user: { ...user, guard: { ...user.guard, failures: 0, notBefore: null } },
    }));
  }

  const copies = (body: object) => Array.from({ length: COPIES }, () => body);

  it("G2 accepts one of fifty copies of a TOTP code", async () => {
    const app = await userWithApp(arrange, "totp");
    const answers = await atOnce(copies({ username: "totp", code: app.code(1) }));
    expect(accepted(answers)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  it("G2 accepts one of fifty copies of a HOTP code", async () => {
    await userWithApp(arrange, "hotp");
    const code = await giveHotp(arrange, "hotp");
    const answers = await atOnce(copies({ username: "hotp", code: code(0), factor: "hotp" }));
    expect(accepted(answers)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  it("G2 accepts one of fifty copies of a Yubico OTP", async () => {
    const key = await giveYubiKey(arrange, "yubico");
    for (const code of [key.press(2), key.press(2)]) {
      const answers = await atOnce(copies({ username: "yubico", code, factor: "yubico-otp" }));
      expect(accepted(answers)).toHaveLength(1);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      await forgive("yubico");
    }
  });

  it("G2 accepts one of fifty copies of a recovery key", async () => {
    const app = await userWithApp(arrange, "recovery");
    const answers = await atOnce(
      copies({ username: "recovery", code: app.recoveryKey, factor: "recovery-key" }),
    );
    expect(accepted(answers)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  it("P4 accepts one of fifty copies of a recovery code, and the other nine all at once", async () => {
    await setPolicy(arrange, { rules: { recovery: "codes" } });
    const { recoveryCodes } = await userWithApp(arrange, "codes");
    const attempt = (code = "") => ({ username: "codes", code, factor: "recovery-key" });
    const ofOne = await atOnce(copies(attempt(recoveryCodes[0])));
    expect(accepted(ofOne)).toHaveLength(1);
    expect(ofOne.filter(({ status }) => status >= 500)).toEqual([]);
    await forgive("codes");
    const others = await atOnce(recoveryCodes.slice(1).map(attempt));
    const left = accepted(others).map(({ body }) => Number(body.recoveryCodesLeft));
    expect(left.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("A3 accepts fifty copies of a bypass code as often as it may be used, and no more", async () => {
    await userWithApp(arrange, "bypassed");
    for (const uses of [3, 1]) {
      const { body } = await arrange.call("POST", "/api/v1/users/bypassed/bypass-codes", { uses });
      const answers = await atOnce(copies({ username: "bypassed", code: body.code, factor: "bypass-code" }));
      expect(accepted(answers)).toHaveLength(uses);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      await forgive("bypassed");
    }
  });

  it("G2 accepts one of fifty copies of a WebAuthn assertion, and counts none as a failure", async () => {
    const first = deployment.processes[0]?.url ?? "";
    const call: TestService["call"] = (_method, path, body) => post(first, path, body as object);
    const pages = { ...arrange, url: deployment.publicUrl, call };
    const { authenticator } = await userWithDevice(pages, "webauthn");
    const { verificationId, options } = await beginVerification(pages, "webauthn");
    const attempt = { factor: "webauthn", response: authenticator.assert(options) };
    const answers = await atOnce(copies(attempt), `/api/v1/verifications/${verificationId}/attempts`);
    expect(accepted(answers)).toHaveLength(1);
    expect(answers.filter(({ status }) => ![200, 401, 404].includes(status))).toEqual([]);
    const { storage, keys } = arrange.deps;
    expect((await storage.users.read(keys.userId("webauthn")))?.user.guard.failures).toBe(0);
  });

  it("G1 evaluates no more of two hundred wrong guesses than are tolerated, and one for each block that lapses", async () => {
    const app = await userWithApp(arrange, "guessed");
    const began = performance.now();
    const guesses = Array.from({ length: GUESSES }, () => ({ username: "guessed", code: wrong(app.code()) }));
    const answers = await atOnce(guesses);
    const seconds = (performance.now() - began) / 1000;
    const { 401: evaluated = 0, 429: refused = 0 } = counts(answers);
    // Blocks of 1, 2, 4 … s: so many lapse within the burst.
    const lapsed = Math.floor(Math.log2(seconds + 1));
    expect(evaluated).toBeGreaterThanOrEqual(tolerated + 1);
    expect(evaluated).toBeLessThanOrEqual(tolerated + 1 + lapsed);
    expect(evaluated + refused).toBe(GUESSES);
  });

  it("G1 always accepts a right code beside fewer wrong ones than are tolerated", async () => {
    for (let round = 0; round < 5; round++) {
      const username = `beside-${round}`;
      const app = await userWithApp(arrange, username);
      const wrongOnes = Array.from({ length: tolerated - 1 }, () => ({
        username,
        code: wrong(app.code(1)),
      }));
      const right = { username, code: app.code(1) };
      const answers = await atOnce([...wrongOnes.slice(0, 5), right, ...wrongOnes.slice(5)]);
      expect(accepted(answers)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(tolerated - 1);
    }
  });

  it("refuses a credential that is revoked, or a user who is suspended, while attempts are in flight", async () => {
    const app = await userWithApp(arrange, "revoked");
    const { storage, keys } = arrange.deps;
    const suspend = changeUser(storage, keys.userId("revoked"), (user) => ({
      user: { ...user, suspended: true },
    }));
    const answers = await Promise.all([
      suspend,
      ...copies({}).map(() =>
        post(deployment.processes[0]?.url ?? "", "/api/v1/verify", {
          username: "revoked",
          code: app.code(1),
        }),
      ),
    ]);
    const suspended = await storage.users.read(keys.userId("revoked"));
    const attempts = answers.slice(1) as Answer[];
    expect(suspended?.user.suspended).toBe(true);
    expect(accepted(attempts).length).toBeLessThanOrEqual(1);
    const after = await atOnce([{ username: "revoked", code: app.code(1) }]);
    expect(after[0]?.status).not.toBe(200);
  });
});
