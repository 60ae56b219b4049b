import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { renewSetupLink } from "../../server/access/setup.js";
import { application } from "../support/application.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const dataDir = mkdtempSync(join(tmpdir(), "latchkey-secrets-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const service = await testService({ env: { LATCHKEY_DATA_DIR: dataDir } });
const { clock, database, deps, logs } = service;
const HOME = "https://wiki.example/";
const wiki = await application(service, { scopes: ["verify", "enrol"], redirectUris: [HOME] });
const app = await userWithApp(service, "anna");

/** Begins one verification of each purpose. @returns their bearer ids */
async function oneOfEach() {
  const browser = new Browser(service);
  const session = (await beginSignIn(browser, "anna")).body.verificationId;
  const api = (await wiki.call("POST", "/api/v1/verifications", { username: "anna" })).body.verificationId;
  const toPage = { username: "anna", redirectUri: HOME };
  const hosted = (await wiki.call("POST", "/api/v1/verifications", toPage)).body.verificationId;
  const passkey = (await browser.call("POST", "/api/v1/session/passkey/options", {})).body.verificationId;
  return { session, api, hosted, passkey };
}

it("a verification is attempted where it was begun and nowhere else, and a try elsewhere counts nothing", async () => {
  const browser = new Browser(service);
  const ids = await oneOfEach();
  const guess = { factor: "totp", response: { code: "000000" } };
  const assertion = { response: { userHandle: "AAAA" } };
  const doors = {
    session: (of: unknown) =>
      browser.call("POST", "/api/v1/session/attempts", { verificationId: of, ...guess }),
    hosted: (of: unknown) => browser.call("POST", "/api/v1/hosted/attempts", { page: of, ...guess }),
    passkey: (of: unknown) =>
      browser.call("POST", "/api/v1/session/passkey", { verificationId: of, response: assertion }),
    api: (of: unknown) => wiki.call("POST", `/api/v1/verifications/${of}/attempts`, guess),
  };
  for (const [door, knock] of Object.entries(doors)) {
    for (const [purpose, of] of Object.entries(ids)) {
      // What was begun for the hosted page may be attempted by its application too.
      if (purpose === door || (purpose === "hosted" && door === "api")) continue;
      expect({ door, purpose, status: (await knock(of)).status }).toEqual({ door, purpose, status: 404 });
    }
  }
  const right = { verificationId: ids.session, factor: "totp", response: { code: app.code() } };
  expect((await browser.call("POST", "/api/v1/session/attempts", right)).status).toBe(200);
});

it("another application neither attempts nor exchanges it", async () => {
  const { api, hosted } = await oneOfEach();
  const other = await application(service, { redirectUris: [HOME] });
  for (const of of [api, hosted]) {
    const answer = await other.call("POST", `/api/v1/verifications/${of}/attempts`, {
      factor: "totp",
      response: { code: app.code() },
    });
    expect(answer.status).toBe(404);
  }
});

it("neither the database nor the log holds any bearer secret or password as it was given out", async () => {
  clock.advance(30);
  const browser = new Browser(service);
  const ids = await oneOfEach();
  await browser.call("POST", "/api/v1/session/attempts", {
    verificationId: ids.session,
    factor: "totp",
    response: { code: app.code() },
  });
  clock.advance(30);
  const page = { page: ids.hosted, factor: "totp", response: { code: app.code() } };
  const done = await browser.call("POST", "/api/v1/hosted/attempts", page);
  const exchangeCode = new URL(String(done.body.returnTo)).searchParams.get("code");
  const ticket = await wiki.call("POST", "/api/v1/tickets", { username: "anna", purpose: "profile" });
  const setupLink = await renewSetupLink(deps, dataDir);
  await beginSignIn(new Browser(service), "anna", "a wrong password, typed");
  const secrets = [
    ...Object.values(ids).map(String),
    browser.cookie,
    exchangeCode,
    String(ticket.body.url).split("#ticket=")[1],
    setupLink?.split("#")[1],
    wiki.apiKey,
    app.recoveryKey,
    "password of anna",
    "a wrong password, typed",
  ];
  const collections = await database.db.collections();
  const documents = await Promise.all(collections.map((collection) => collection.find({}).toArray()));
  const stored = JSON.stringify(documents);
  for (const secret of secrets) {
    expect(secret).toMatch(/.{8}/);
    expect(stored).not.toContain(secret);
    expect(logs.join("\n")).not.toContain(secret);
  }
});
