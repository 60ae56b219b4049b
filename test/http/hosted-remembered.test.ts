import { beforeAll, describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { Browser, type Sent } from "../support/browser.js";
import { setPolicy } from "../support/policy.js";
import { testService } from "../support/service.js";
import { type TestApp, userWithApp } from "../support/totp.js";

const service = await testService();
const { call, clock } = service;
const HOME = "https://wiki.example/back";
const wiki = await application(service, { name: "The wiki", redirectUris: [HOME] });
const DEVICE = "__Host-latchkey-device";

beforeAll(() => setPolicy(service, { rules: { rememberDays: 7 } }));

/** Begins a hosted verification. @returns the bearer id that is in the page's address */
async function page(username: string, more: object = {}): Promise<string> {
  const wanted = { username, redirectUri: HOME, state: "the state", ...more };
  const { body } = await wiki.call("POST", "/api/v1/verifications", wanted);
  return new URL(String(body.url)).searchParams.get("verification") ?? "";
}

/** A browser that keeps the token by which it is remembered. */
class Remembered {
  readonly #browser = new Browser(service);
  token: string | null = null;

  async call(path: string, body: object, sent: Sent = {}) {
    const cookie = this.token === null ? {} : { cookie: `${DEVICE}=${this.token}` };
    const answer = await this.#browser.call("POST", `/api/v1/hosted/${path}`, body, {
      ...sent,
      headers: { ...cookie, ...sent.headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      this.token = new RegExp(`^${DEVICE}=([^;]+)`).exec(line)?.[1] ?? this.token;
    }
    return answer;
  }

  open(of: string) {
    return this.call("verification", { page: of });
  }

  answer(of: string, code: string, more: object = { rememberDevice: true }) {
    return this.call("attempts", { page: of, factor: "totp", response: { code }, ...more });
  }

  goOn(of: string, sent?: Sent) {
    return this.call("remembered", { page: of }, sent);
  }

  /** A copy of it, as a thief or another tab has it. */
  copy(): Remembered {
    const copy = new Remembered();
    copy.token = this.token;
    return copy;
  }
}

/** A user with an app whose browser was remembered on the hosted page. */
async function remembered(username: string): Promise<{ app: TestApp; browser: Remembered }> {
  const app = await userWithApp(service, username);
  const browser = new Remembered();
  const answer = await browser.answer(await page(username), app.code());
  expect(answer.status).toBe(200);
  expect(browser.token).not.toBeNull();
  clock.advance(30);
  return { app, browser };
}

const codeIn = (returnTo: unknown) => new URL(String(returnTo)).searchParams.get("code");
const exchange = (code: string | null) =>
  wiki.call("POST", "/api/v1/verifications/exchange", { code, redirectUri: HOME });
const devicesOf = async (username: string) =>
  (await call("GET", `/api/v1/users/${username}/devices`)).body.devices as unknown as { id: string }[];
const refused = { status: 401, body: { code: "verification_failed" } };

describe("S6 a browser remembered on the hosted page", () => {
  it("gets the cookie that it gets on Latchkey's own page, and no script sees the token", async () => {
    const app = await userWithApp(service, "ada");
    const browser = new Remembered();
    const of = await page("ada");
    expect((await browser.open(of)).body).toMatchObject({ rememberDevice: true });
    const answer = await browser.answer(of, app.code());
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-latchkey-device=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax; Expires=/,
      ),
    ]);
    expect(answer.body).toEqual({ verified: true, factor: "totp", returnTo: expect.any(String) });
    expect(await devicesOf("ada")).toHaveLength(1);
    const own = await new Browser(service).call(
      "POST",
      "/api/v1/session",
      { username: "ada", password: "password of ada" },
      { headers: { cookie: `${DEVICE}=${browser.token}` } },
    );
    expect(own.body).toMatchObject({ decision: "skipped", reason: "remembered_device" });
  });

  it("goes on without a factor, time after time, each time with another token", async () => {
    const { browser } = await remembered("bea");
    for (let time = 0; time < 3; time++) {
      const before = browser.token;
      const of = await page("bea");
      expect((await browser.open(of)).body).toMatchObject({ remembered: true });
      expect(browser.token).toBe(before);
      const { status, body } = await browser.goOn(of);
      expect({ status, body }).toMatchObject({ status: 200, body: { factor: "remembered-device" } });
      expect(browser.token).not.toBe(before);
      expect(String(body.returnTo).startsWith(`${HOME}?code=`)).toBe(true);
      expect((await exchange(codeIn(body.returnTo))).status).toBe(200);
    }
  });

  it("tells the application that no factor was answered, and when one was", async () => {
    const app = await userWithApp(service, "cleo");
    const browser = new Remembered();
    await browser.answer(await page("cleo"), app.code());
    const answeredAt = clock.now().toISOString();
    clock.advance(24 * 3600);
    const { body } = await browser.goOn(await page("cleo"));
    expect((await exchange(codeIn(body.returnTo))).body).toEqual({
      username: "cleo",
      verified: true,
      factor: "remembered-device",
      amr: [],
      authTime: answeredAt,
      state: "the state",
    });
  });

  it("is in the audit trail, with the application and the reason", async () => {
    const { browser } = await remembered("dora");
    await browser.goOn(await page("dora"));
    const entryOf = async (action: string) => {
      const { body } = await call("GET", `/api/v1/audit?user=dora&action=${action}`);
      return (body.entries as unknown as object[])[0];
    };
    expect(await entryOf("device.remember")).toMatchObject({ application: wiki.id });
    expect(await entryOf("verification.skip")).toMatchObject({
      outcome: "success",
      factor: null,
      application: wiki.id,
      detail: { reason: "remembered_device" },
    });
  });

  it("is not remembered unless its person wishes, nor where policy does not", async () => {
    const app = await userWithApp(service, "eve");
    const browser = new Remembered();
    await browser.answer(await page("eve"), app.code(), {});
    expect(browser.token).toBeNull();
    clock.advance(30);
    await setPolicy(service, { rules: { rememberDays: 0 } });
    const of = await page("eve");
    expect((await browser.open(of)).body).not.toHaveProperty("rememberDevice");
    expect((await browser.answer(of, app.code())).status).toBe(200);
    expect(browser.token).toBeNull();
    await setPolicy(service, { rules: { rememberDays: 7 } });
  });
});

