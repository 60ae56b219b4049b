import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { oneTimeCode } from "../../server/factors/otp.js";
import { tokenPlace } from "../../server/tokens/life-cycle.js";
import { wrong } from "../support/hotp.js";
import { testService } from "../support/service.js";

const service = await testService();
const { call, deps } = service;
const ACCESS_CODE = "a1b2c3d4e5f6";
let serials = 0;

/** Begins a token as the station does. */
async function begin(more: object = {}) {
  const serial = `PR-${++serials}`;
  const seed = randomBytes(20);
  const body = { serial, type: "hotp", secretHex: seed.toString("hex"), accessCodeHex: ACCESS_CODE, ...more };
  const answer = await call("POST", "/api/v1/tokens", { ...body, pending: true });
  const again = (changes: object = {}) =>
    call("POST", "/api/v1/tokens", { ...body, replacePending: true, ...changes });
  const code = (counter: number) => oneTimeCode(seed, { digits: 6, algorithm: "SHA1" }, counter);
  return { serial, seed, answer, again, code };
}

const token = (serial: string, action: string, body: object = {}) =>
  call("POST", `/api/v1/tokens/${serial}/${action}`, body);

/** Begun, activated and assigned. */
async function assigned(username: string) {
  const begun = await begin();
  await call("POST", "/api/v1/users", { username });
  await token(begun.serial, "activate");
  await token(begun.serial, "assign", { username });
  return begun;
}

describe("a token that is being provisioned", () => {
  it("is pending, cannot be assigned, and counts after its activation", async () => {
    const { serial, answer } = await begin();
    expect(answer).toMatchObject({ status: 201, body: { state: "pending" } });
    await call("POST", "/api/v1/users", { username: "early" });
    expect((await token(serial, "assign", { username: "early" })).status).toBe(409);
    expect((await token(serial, "activate")).body.state).toBe("in_stock");
    expect((await token(serial, "activate")).status).toBe(409);
  });

  it("takes a new secret after an interruption and keeps the earlier ones until it is activated", async () => {
    const { serial, seed, again } = await begin();
    const next = randomBytes(20);
    expect((await again({ secretHex: next.toString("hex") })).body.state).toBe("pending");
    const stored = (await deps.storage.tokens.read(serial))?.token;
    if (!stored) throw new Error("the token is gone");
    const open = (sealed: typeof stored.secret) =>
      Buffer.from(deps.keys.sealer.unseal(sealed, tokenPlace(serial))).toString("hex");
    expect(open(stored.secret)).toBe(next.toString("hex"));
    expect(stored.earlierSecrets?.map(open)).toEqual([seed.toString("hex")]);
    await token(serial, "activate");
    expect((await deps.storage.tokens.read(serial))?.token.earlierSecrets).toEqual([]);
  });

  it("409: replaces nothing that is not pending, of another type, or under another access code", async () => {
    const { serial, again } = await begin();
    expect((await again({ accessCodeHex: "000000000001" })).status).toBe(409);
    expect((await again({ accessCodeHex: undefined })).status).toBe(409);
    expect((await again({ type: "totp" })).status).toBe(409);
    await token(serial, "activate");
    expect((await again()).status).toBe(409);
  });

  it("404: replaces nothing that was not begun", async () => {
    const { again } = await begin();
    expect((await again({ serial: "never-begun" })).status).toBe(404);
  });

  it("is not open to replay of what the key typed while it was checked", async () => {
    const { serial, code } = await begin();
    expect((await token(serial, "activate", { used: { useCounter: 1, sessionCounter: 0 } })).status).toBe(
      400,
    );
    expect((await token(serial, "activate", { used: { counter: 0 } })).status).toBe(200);
    await call("POST", "/api/v1/users", { username: "checked" });
    await token(serial, "assign", { username: "checked" });
    expect((await call("POST", "/api/v1/verify", { username: "checked", code: code(0) })).status).toBe(401);
    expect((await call("POST", "/api/v1/verify", { username: "checked", code: code(1) })).status).toBe(200);
  });
});

describe("an access code", () => {
  it("is told by its own route only, and every look is audited", async () => {
    const { serial, answer } = await begin();
    expect(JSON.stringify(answer.body)).not.toContain(ACCESS_CODE);
    expect(JSON.stringify((await call("GET", `/api/v1/tokens/${serial}`)).body)).not.toContain(ACCESS_CODE);
    expect(await call("GET", `/api/v1/tokens/${serial}/access-code`)).toMatchObject({
      status: 200,
      body: { accessCodeHex: ACCESS_CODE },
    });
    const looks = await service.database.db
      .collection("audit")
      .countDocuments({ action: "token.access_code", "detail.serial": serial });
    expect(looks).toBe(1);
    const documents = JSON.stringify(await service.database.db.collection("tokens").find().toArray());
    expect(documents).not.toContain(ACCESS_CODE);
  });

  it("is kept when the token is revoked, as the slot still has it", async () => {
    const { serial } = await begin();
    await token(serial, "revoke");
    expect((await call("GET", `/api/v1/tokens/${serial}/access-code`)).body.accessCodeHex).toBe(ACCESS_CODE);
  });

  it("404: of a token that has none", async () => {
    const { serial } = await begin({ accessCodeHex: undefined });
    expect((await call("GET", `/api/v1/tokens/${serial}/access-code`)).status).toBe(404);
  });

  it("403: without the scope tokens", async () => {
    const { serial } = await begin();
    const { body } = await call("POST", "/api/v1/applications", {
      name: "page",
      scopes: ["verify", "users"],
    });
    const answer = await call("GET", `/api/v1/tokens/${serial}/access-code`, undefined, {
      apiKey: String(body.apiKey),
    });
    expect(answer.status).toBe(403);
  });
});

describe("testing a token", () => {
  it("accepts a right code once, and it is spent", async () => {
    const { serial, code } = await assigned("tested");
    expect(await token(serial, "test", { code: code(0) })).toMatchObject({
      status: 200,
      body: { factor: "hotp" },
    });
    expect((await token(serial, "test", { code: code(0) })).status).toBe(401);
    expect((await call("POST", "/api/v1/verify", { username: "tested", code: code(1) })).status).toBe(200);
  });

  it("counts a wrong code on its user's guard, and is refused while that stands", async () => {
    const { serial, code } = await assigned("unlucky");
    await token(serial, "test", { code: wrong(code(0)) });
    await token(serial, "test", { code: wrong(code(0)) });
    expect((await token(serial, "test", { code: code(0) })).status).toBe(429);
    expect((await call("POST", "/api/v1/verify", { username: "unlucky", code: code(0) })).status).toBe(429);
  });

  it("looks at that token alone", async () => {
    const one = await assigned("two-tokens");
    const other = await assigned("two-tokens");
    expect((await token(one.serial, "test", { code: other.code(0) })).status).toBe(401);
  });

  it("409: of a token in stock, as nobody's guard could count the guess", async () => {
    const { serial, code } = await begin();
    await token(serial, "activate");
    expect((await token(serial, "test", { code: code(0) })).status).toBe(409);
  });
});
