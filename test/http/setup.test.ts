import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { renewSetupLink } from "../../server/access/setup.js";
import { Browser, signIn } from "../support/browser.js";
import { testService } from "../support/service.js";
import { codeAt, userWithApp } from "../support/totp.js";

const dataDir = mkdtempSync(join(tmpdir(), "latchkey-setup-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const service = await testService({ env: { LATCHKEY_DATA_DIR: dataDir } });
const { call, clock, deps } = service;
const file = join(dataDir, "setup-url");

/** What a start does. @returns the token of the link */
async function start(): Promise<string> {
  const link = await renewSetupLink(deps, dataDir);
  if (link === null) throw new Error("no link was needed");
  return new URL(link).hash.slice(1);
}

const setUp = (token: string, username: string, browser = new Browser(service)) =>
  browser.call("POST", "/api/v1/setup", { token, username, password: `password of ${username}` });

describe("POST /api/v1/setup", () => {
  it("the link lies in a file of the owner's alone, its secret in the fragment", async () => {
    const token = await start();
    expect(readFileSync(file, "utf8")).toBe(`${service.url}/setup#${token}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("401: an unknown, an expired and a renewed link", async () => {
    const old = await start();
    const token = await start();
    expect((await setUp("A".repeat(43), "root")).body).toMatchObject({
      status: 401,
      code: "unauthenticated",
    });
    expect((await setUp(old, "root")).status).toBe(401);
    clock.advance(3600);
    expect((await setUp(token, "root")).status).toBe(401);
  });

  it("400 and 409: a weak password and a name that is taken leave the link good", async () => {
    const token = await start();
    const browser = new Browser(service);
    const weak = await browser.call("POST", "/api/v1/setup", { token, username: "root", password: "short" });
    expect(weak).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    await call("POST", "/api/v1/users", { username: "taken" });
    expect((await setUp(token, "taken")).status).toBe(409);
    expect((await setUp(token, "not-taken")).status).toBe(201);
  });

  it("403 and 415: another site's page uses nothing up", async () => {
    const token = await start();
    const body = { token, username: "evil", password: "password of evil" };
    const browser = new Browser(service);
    const forged = await browser.call("POST", "/api/v1/setup", body, { origin: "https://evil.example" });
    expect(forged.status).toBe(403);
    expect((await browser.call("POST", "/api/v1/setup", body, { contentType: "text/plain" })).status).toBe(
      415,
    );
    expect((await setUp(token, "good")).status).toBe(201);
  });

  it("one of two at once wins, and the loser leaves no user", async () => {
    const token = await start();
    const answers = await Promise.all([setUp(token, "first"), setUp(token, "second")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
    const users = await Promise.all(["first", "second"].map((name) => call("GET", `/api/v1/users/${name}`)));
    expect(users.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it("a link that was used up without leaving an administrator is renewed at the next start", async () => {
    const token = await start();
    await deps.storage.setup.take(deps.keys.digest("setup", token));
    expect((await setUp(token, "late")).status).toBe(401);
    expect((await setUp(await start(), "late")).status).toBe(201);
  });

  it("201: begins a session that can only enrol; the role counts from the first factor on; then no link is good", async () => {
    const token = await start();
    const spare = deps.keys.digest("setup", "spare");
    const browser = new Browser(service);
    const done = await setUp(token, "chief", browser);
    expect(done).toMatchObject({ status: 201, body: { session: { username: "chief", roles: [] } } });
    expect(browser.cookie).toMatch(/^[\w-]{43}$/);
    expect(existsSync(file)).toBe(false);
    expect((await browser.call("GET", "/api/v1/users/taken")).status).toBe(403);

    const begun = await browser.call("POST", "/api/v1/users/chief/totp", {});
    const secret = String(begun.body.secret);
    const confirm = `/api/v1/users/chief/totp/${begun.body.credentialId}/confirm`;
    const confirmed = await browser.call("POST", confirm, { code: codeAt(secret, clock.now()) });
    expect(confirmed).toMatchObject({ status: 200, body: { recoveryKey: expect.any(String) } });
    expect((await browser.call("GET", "/api/v1/session")).body.session).toMatchObject({ roles: ["owner"] });
    expect((await browser.call("GET", "/api/v1/users/taken")).status).toBe(200);

    await deps.storage.setup.put(spare, 3600);
    expect((await setUp("spare", "intruder")).status).toBe(401);
    expect(await renewSetupLink(deps, dataDir)).toBeNull();
    clock.advance(30);
    const again = new Browser(service);
    const signedIn = await signIn(again, "chief", codeAt(secret, clock.now()));
    expect(signedIn.body.session).toMatchObject({ roles: ["owner"] });
  });
});

describe("the environment's key, once an administrator exists", () => {
  it("still runs users who hold no role", async () => {
    const app = await userWithApp(service, "worker");
    expect((await call("POST", "/api/v1/verify", { username: "worker", code: app.code() })).status).toBe(200);
    expect((await call("GET", "/api/v1/users/chief")).status).toBe(200);
  });

  it("403: changes neither users who hold a role nor keys", async () => {
    const refused = [
      await call("POST", "/api/v1/users/chief/totp", {}),
      await call("POST", "/api/v1/users/%20CHIEF/totp", {}),
      await call("POST", "/api/v1/users/chief/totp/x/confirm", { code: "123456" }),
      await call("POST", "/api/v1/applications", { name: "another", scopes: ["admin"] }),
    ];
    for (const answer of refused) expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });
});
