import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renewSetupLink } from "../../server/access/setup.js";
import { ROUTES } from "../../server/http/routes/index.js";
import { DEFAULT_POLICY } from "../../server/policy/policy.js";
import { ldapEnvironment } from "../people/directory/support.js";
import { application } from "../support/application.js";
import { Browser } from "../support/browser.js";
import { authenticatorFor, beginVerification, registerDevice, userWithDevice } from "../support/device.js";
import { signedInPerson } from "../support/people.js";
import { ADMIN_KEY, type Answer, testService } from "../support/service.js";
import { startSlapd } from "../support/slapd.js";
import { startSmtpServer } from "../support/smtp.js";
import { userWithApp } from "../support/totp.js";

const dataDir = await mkdtemp(join(tmpdir(), "latchkey-audited-"));
const smtp = await startSmtpServer();
afterAll(() => smtp.close());
const slapd = await startSlapd();
await slapd.addPerson("dilek");
const mail = { LATCHKEY_SMTP_URL: smtp.url, LATCHKEY_MAIL_FROM: "latchkey@example.org" };
const service = await testService({
  env: { LATCHKEY_DATA_DIR: dataDir, ...mail, ...ldapEnvironment(slapd.url) },
});
const { call, clock, deps, url } = service;
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Routes that change nothing by themselves; what follows them is recorded. */
const NOTHING_TO_SAY = new Map([
  ["post /api/v1/users/:username/webauthn/options", "begins a ceremony"],
  ["post /api/v1/session/elevation/options", "begins a ceremony"],
  ["post /api/v1/session/options", "begins a ceremony"],
  ["post /api/v1/session/passkey/options", "begins a ceremony"],
  ["post /api/v1/verifications", "begins a verification; one that is skipped is recorded"],
  ["post /api/v1/hosted/verification", "shows one that was begun"],
  ["post /api/v1/verifications/exchange", "reads the outcome of an attempt that is recorded"],
  ["post /api/v1/policy/simulation", "asks what would happen"],
  ["post /api/v1/policy/letters/preview", "asks what would happen"],
]);

const wikiKey = await application(service, { scopes: ["verify"] });

/** What was called, by route as it is declared. */
const answered = new Map<string, Answer>();

