import { expect, it } from "vitest";
import { Browser, beginSignIn, signIn } from "../support/browser.js";
import { ADMIN_KEY, testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

// This service logs from debug on and redacts nothing: what is in no line here is never handed to the log.
const service = await testService();
const { call, clock } = service;
const secrets: string[] = [ADMIN_KEY];

it("no line of a whole run holds a password, code, key, token or name that was typed", async () => {
  const app = await userWithApp(service, "loggable");
  secrets.push("password of loggable", app.recoveryKey);
  const application = await call("POST", "/api/v1/applications", { name: "app", scopes: ["verify"] });
  const apiKey = keep(application.body.apiKey);

  await verify(app.code(), apiKey);
  await verify(app.code(), apiKey);
  await verify("00000000", apiKey);
  clock.advance(60);
  await verify("not-even-a-code", apiKey);
  await call(
    "POST",
    "/api/v1/verify",
    { username: "typed-password-as-name", code: keep("87654321") },
    { apiKey },
  );
  await call("GET", "/api/v1/users/x?code=11223344", undefined, {
    apiKey: keep("lk_a-key-that-is-nobodys-at-all"),
  });
  secrets.push("typed-password-as-name", "11223344");

  const begun = await call("POST", "/api/v1/verifications", { username: "loggable" }, { apiKey });
  const path = `/api/v1/verifications/${keep(begun.body.verificationId)}/attempts`;
  await call("POST", path, { factor: "totp", response: { code: keep(app.code(1)) } }, { apiKey });
  clock.advance(60);

  const browser = new Browser(service);
  await beginSignIn(browser, "loggable", keep("the-wrong-password"));
  await signIn(browser, "loggable", keep(app.code()));
  secrets.push(browser.cookie ?? "no cookie", browser.csrf ?? "no token");
  expect(browser.cookie).not.toBeNull();
  keep((await call("POST", "/api/v1/users/loggable/recovery-key", {})).body.recoveryKey);

  expect(service.logs.length).toBeGreaterThan(10);
  const log = service.logs.join("\n");
  for (const secret of secrets) expect(holds(log, secret), `the log holds ${secret}`).toBe(false);
});

/** Digits by themselves: a time or a request id may happen to contain the six of a code. */
function holds(log: string, secret: string): boolean {
  return /^\d+$/.test(secret)
    ? new RegExp(`(?<![0-9a-f-])${secret}(?![0-9a-f-])`).test(log)
    : log.includes(secret);
}

function keep(secret: unknown): string {
  secrets.push(String(secret));
  return String(secret);
}

function verify(code: string, apiKey: string) {
  return call("POST", "/api/v1/verify", { username: "loggable", code: keep(code) }, { apiKey });
}