describe("S6 a remembered browser is asked for a factor", () => {
  it("where the application wants user verification, of which it is neither asked nor told anything else", async () => {
    const { app, browser } = await remembered("fay");
    const before = browser.token;
    const of = await page("fay", { userVerification: "required" });
    const opened = (await browser.open(of)).body;
    expect(opened).not.toHaveProperty("remembered");
    expect(opened).not.toHaveProperty("rememberDevice");
    expect(await browser.goOn(of)).toMatchObject(refused);
    // Nothing was used up, and by the API it is no other.
    expect(browser.token).toBe(before);
    const byApi = { username: "fay", userVerification: "required", context: { deviceToken: before } };
    expect((await wiki.call("POST", "/api/v1/verifications", byApi)).body.decision).toBe("required");
    expect((await browser.answer(of, app.code())).status).toBe(200);
    expect(browser.token).toBe(before);
    expect((await browser.goOn(await page("fay"))).status).toBe(200);
  });

  it("where it is another user's, which ends nothing", async () => {
    const { browser } = await remembered("gil");
    await userWithApp(service, "hal");
    for (const name of ["hal", "nobody of that name"]) {
      const of = await page(name);
      expect((await browser.open(of)).body).not.toHaveProperty("remembered");
      expect(await browser.goOn(of)).toMatchObject(refused);
    }
    expect((await browser.goOn(await page("gil"))).status).toBe(200);
  });

  it("where a factor was replaced, the user suspended, the time is over or policy changed", async () => {
    const changes: [string, (app: TestApp) => Promise<unknown>][] = [
      [
        "password",
        () => call("PUT", "/api/v1/users/password/password", { password: "password of password" }),
      ],
      ["suspended", () => call("POST", "/api/v1/users/suspended/suspend", {})],
      ["policy", () => setPolicy(service, { rules: { rememberDays: 0 } })],
    ];
    for (const [name, change] of changes) {
      const { app, browser } = await remembered(name);
      const of = await page(name);
      await change(app);
      expect(await browser.goOn(of), name).toMatchObject(refused);
    }
    await setPolicy(service, { rules: { rememberDays: 7 } });
    const { browser } = await remembered("over");
    clock.advance(7 * 24 * 3600 + 1);
    expect(await browser.goOn(await page("over"))).toMatchObject(refused);
  });

  it("where it is forgotten between opening the page and going on, and the factor is taken on the same page", async () => {
    const { app, browser } = await remembered("ida");
    const of = await page("ida");
    expect((await browser.open(of)).body).toMatchObject({ remembered: true });
    const [device] = await devicesOf("ida");
    await call("DELETE", `/api/v1/users/ida/devices/${device?.id}`);
    expect(await browser.goOn(of)).toMatchObject(refused);
    expect((await browser.open(of)).body).not.toHaveProperty("remembered");
    expect((await browser.answer(of, app.code())).status).toBe(200);
  });

  it("where no token comes along, or one that is none", async () => {
    await remembered("jan");
    const browser = new Remembered();
    for (const token of [null, "x", ".", "unknown.secret"]) {
      browser.token = token;
      expect(await browser.goOn(await page("jan"))).toMatchObject(refused);
    }
  });
});

