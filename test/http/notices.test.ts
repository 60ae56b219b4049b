import { afterAll, describe, expect, it } from "vitest";
import { attempt, registerDevice } from "../support/device.js";
import { testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";
import { userWithApp } from "../support/totp.js";

const smtp = await startSmtpServer();
const service = await testService({
  env: { LATCHKEY_SMTP_URL: smtp.url, LATCHKEY_MAIL_FROM: "latchkey@example.org" },
});
afterAll(() => smtp.close());
const { call } = service;

/** The words of the letters to an address, when there are so many in all. */
async function lettersTo(address: string, count: number): Promise<string[]> {
  const letters = await smtp.received(count);
  // Quoted-printable breaks long lines (RFC 2045 section 6.7).
  return letters.filter(({ to }) => to === address).map(({ text }) => text.replaceAll("=\n", ""));
}

describe("by e-mail a user is told", () => {
  it("of every factor added and removed, of the recovery key, and of a block with the application's name", async () => {
    const username = "ada";
    await call("POST", "/api/v1/users", { username, email: "ada@example.org" });
    const app = await userWithApp(service, username);
    const device = await registerDevice(service, username, { name: "Blue key" });
    expect(
      (await call("DELETE", `/api/v1/users/${username}/credentials/${device.credentialId}`)).status,
    ).toBe(204);
    const { body } = await call("POST", "/api/v1/verifications", { username });
    const used = await attempt(
      service,
      String(body.verificationId),
      { code: app.recoveryKey },
      "recovery-key",
    );
    expect(used.status).toBe(200);
    const renewed = await call("POST", `/api/v1/users/${username}/recovery-key`);
    const wiki = await call("POST", "/api/v1/applications", { name: "Wiki", scopes: ["verify"] });
    for (let i = 0; i < 2; i++) {
      await call(
        "POST",
        "/api/v1/verify",
        { username, code: "000000" },
        { apiKey: String(wiki.body.apiKey) },
      );
    }
    const letters = (await lettersTo("ada@example.org", 6)).join("\n");
    for (const words of [
      '"Authenticator app"',
      '"Blue key"',
      "was removed",
      "recovery key was used",
      "Wiki",
    ]) {
      expect(letters).toContain(words);
    }
    for (const secret of [
      app.recoveryKey,
      used.body.recoveryKey,
      renewed.body.recoveryKey,
      app.credentialId,
    ]) {
      expect(letters).not.toContain(String(secret));
    }
  });

  it("at the address from before that another one was entered, and there alone", async () => {
    await call("POST", "/api/v1/users", { username: "mia", email: "mia@example.org" });
    const before = smtp.letters.length;
    const path = "/api/v1/users/mia";
    expect((await call("PATCH", path, { displayName: "Mia" })).status).toBe(200);
    expect((await call("PATCH", path, { email: "thief@example.org" })).status).toBe(200);
    const [letter] = await lettersTo("mia@example.org", before + 1);
    expect(letter).toContain("Your e-mail address was changed");
    expect(await lettersTo("thief@example.org", before + 1)).toEqual([]);
  });
});
