import { afterAll, expect, it } from "vitest";
import { application } from "../support/application.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { attempt, beginVerification, registerDevice } from "../support/device.js";
import { ADMIN_KEY, testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";
import { codeAt } from "../support/totp.js";

const smtp = await startSmtpServer();
const smtpUrl = smtp.url.replace("//", "//mailer:smtp-password@");
const service = await testService({
  env: { LATCHKEY_SMTP_URL: smtpUrl, LATCHKEY_MAIL_FROM: "latchkey@example.org" },
});
afterAll(() => smtp.close());
const { call, clock, database, logs } = service;

const PASSWORD = "correct horse battery staple";
const WRONG_PASSWORD = "what an attacker guesses";
const TYPED_INTO_THE_NAME = "a password typed into the field of the name";
const BACK = "https://wiki.example/back";

/** Every secret of a value, whatever it lies in: strings of 6 digits, and of 16 characters and more. */
function secretsIn(value: unknown, secrets = new Set<string>()): Set<string> {
  if (typeof value === "string" && (/^\d{6}$/.test(value) || value.length >= 16)) secrets.add(value);
  if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) secretsIn(inner, secrets);
  return secrets;
}

const used = new Set<string>([ADMIN_KEY, PASSWORD, WRONG_PASSWORD, TYPED_INTO_THE_NAME, "smtp-password"]);

/** What the database has to hold as it is: it is compared with, or given back, and opens nothing by itself. */
const kept = new Set<string>();

/** Remembers the secrets that were used, and gives the value back. */
function secret<T>(value: T): T {
  secretsIn(value, used);
  return value;
}

it("no secret that was used is in any log line, at level debug, with redaction switched off", async () => {
  await run();
  expect(logs.length).toBeGreaterThan(30);
  expect(logs.some((line) => line.includes('"level":50'))).toBe(true);
  const text = logs.join("\n");
  const found = [...used].filter((value) => new RegExp(`\\b${escaped(value)}\\b`).test(text));
  expect(found).toEqual([]);
  expect(used.size).toBeGreaterThan(25);
});

it("none that opens anything is in the database either", async () => {
  const stored: string[] = [];
  for (const { name } of await database.db.listCollections().toArray()) {
    for (const document of await database.db.collection(name).find().toArray())
      stored.push(JSON.stringify(document));
  }
  const text = stored.join("\n");
  const found = [...used].filter((value) => !kept.has(value) && value.length > 6 && text.includes(value));
  expect(found).toEqual([]);
});

const escaped = (text: string) => text.replace(/[^A-Za-z0-9_]/g, "\\$&");

/** Everything that a user does in a life with Latchkey, and what goes wrong on the way. */
async function run(): Promise<void> {
  const username = "ada";
  const wiki = await application(service, {
    scopes: ["verify", "enrol"],
    redirectUris: [BACK],
    recovery: true,
  });
  await call("POST", "/api/v1/users", { username, password: PASSWORD, email: "ada@example.org" });
  const browser = new Browser(service);
  await beginSignIn(browser, username, WRONG_PASSWORD);
  await beginSignIn(browser, TYPED_INTO_THE_NAME, PASSWORD);
  await beginSignIn(browser, username, PASSWORD);
  secret([browser.cookie, browser.csrf]);
  secretsIn(browser.csrf, kept);
  await browser.call(
    "POST",
    "/api/v1/session/elevation",
    secret({ factor: "password", response: { password: PASSWORD } }),
  );
  secret([browser.cookie, browser.csrf]);
  secretsIn(browser.csrf, kept);

  const begun = await browser.call("POST", `/api/v1/users/${username}/totp`, {});
  const base32 = secret(String(begun.body.secret));
  secret(begun.body.otpauthUri);
  const path = `/api/v1/users/${username}/totp/${begun.body.credentialId}/confirm`;
  await browser.call("POST", path, { code: secret("271828") });
  const confirmed = await browser.call("POST", path, { code: secret(codeAt(base32, clock.now())) });
  const recoveryKey = secret(String(confirmed.body.recoveryKey));
  secret(recoveryKey.replaceAll("-", ""));
  clock.advance(30);

  const { authenticator } = await registerDevice(service, username);
  const key = await beginVerification(service, username);
  const assertion = secret(authenticator.assert(key.options).response);
  const tapped = authenticator.assert(key.options);
  secret(tapped.response);
  secret([key.verificationId, key.options.challenge]);
  secretsIn([key.options.challenge, tapped.response.userHandle], kept);
  await attempt(service, key.verificationId, { ...tapped, response: assertion });
  await attempt(service, key.verificationId, { code: secret("314159") }, "totp");
  clock.advance(3600);
  await attempt(service, secret("not-a-verification-but-somebodys-secret"), { code: "314159" }, "totp");

  const hosted = await wiki.call("POST", "/api/v1/verifications", {
    username,
    redirectUri: BACK,
    state: secret("state-of-the-application"),
  });
  const page = secret(new URL(String(hosted.body.url)).searchParams.get("verification"));
  const hostedPath = "/api/v1/hosted/attempts";
  const done = await browser.call("POST", hostedPath, {
    page,
    factor: "totp",
    response: { code: secret(codeAt(base32, clock.now())) },
  });
  expect(done.status).toBe(200);
  const code = secret(new URL(String(done.body.returnTo)).searchParams.get("code"));
  await wiki.call("POST", "/api/v1/verifications/exchange", { code, redirectUri: `${BACK}/wrong` });
  await wiki.call("POST", "/api/v1/verifications/exchange", { code, redirectUri: BACK });
  clock.advance(30);

  const ticket = await wiki.call("POST", "/api/v1/tickets", { username, purpose: "profile" });
  secret(new URL(String(ticket.body.url)).hash.slice(1));
  const last = await call("POST", "/api/v1/verifications", { username });
  const recovered = await attempt(
    service,
    secret(String(last.body.verificationId)),
    { code: recoveryKey },
    "recovery-key",
  );
  expect(recovered.status).toBe(200);
  secret(recovered.body.recoveryKey);
  const renewed = await call("POST", `/api/v1/users/${username}/recovery-key`);
  secret(renewed.body.recoveryKey);
  for (let i = 0; i < 3; i++) await call("POST", "/api/v1/verify", { username, code: "271828" });

  await goWrong();
  await smtp.received(3);
}

/** Requests that cannot be read, and a database that fails in the middle of one. */
async function goWrong(): Promise<void> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
  await fetch(`${service.url}/api/v1/verify`, {
    method: "POST",
    headers,
    body: `{"password": "${PASSWORD}"`,
  });
  await fetch(`${service.url}/api/v1/verify?code=${secret("161803")}`, { headers });
  await fetch(`${service.url}/${secret("a-path-that-nothing-answers")}`, { headers });
  await call("POST", "/api/v1/verify", {}, { apiKey: secret("lk_a-key-that-is-nobodys-key") });
  await call("POST", "/api/v1/users", { username: "weak", password: secret("weak weak weak weak\u0000") });
  const { users } = service.deps.storage;
  const { read } = users;
  users.read = () => Promise.reject(new Error("the database has gone away"));
  expect((await call("POST", "/api/v1/verify", { username: "ada", code: secret("141421") })).status).toBe(
    500,
  );
  users.read = read;
}
