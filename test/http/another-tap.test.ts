import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { userWithDevice } from "../support/device.js";
import type { Answer } from "../support/service.js";
import { testService } from "../support/service.js";

const service = await testService();
const { clock } = service;
const HOME = "https://wiki.example/";
const wiki = await application(service, { redirectUris: [HOME] });

const wrong = {
  signature: (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 20 ? byte ^ 1 : byte))),
};

function optionsIn({ body }: Answer): PublicKeyCredentialRequestOptionsJSON {
  const factors = (body.factors ?? []) as { options?: PublicKeyCredentialRequestOptionsJSON }[];
  const options = factors.find((offered) => offered.options)?.options;
  if (!options) throw new Error("no security key was offered");
  return options;
}

/** The two pages of ours on which a person taps: how each begins, looks again and attempts. */
const PAGES = {
  async "the sign-in page"(browser: Browser, username: string) {
    const begun = await beginSignIn(browser, username);
    const { verificationId } = begun.body;
    return {
      begun: optionsIn(begun),
      again: () => browser.call("POST", "/api/v1/session/options", { verificationId }),
      attempt: (response: unknown) =>
        browser.call("POST", "/api/v1/session/attempts", { verificationId, factor: "webauthn", response }),
    };
  },
  async "the hosted page"(browser: Browser, username: string) {
    const begun = await wiki.call("POST", "/api/v1/verifications", { username, redirectUri: HOME });
    const page = begun.body.verificationId;
    return {
      begun: optionsIn(begun),
      again: () => browser.call("POST", "/api/v1/hosted/verification", { page }),
      attempt: (response: unknown) =>
        browser.call("POST", "/api/v1/hosted/attempts", { page, factor: "webauthn", response }),
    };
  },
};

describe.each(Object.entries(PAGES))("another tap on %s", (name, open) => {
  const user = (of: string) => `${of} on ${name}`;

  it("200: a page that is loaded again goes on with the challenge that still waits", async () => {
    const { authenticator } = await userWithDevice(service, user("anna"));
    const { begun, again, attempt } = await open(new Browser(service), user("anna"));
    const [first, second] = [optionsIn(await again()), optionsIn(await again())];
    expect(first.challenge).toBe(begun.challenge);
    expect(second).toEqual(first);
    expect((await attempt(authenticator.assert(begun))).status).toBe(200);
  });

  it("200: after a refused tap there is a fresh challenge, and the old one is gone for good", async () => {
    const { authenticator } = await userWithDevice(service, user("bert"));
    const { begun, again, attempt } = await open(new Browser(service), user("bert"));
    expect((await attempt(authenticator.assert(begun, wrong))).status).toBe(401);
    expect((await attempt(authenticator.assert(begun))).status).toBe(401);
    const fresh = optionsIn(await again());
    expect(fresh.challenge).not.toBe(begun.challenge);
    expect((await attempt(authenticator.assert(fresh))).status).toBe(200);
    expect((await again()).status).toBe(404);
  });

  it("429: fresh challenges give no more guesses than the guard allows", async () => {
    const { authenticator } = await userWithDevice(service, user("cleo"));
    const { again, attempt } = await open(new Browser(service), user("cleo"));
    const seen: number[] = [];
    for (let i = 0; i < 5; i++) {
      const answer = await again();
      seen.push((await attempt(authenticator.assert(optionsIn(answer), wrong))).status);
    }
    expect(seen).toEqual([401, 401, 429, 429, 429]);
    expect((await again()).body).toMatchObject({ retryAfterSeconds: 1 });
    clock.advance(1);
    expect((await attempt(authenticator.assert(optionsIn(await again())))).status).toBe(200);
  });

  it("404: once the verification has expired", async () => {
    await userWithDevice(service, user("dora"));
    const { again } = await open(new Browser(service), user("dora"));
    clock.advance(300);
    expect(await again()).toMatchObject({ status: 404, body: { code: "not_found" } });
  });
});

describe("POST /api/v1/session/options", () => {
  it("400 and 403: another shape, another site", async () => {
    const browser = new Browser(service);
    expect((await browser.call("POST", "/api/v1/session/options", {})).status).toBe(400);
    const body = { verificationId: "x" };
    const sent = { origin: "https://evil.example" };
    expect((await browser.call("POST", "/api/v1/session/options", body, sent)).status).toBe(403);
  });
});

describe("elevation by a tap", () => {
  it("takes the challenge of this very session only", async () => {
    const { authenticator } = await userWithDevice(service, "erik");
    const [mine, other] = [new Browser(service), new Browser(service)];
    for (const browser of [mine, other]) {
      const page = await PAGES["the sign-in page"](browser, "erik");
      expect((await page.attempt(authenticator.assert(page.begun))).status).toBe(200);
    }
    const begun = await mine.call("POST", "/api/v1/session/elevation/options", {});
    const elevate = (browser: Browser, verificationId: unknown, response: unknown) =>
      browser.call("POST", "/api/v1/session/elevation", { factor: "webauthn", verificationId, response });
    const response = authenticator.assert(optionsIn(begun));
    const { verificationId } = begun.body;
    expect((await elevate(other, verificationId, response)).body).toMatchObject({ status: 404 });
    expect((await elevate(mine, undefined, response)).body).toMatchObject({ status: 400 });
    expect((await elevate(mine, "unknown", response)).status).toBe(404);
    expect(await elevate(mine, verificationId, response)).toMatchObject({
      status: 200,
      body: { factor: "webauthn" },
    });
    expect((await elevate(mine, verificationId, response)).status).toBe(404);
  });
});
