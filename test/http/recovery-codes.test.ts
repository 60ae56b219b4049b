import { afterAll, describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { Browser, signIn } from "../support/browser.js";
import { registerDevice } from "../support/device.js";
import { setPolicy } from "../support/policy.js";
import { testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";
import { userWithApp } from "../support/totp.js";

const smtp = await startSmtpServer();
const service = await testService({
  env: { LATCHKEY_SMTP_URL: smtp.url, LATCHKEY_MAIL_FROM: "latchkey@example.org" },
});
afterAll(() => smtp.close());
const { call, deps } = service;

const CODE = /^([2-9A-HJKMNP-Z]{5}-){4}[2-9A-HJKMNP-Z]{5}$/;
const BY_CODES = "paper";
await setPolicy(service, { groups: [{ group: BY_CODES, rules: { recovery: "codes" } }] });

/** A user of the group that has codes, with an app. */
async function userWithCodes(username: string, email?: string) {
  const user = {
    username,
    password: `password of ${username}`,
    groups: [BY_CODES],
    ...(email ? { email } : {}),
  };
  await call("POST", "/api/v1/users", user);
  return userWithApp(service, username);
}

const recover = (username: string, code: string) =>
  call("POST", "/api/v1/verify", { username, code, factor: "recovery-key" });
const renew = (username: string) => call("POST", `/api/v1/users/${username}/recovery-key`, {});
const inGroups = (username: string, groups: string[]) =>
  call("PATCH", `/api/v1/users/${username}`, { groups });
const recoveryOf = async (username: string) => {
  const { body } = await call("GET", `/api/v1/users/${username}`);
  const credentials = body.credentials as unknown as { factor: string; recoveryCodesLeft?: number }[];
  return credentials.filter(({ factor }) => factor === "recovery-key");
};

describe("P4 ten recovery codes, where policy has them", () => {
  it("come with the first factor in place of the key, and with no other", async () => {
    const { recoveryCodes, recoveryKey } = await userWithCodes("ann");
    expect(recoveryKey).toBe("undefined");
    expect(recoveryCodes).toHaveLength(10);
    for (const code of recoveryCodes) expect(code).toMatch(CODE);
    expect(await registerDevice(service, "ann", { name: "Key" })).not.toHaveProperty("recoveryCodes");
    expect(await recoveryOf("ann")).toMatchObject([{ recoveryCodesLeft: 10 }]);
    await call("POST", "/api/v1/users", { username: "ben", groups: [BY_CODES] });
    expect((await registerDevice(service, "ben", { name: "Key" })).recoveryKey).toBeUndefined();
    expect(await recoveryOf("ben")).toMatchObject([{ recoveryCodesLeft: 10 }]);
  });

  it("are used one by one: each once, the others stay, and the answer says how many are left", async () => {
    const { recoveryCodes } = await userWithCodes("cid");
    const [first = "", second = ""] = recoveryCodes;
    const used = await recover("cid", first.toLowerCase().replaceAll("-", " "));
    expect(used).toMatchObject({ status: 200, body: { factor: "recovery-key", recoveryCodesLeft: 9 } });
    expect(used.body).not.toHaveProperty("recoveryKey");
    expect(used.body).not.toHaveProperty("recoveryCodes");
    expect((await recover("cid", first)).status).toBe(401);
    expect((await recover("cid", second)).body.recoveryCodesLeft).toBe(8);
    expect(await recoveryOf("cid")).toMatchObject([{ recoveryCodesLeft: 8 }]);
  });

  it("are offered no more when the last is used, and the next first factor brings new ones", async () => {
    const { recoveryCodes } = await userWithCodes("dee");
    for (const code of recoveryCodes) expect((await recover("dee", code)).status).toBe(200);
    const begun = await call("POST", "/api/v1/verifications", { username: "dee" });
    expect(begun.body.factors).toEqual([{ factor: "totp" }]);
    expect((await registerDevice(service, "dee", { name: "Key" })).credentialId).toBeDefined();
    expect(await recoveryOf("dee")).toMatchObject([{ recoveryCodesLeft: 10 }]);
  });

  it("201: a new set replaces the old one whole, used or not", async () => {
    const { recoveryCodes } = await userWithCodes("eva");
    await recover("eva", recoveryCodes[0] ?? "");
    const { status, body } = await renew("eva");
    expect(status).toBe(201);
    expect(body).toEqual({ recoveryCodes: expect.arrayContaining([expect.stringMatching(CODE)]) });
    expect((await recover("eva", recoveryCodes[1] ?? "")).status).toBe(401);
    expect((await recover("eva", (body.recoveryCodes as unknown as string[])[9] ?? "")).body).toMatchObject({
      recoveryCodesLeft: 9,
    });
  });

  it("share the one guard with every other factor", async () => {
    const { recoveryCodes } = await userWithCodes("fay");
    for (let i = 0; i < 2; i++) await recover("fay", "22222-22222-22222-22222-22222");
    expect((await recover("fay", recoveryCodes[0] ?? "")).status).toBe(429);
  });

  it("leave the session free at once, as nothing new has to be saved", async () => {
    const { recoveryCodes } = await userWithCodes("gus");
    const browser = new Browser(service);
    const answer = await signIn(browser, "gus", recoveryCodes[0] ?? "", "recovery-key");
    expect(answer.body.recoveryCodesLeft).toBe(9);
    const made = await browser.call("POST", "/api/v1/users/gus/recovery-key", {});
    expect(made.status).toBe(201);
    const [code = ""] = made.body.recoveryCodes as unknown as string[];
    const unlocked = await browser.call("POST", "/api/v1/session/elevation", {
      factor: "recovery-key",
      response: { code },
    });
    expect(unlocked).toMatchObject({ status: 200, body: { recoveryCodesLeft: 9 } });
    expect((await browser.call("GET", "/api/v1/users/gus")).status).toBe(200);
  });

  it("are kept as keyed hashes alone", async () => {
    const { recoveryCodes } = await userWithCodes("hal");
    const stored = JSON.stringify(await service.database.db.collection("users").find({}).toArray());
    for (const code of recoveryCodes) {
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(code.replaceAll("-", ""));
    }
    expect(service.logs.join("")).not.toContain(recoveryCodes[0]);
  });

  it("are taken only from applications that may take recovery keys", async () => {
    const { recoveryCodes } = await userWithCodes("ida");
    const plain = await application(service, { scopes: ["verify"] });
    const sent = { username: "ida", code: recoveryCodes[0], factor: "recovery-key" };
    expect((await plain.call("POST", "/api/v1/verify", sent)).status).toBe(400);
    const trusted = await application(service, { scopes: ["verify"], recovery: true });
    expect((await trusted.call("POST", "/api/v1/verify", sent)).body.recoveryCodesLeft).toBe(9);
  });

  it("are told of by mail: how many are left, that it is time for new ones, and that they were replaced", async () => {
    const { recoveryCodes } = await userWithCodes("joy", "joy@example.org");
    for (const code of recoveryCodes.slice(0, 7)) await recover("joy", code);
    await renew("joy");
    const letters = await smtp.received(9);
    const texts = letters.map(({ text }) => text.replaceAll("=\n", ""));
    expect(texts.filter((text) => text.includes("One of your recovery codes was used"))).toHaveLength(7);
    expect(texts.some((text) => text.includes("Codes left: 9."))).toBe(true);
    expect(texts.some((text) => /Codes left: 3\.\s+Make new ones/.test(text))).toBe(true);
    expect(texts.filter((text) => text.includes("You have new recovery codes"))).toHaveLength(1);
  });
});

describe("P4 where the policy changes between key and codes", () => {
  it("a key works until it is replaced; its use is followed by ten codes, which have to be saved first", async () => {
    const { recoveryKey } = await userWithApp(service, "kim");
    await inGroups("kim", [BY_CODES]);
    const browser = new Browser(service);
    const used = await signIn(browser, "kim", recoveryKey, "recovery-key");
    expect(used.body.recoveryCodes).toHaveLength(10);
    expect(used.body).not.toHaveProperty("recoveryKey");
    expect((await browser.call("GET", "/api/v1/users/kim")).status).toBe(403);
    expect((await browser.call("POST", "/api/v1/session/recovery-key/acknowledge", {})).status).toBe(204);
    expect((await browser.call("GET", "/api/v1/users/kim")).status).toBe(200);
    expect((await recover("kim", recoveryKey)).status).toBe(401);
  });

  it("codes work until they are replaced, and a new secret is one key then", async () => {
    const { recoveryCodes } = await userWithCodes("leo");
    await inGroups("leo", []);
    expect((await recover("leo", recoveryCodes[0] ?? "")).body).toMatchObject({ recoveryCodesLeft: 9 });
    const { body } = await renew("leo");
    expect(Object.keys(body)).toEqual(["recoveryKey"]);
    expect((await recover("leo", recoveryCodes[1] ?? "")).status).toBe(401);
    expect(await recoveryOf("leo")).toHaveLength(1);
  });

  it("a key that an earlier version stored is a key", async () => {
    const { recoveryKey } = await userWithApp(service, "mia");
    const users = service.database.db.collection<{ _id: string }>("users");
    const id = deps.keys.userId("mia");
    const unset = { $unset: { "credentials.$[].recovery.form": "" } } as const;
    expect((await users.updateOne({ _id: id }, unset)).modifiedCount).toBe(1);
    expect((await recover("mia", recoveryKey)).body.recoveryKey).toBeDefined();
  });
});
