import { randomBytes } from "node:crypto";
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { expect, it } from "vitest";
import { Browser, beginSignIn } from "../support/browser.js";
import { userWithDevice } from "../support/device.js";
import { testService } from "../support/service.js";

const service = await testService();
const { database } = service;

/** What an address may add to the database in a minute by guessing. */
const MOST = 200;

it("guessing names cannot fill the database: then everybody from that address waits, known or not", async () => {
  const { authenticator } = await userWithDevice(service, "anna");
  const browser = new Browser(service);
  const guess = async () => {
    const { body } = await browser.call("POST", "/api/v1/session/passkey/options", {});
    const options = body.options as unknown as PublicKeyCredentialRequestOptionsJSON;
    const response = authenticator.assert(options, { userHandle: randomBytes(32).toString("base64url") });
    const { verificationId } = body;
    return (await browser.call("POST", "/api/v1/session/passkey", { verificationId, response })).status;
  };
  for (let i = 0; i < MOST - 1; i++) expect(await guess()).toBe(401);
  expect((await beginSignIn(browser, "nobody", "a guess")).status).toBe(401);
  expect(await database.db.collection("first_factor_guards").countDocuments()).toBe(MOST);
  expect(await guess()).toBe(429);
  for (const username of ["anna", "nobody", "somebody else"]) {
    const answer = await beginSignIn(browser, username);
    expect(answer).toMatchObject({ status: 429, body: { code: "too_many_attempts" } });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(await database.db.collection("first_factor_guards").countDocuments()).toBe(MOST);
});