describe("S6 attacks on a remembered browser", () => {
  it("a token that comes a second time ends the device, for its thief and for its owner", async () => {
    const { browser: owner } = await remembered("kim");
    const thief = owner.copy();
    expect((await thief.goOn(await page("kim"))).status).toBe(200);
    expect(await owner.goOn(await page("kim"))).toMatchObject(refused);
    expect(await thief.goOn(await page("kim"))).toMatchObject(refused);
    expect(await devicesOf("kim")).toEqual([]);
  });

  it("two at once: at most one gets through, who comes second answers a factor, and nobody is blocked", async () => {
    const { app, browser } = await remembered("leo");
    const tabs = [browser, browser.copy()];
    const pages = await Promise.all(tabs.map(() => page("leo")));
    const answers = await Promise.all(tabs.map((tab, at) => tab.goOn(pages[at] ?? "")));
    const through = answers.filter(({ status }) => status === 200);
    expect(through.length).toBeLessThanOrEqual(1);
    for (const { body } of through) expect((await exchange(codeIn(body.returnTo))).status).toBe(200);
    for (const [at, { status }] of answers.entries()) {
      if (status !== 200) expect((await browser.answer(pages[at] ?? "", app.code())).status).toBe(200);
      if (status !== 200) clock.advance(30);
    }
  });

  it("one page is gone on from once, and a token that comes late to it is not used up", async () => {
    const { browser } = await remembered("mia");
    const of = await page("mia");
    expect((await browser.goOn(of)).status).toBe(200);
    const before = browser.token;
    expect((await browser.goOn(of)).status).toBe(404);
    expect(browser.token).toBe(before);
    expect((await browser.goOn(await page("mia"))).status).toBe(200);
  });

  it("a verification of Latchkey's own page, and one without a place to return to, is none of this page's", async () => {
    const { browser } = await remembered("ned");
    const api = await wiki.call("POST", "/api/v1/verifications", { username: "ned" });
    const own = await new Browser(service).call("POST", "/api/v1/session", {
      username: "ned",
      password: "password of ned",
    });
    for (const { body } of [api, own]) {
      expect((await browser.goOn(String(body.verificationId))).status).toBe(404);
    }
    expect((await browser.goOn(await page("ned"))).status).toBe(200);
  });

  it("403: another site's page, which uses nothing up", async () => {
    const { browser } = await remembered("oda");
    const of = await page("oda");
    for (const origin of ["https://evil.example", "null"]) {
      expect((await browser.goOn(of, { origin })).status).toBe(403);
    }
    expect((await browser.goOn(of)).status).toBe(200);
  });

  it("the code is the application's that began it, for sixty seconds", async () => {
    const { browser } = await remembered("pia");
    const other = await application(service, { name: "Other", redirectUris: [HOME] });
    const { body } = await browser.goOn(await page("pia"));
    const code = codeIn(body.returnTo);
    const foreign = await other.call("POST", "/api/v1/verifications/exchange", { code, redirectUri: HOME });
    expect(foreign.status).toBe(400);
    clock.advance(60);
    expect((await exchange(code)).status).toBe(400);
  });
});