function did(route: string, answer: Answer): Answer {
  expect(answer.status, `${route}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  answered.set(route, answer);
  return answer;
}

/** Calls a route as it is declared, with these parameters, by the environment's key. */
async function change(route: string, params: Record<string, string>, body: unknown = {}): Promise<Answer> {
  return did(route, await call(...requestOf(route, params), body));
}

async function changeIn(browser: Browser, route: string, params: Record<string, string>, body: unknown = {}) {
  return did(route, await browser.call(...requestOf(route, params), body));
}

function requestOf(route: string, params: Record<string, string>): [string, string] {
  const [method = "", path = ""] = route.split(" ");
  return [method.toUpperCase(), path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params[name] ?? ""))];
}

const seed = (fill: string) => ({ type: "totp", secretHex: fill.repeat(40) });

beforeAll(async () => {
  await setUpAndPeople();
  await signingIn();
  await ownThings();
  await rememberedDevice();
  await ownToken();
  await tokens();
  await administration();
  await change("post /api/v1/directory/test", {});
  await change("post /api/v1/users", {}, { username: "dilek" });
  await change("post /api/v1/users/:username/directory", { username: "dilek" });
  await change("post /api/v1/directory/sync", {});
  await deps.connectedDirectory?.sync.ended();
}, 60_000);

async function setUpAndPeople() {
  const link = await renewSetupLink(deps, dataDir);
  const token = new URL(link ?? "").hash.slice(1);
  const account = { token, username: "first", password: "password of first" };
  await changeIn(new Browser(service), "post /api/v1/setup", {}, account);
  await change("post /api/v1/users", {}, { username: "anna", password: "password of anna" });
  await userWithApp(service, "bert");
  await change("patch /api/v1/users/:username", { username: "anna" }, { displayName: "Anna" });
  await applications();
}

async function applications() {
  const { applicationId } = (await change("post /api/v1/applications", {}, { name: "Wiki" })).body;
  const one = { applicationId: String(applicationId) };
  await change("patch /api/v1/applications/:applicationId", one, { name: "Old wiki" });
  const { keyId } = (await change("post /api/v1/applications/:applicationId/keys", one)).body;
  await change("delete /api/v1/applications/:applicationId/keys/:keyId", { ...one, keyId: String(keyId) });
  await change("post /api/v1/applications/:applicationId/suspend", one);
  await change("post /api/v1/applications/:applicationId/resume", one);
  await change("delete /api/v1/applications/:applicationId", one);
}

async function signingIn() {
  const app = await userWithApp(service, "cara");
  const browser = new Browser(service);
  const password = { username: "cara", password: "password of cara" };
  const { body } = await changeIn(browser, "post /api/v1/session", {}, password);
  const code = { verificationId: body.verificationId, factor: "totp", response: { code: app.code() } };
  await changeIn(browser, "post /api/v1/session/attempts", {}, code);
  clock.advance(30);
  await changeIn(
    browser,
    "post /api/v1/session/elevation",
    {},
    { factor: "totp", response: { code: app.code() } },
  );
  await changeIn(browser, "delete /api/v1/session", {});
  clock.advance(30);
  await change("post /api/v1/verify", {}, { username: "cara", code: app.code() });
  const wiki = await application(service, {
    redirectUris: ["https://wiki.example/"],
    scopes: ["verify", "enrol"],
  });
  const begun = await wiki.call("POST", "/api/v1/verifications", {
    username: "cara",
    redirectUri: "https://wiki.example/",
  });
  clock.advance(30);
  const page = new URL(String(begun.body.url)).searchParams.get("verification");
  const hosted = { page, factor: "totp", response: { code: app.code() } };
  await changeIn(new Browser(service), "post /api/v1/hosted/attempts", {}, hosted);

  const device = await userWithDevice(service, "dora");
  const { verificationId, options } = await beginVerification(service, "dora");
  const response = device.authenticator.assert(options);
  await change(
    "post /api/v1/verifications/:verificationId/attempts",
    { verificationId },
    { factor: "webauthn", response },
  );
  const passkey = new Browser(service);
  const asked = (await passkey.call("POST", "/api/v1/session/passkey/options", {})).body;
  const tap = device.authenticator.assert(asked.options as never);
  await changeIn(
    passkey,
    "post /api/v1/session/passkey",
    {},
    { verificationId: asked.verificationId, response: tap },
  );

  await call("POST", "/api/v1/users", { username: "emma" });
  const ticket = did(
    "post /api/v1/tickets",
    await wiki.call("POST", "/api/v1/tickets", { username: "emma", purpose: "enrol" }),
  ).body.url;
  await changeIn(
    new Browser(service),
    "post /api/v1/session/ticket",
    {},
    { ticket: String(ticket).split("#ticket=")[1] },
  );
}

async function ownThings() {
  const username = "anna";
  const { body } = await change("post /api/v1/users/:username/totp", { username });
  const { codeAt } = await import("../support/totp.js");
  const code = codeAt(String(body.secret), service.now());
  const credentialId = String(body.credentialId);
  await change(
    "post /api/v1/users/:username/totp/:credentialId/confirm",
    { username, credentialId },
    { code },
  );
  const authenticator = authenticatorFor(service);
  const begun = (await call("POST", "/api/v1/users/anna/webauthn/options", {})).body;
  const registration = {
    registrationId: begun.registrationId,
    name: "Key",
    response: authenticator.register(begun.options as never),
  };
  const key = await change("post /api/v1/users/:username/webauthn", { username }, registration);
  const credential = {
    username,
    credentialId: String(key.body.credentialId),
    id: String(key.body.credentialId),
  };
  await change("patch /api/v1/users/:username/credentials/:credentialId", credential, { name: "Red" });
  await change("delete /api/v1/users/:username/credentials/:credentialId", credential);
  await change("post /api/v1/users/:username/recovery-key", { username });
  await change("post /api/v1/users/:username/unblock", { username });
  const bypass = await change("post /api/v1/users/:username/bypass-codes", { username });
  const bypassCodeId = String(bypass.body.bypassCodeId);
  await change("delete /api/v1/users/:username/bypass-codes/:bypassCodeId", { username, bypassCodeId });
  await change("delete /api/v1/users/:username/second-factor", { username });
  const { browser, app } = await signedInPerson(service, "fay");
  const other = new Browser(service);
  const { body: sessions } = await browser.call("GET", "/api/v1/users/fay/sessions");
  await signInByRecoveryKey(other, "fay", app.recoveryKey);
  await changeIn(other, "post /api/v1/session/recovery-key/acknowledge", {});
  await changeIn(other, "put /api/v1/session/language", {}, { language: "de" });
  const [first] = sessions.sessions as unknown as { id: string }[];
  await change("delete /api/v1/users/:username/sessions/:id", { username: "fay", id: first?.id ?? "" });
}

async function rememberedDevice() {
  const policy = {
    ...DEFAULT_POLICY,
    rules: { ...DEFAULT_POLICY.rules, rememberDays: 7, selfAssignTokens: true },
  };
  await change("put /api/v1/policy", {}, { version: 0, policy });
  const app = await userWithApp(service, "hugo");
  const { body } = await call("POST", "/api/v1/verifications", { username: "hugo" });
  const attempt = { factor: "totp", response: { code: app.code() }, rememberDevice: true };
  const verified = await call("POST", `/api/v1/verifications/${body.verificationId}/attempts`, attempt);
  const listed = (await call("GET", "/api/v1/users/hugo/devices")).body.devices as unknown as {
    id: string;
  }[];
  const redirectUri = "https://wiki.example/";
  const wiki = await application(service, { redirectUris: [redirectUri] });
  const begun = await wiki.call("POST", "/api/v1/verifications", { username: "hugo", redirectUri });
  const going = { headers: { cookie: `__Host-latchkey-device=${verified.body.deviceToken}` } };
  const goOn = { page: begun.body.verificationId };
  const path = "post /api/v1/hosted/remembered";
  did(path, await new Browser(service).call(...requestOf(path, {}), goOn, going));
  const device = { username: "hugo", id: listed[0]?.id ?? "" };
  await change("delete /api/v1/users/:username/devices/:id", device);
}

/** A user without a factor takes a token that was handed out. */
async function ownToken() {
  const { codeAt } = await import("../support/totp.js");
  const { ScureBase32Plugin } = await import("otplib");
  const password = "password of iris";
  await call("POST", "/api/v1/users", { username: "iris", password });
  const browser = new Browser(service);
  await browser.call("POST", "/api/v1/session", { username: "iris", password });
  await browser.call("POST", "/api/v1/session/elevation", { factor: "password", response: { password } });
  await call("POST", "/api/v1/tokens", { serial: "own", ...seed("e") });
  const code = codeAt(new ScureBase32Plugin().encode(Buffer.from("ee".repeat(20), "hex")), service.now());
  const taken = { serial: "own", code };
  await changeIn(browser, "post /api/v1/users/:username/tokens", { username: "iris" }, taken);
  const changed = { password: "another password of iris" };
  await change("put /api/v1/users/:username/password", { username: "iris" }, changed);
  const { url: link } = (await change("post /api/v1/users/:username/password-link", { username: "iris" }))
    .body;
  const byLink = { token: new URL(String(link)).hash.slice(1), password: "iris chose this one" };
  await changeIn(new Browser(service), "post /api/v1/password-link", {}, byLink);
  await change("post /api/v1/users/:username/suspend", { username: "iris" });
  await change("post /api/v1/users/:username/resume", { username: "iris" });
}

async function signInByRecoveryKey(browser: Browser, username: string, key: string) {
  const { body } = await browser.call("POST", "/api/v1/session", {
    username,
    password: `password of ${username}`,
  });
  const sent = { verificationId: body.verificationId, factor: "recovery-key", response: { code: key } };
  expect((await browser.call("POST", "/api/v1/session/attempts", sent)).status).toBe(200);
}

async function tokens() {
  const { codeAt } = await import("../support/totp.js");
  const { ScureBase32Plugin } = await import("otplib");
  const secret = new ScureBase32Plugin().encode(Buffer.from("aa".repeat(20), "hex"));
  const serial = { serial: "one" };
  await change("post /api/v1/tokens", {}, { serial: "one", ...seed("a") });
  await change("post /api/v1/tokens", {}, { serial: "two", ...seed("b") });
  await call("POST", "/api/v1/users", { username: "gina" });
  await change("post /api/v1/tokens/:serial/assign", serial, { username: "gina" });
  await change("post /api/v1/tokens/assign", {}, { assignments: [{ serial: "two", username: "gina" }] });
  const codes = [codeAt(secret, service.now(), 3), codeAt(secret, service.now(), 4)];
  await change("post /api/v1/tokens/:serial/resync", serial, { codes });
  for (const action of ["suspend", "resume", "lost", "found", "unassign", "revoke"]) {
    await change(`post /api/v1/tokens/:serial/${action}`, serial);
  }
  await change("post /api/v1/tokens", {}, { serial: "four", ...seed("d"), pending: true });
  await change("post /api/v1/tokens/:serial/activate", { serial: "four" });
  const base32 = new ScureBase32Plugin().encode(Buffer.from("bb".repeat(20), "hex"));
  const code = codeAt(base32, service.now());
  await change("post /api/v1/tokens/:serial/test", { serial: "two" }, { code });
  await upload("/api/v1/tokens/import", `serial,secret\nthree,${"CC".repeat(20)}\n`);
  await upload("/api/v1/users/import", "username\nimported\n");
}

async function upload(path: string, file: string) {
  const form = new FormData();
  form.set("file", new Blob([file]), "list.csv");
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const imported = await fetch(`${url}${path}`, { method: "POST", headers, body: form });
  const body = (await imported.json()) as Answer["body"];
  did(`post ${path}`, { status: imported.status, headers: imported.headers, body });
}

async function administration() {
  await change("post /api/v1/groups/:group/members", { group: "a" }, { add: ["bert"] });
  await change("post /api/v1/groups/:group/rename", { group: "a" }, { name: "b" });
  await change("delete /api/v1/groups/:group", { group: "b" });
  await change("post /api/v1/reminders", {}, { usernames: ["bert"] });
  await change("post /api/v1/users/second-factor", {}, { action: "require", usernames: ["cara"] });
  await change("delete /api/v1/users/:username", { username: "gina" });
  const owner = await signedInPerson(service, "olga", "owner");
  await owner.browser.call("PATCH", "/api/v1/users/olga", { email: "olga@example.org" });
  await changeIn(owner.browser, "post /api/v1/checklist/test-mail", {});
  await registerDevice(service, "bert", { name: "Second" });
  const { body } = await owner.browser.call("GET", "/api/v1/policy");
  await changeIn(owner.browser, "put /api/v1/policy", {}, body);
  const olga = { username: "olga" };
  await changeIn(owner.browser, "post /api/v1/users/:username/break-glass-code", olga);
  await changeIn(owner.browser, "delete /api/v1/users/:username/break-glass-code", olga);
  const rescue = "delete /rest/tsv/latest/totp/unenroll/user/:name";
  await changeIn(owner.browser, rescue, { name: "bert" }, { totpCode: owner.app.code() });
}

const CHANGES = ROUTES.filter(({ method }) => method !== "get").map(
  ({ method, path }) => `${method} ${path}`,
);

const IS_ABOUT_A_USER = /:username|:name$|\/session|\/verif|attempts$|\/setup$|password-link|tickets$/;
const IS_ABOUT_AN_AUTHENTICATOR =
  /:credentialId|\/totp$|\/webauthn$|:username\/(recovery-key|tokens|password)$|attempts$|\/verify$|\/passkey$|\/elevation$|\/tokens\/assign$|\/tokens\/:serial\/(assign|unassign|suspend|resume|lost|found|resync|test)$/;

const trail = service.database.db.collection("audit");

describe("the audit trail", () => {
  it.each(CHANGES.filter((route) => !NOTHING_TO_SAY.has(route)))(
    "has an entry for %s: who, from where, through which application, in which request",
    async (route) => {
      const answer = answered.get(route);
      if (!answer)
        throw new Error("call this new route above, or say in NOTHING_TO_SAY why it leaves no entry");
      const requestId = answer.headers.get("x-request-id") ?? "";
      const entries = await service.database.db.collection("audit").find({ requestId }).toArray();
      const [entry] = entries.filter(({ action }) => !String(action).startsWith("application.key_"));
      expect(entry).toMatchObject({
        outcome: "success",
        actor: expect.stringMatching(/./),
        action: expect.stringMatching(/^[a-z_]+\.[a-z_.]+$/),
        requestId,
      });
      expect(entry?.ip ?? entry?.detail?.calledFrom).toBe("127.0.0.1");
    },
  );

  it.each(CHANGES.filter((route) => IS_ABOUT_A_USER.test(route) && !NOTHING_TO_SAY.has(route)))(
    "A5 says for whom %s was",
    async (route) => {
      expect(await firstEntry(route)).toMatchObject({ user: expect.any(String), userId: expect.any(String) });
    },
  );

  it.each(CHANGES.filter((route) => IS_ABOUT_AN_AUTHENTICATOR.test(route) && !NOTHING_TO_SAY.has(route)))(
    "A5 says of %s with which authenticator, or with which one something was done",
    async (route) => {
      expect(await firstEntry(route)).toMatchObject({
        factor: expect.any(String),
        credentialId: expect.any(String),
      });
    },
  );

  it("A5 says which authenticators a user has lost with all of them", async () => {
    const disabled = await firstEntry("delete /api/v1/users/:username/second-factor");
    expect(disabled?.detail?.removed).toMatch(/^totp \S+, recovery-key \S+$/);
    const rescued = await firstEntry("delete /rest/tsv/latest/totp/unenroll/user/:name");
    expect(rescued).toMatchObject({ action: "verification.administration", user: "olga" });
    expect(await trail.findOne({ requestId: rescued?.requestId, action: "user.rescue" })).toMatchObject({
      actor: "olga",
      user: "bert",
      detail: { removed: expect.stringMatching(/totp \S+, .*webauthn \S+/), serials: "" },
    });
  });

  it("A5 says when a browser is remembered, and which one is forgotten", async () => {
    const forgotten = await trail.findOne({ action: "device.forget" });
    expect(await trail.findOne({ action: "device.remember" })).toMatchObject({
      user: "hugo",
      detail: { device: forgotten?.detail?.device, days: 7 },
    });
  });

  it.each(
    ROUTES.filter(({ method, streams }) => method === "get" && isExport(streams)).map(({ path }) => path),
  )("A5 has an entry for the export %s", async (path) => {
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${ADMIN_KEY}` } });
    expect(answer.status).toBe(200);
    await answer.text();
    const requestId = answer.headers.get("x-request-id");
    expect(await trail.findOne({ requestId, action: /\.export$/ })).toMatchObject({
      actor: "environment key",
      detail: expect.objectContaining({ calledFrom: "127.0.0.1" }),
    });
  });

  it("A5 says once who asks for what they may not do, as an application and as a person, and counts on", async () => {
    for (let i = 0; i < 3; i++) await wikiKey.call("DELETE", "/api/v1/users/anna");
    const actor = `application ${wikiKey.id}`;
    const about = { action: "access.refuse", actor };
    await expect
      .poll(() => trail.findOne(about))
      .toMatchObject({
        outcome: "refused",
        userId: deps.keys.userId("anna"),
        user: null,
        detail: { route: "delete /api/v1/users/:username", calledFrom: "127.0.0.1" },
      });
    await expect.poll(async () => (await trail.findOne(about))?.repeated).toBe(2);
    expect(await trail.countDocuments(about)).toBe(1);

    const { browser } = await signedInPerson(service, "vera");
    expect((await browser.call("GET", "/api/v1/policy")).status).toBe(403);
    await expect
      .poll(() => trail.findOne({ action: "access.refuse", actor: "vera" }))
      .toMatchObject({
        ip: "127.0.0.1",
        detail: { route: "get /api/v1/policy" },
      });
  });

  it("A5 says that a password was refused unseen while the guard stands, for a known user and an unknown one", async () => {
    await call("POST", "/api/v1/users", { username: "walt", password: "password of walt" });
    for (const username of ["walt", "nobody at all"]) {
      for (let i = 0; i < 4; i++)
        await new Browser(service).call("POST", "/api/v1/session", { username, password: `wrong ${i}` });
      const userId = deps.keys.userId(username);
      await expect
        .poll(() => trail.findOne({ action: "password.check", outcome: "refused", userId }))
        .toMatchObject({ user: username === "walt" ? "walt" : null, ip: "127.0.0.1", factor: "password" });
    }
  });

  it("says when an API key is used, once an hour an address, and when one is nobody's", async () => {
    for (let i = 0; i < 3; i++)
      await wikiKey.call("POST", "/api/v1/verify", { username: "nobody", code: "123456" });
    await call("GET", "/api/v1/tokens", undefined, { apiKey: "a key that is nobody's" });
    await expect.poll(() => actionsBy(`application ${wikiKey.id}`)).toContain("application.key_use");
    expect(
      (await actionsBy(`application ${wikiKey.id}`)).filter((a) => a === "application.key_use"),
    ).toHaveLength(1);
    await expect.poll(() => actionsBy("anonymous")).toContain("application.key_refused");
  });
});

/** What is exported is a file; a tail is followed and ends with its reader. */
function isExport(types: readonly string[]): boolean {
  return types.length > 0 && !types.includes("text/event-stream");
}

/** The first entry that a call left, but that its key was used. */
async function firstEntry(route: string) {
  const requestId = answered.get(route)?.headers.get("x-request-id") ?? "";
  const entries = await trail.find({ requestId }).sort({ _id: 1 }).toArray();
  return entries.find(({ action }) => !String(action).startsWith("application.key_"));
}

async function actionsBy(actor: string): Promise<string[]> {
  const entries = await service.database.db.collection("audit").find({ actor }).toArray();
  return entries.map(({ action }) => String(action));
}
