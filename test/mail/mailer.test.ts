import { createServer } from "node:net";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Language } from "../../client/strings/languages.js";
import { Mailer } from "../../server/mail/mailer.js";
import type { User } from "../../server/storage/storage.js";
import { startSmtpServer } from "../support/smtp.js";

const smtp = await startSmtpServer();
afterAll(() => smtp.close());
afterEach(() => {
  smtp.letters.length = 0;
  smtp.refusals.length = 0;
});

const AT = new Date("2026-11-24T12:00:00Z");
const USED = { kind: "recovery_key_used" } as const;
const user = (email: string | null, language: string | null = null) =>
  ({ username: "ada", email, language }) as User;

function mailer(changes: { smtpUrl?: string; pauses?: number[]; language?: Language } = {}) {
  const givenUp: { kind: string; code: string }[] = [];
  let tellGivenUp: () => void = () => {};
  const firstGivenUp = new Promise<void>((resolve) => {
    tellGivenUp = resolve;
  });
  const made = new Mailer({
    smtpUrl: smtp.url,
    from: "Latchkey <latchkey@example.org>",
    publicUrl: "https://key.example",
    language: "en",
    applicationName: async (id) => (id === "wiki-id" ? "Wiki" : null),
    onGivenUp(reason) {
      givenUp.push(reason);
      tellGivenUp();
    },
    pauses: [1, 1],
    ...changes,
  });
  return { made, givenUp, firstGivenUp };
}

describe("the mailer", () => {
  it("sends plain text to the user's address, marked as sent by a program", async () => {
    const { made } = mailer();
    made.tell(user("ada@example.org"), USED, AT);
    const [letter] = await smtp.received(1);
    await made.close();
    expect(letter?.to).toBe("ada@example.org");
    expect(letter?.text).toContain("From: Latchkey <latchkey@example.org>");
    expect(letter?.text).toContain("Auto-Submitted: auto-generated");
    expect(letter?.text).toMatch(/^Content-Type: text\/plain/m);
    expect(letter?.text).not.toContain("text/html");
  });

  it("tells by name through which application a user was blocked", async () => {
    const { made } = mailer();
    made.tell(user("ada@example.org"), { kind: "blocked", application: "wiki-id" }, AT);
    const [letter] = await smtp.received(1);
    await made.close();
    expect(letter?.text).toContain("through: Wiki.");
  });

  it("writes in the user's language, and in the service's where that is not known or no longer spoken", async () => {
    const { made } = mailer({ language: "de" });
    for (const language of ["en", null, "xx"]) made.tell(user("ada@example.org", language), USED, AT);
    const letters = await smtp.received(3);
    await made.close();
    const greetings = letters.map(({ text }) => /^(Hello|Guten Tag) ada/m.exec(text)?.[1]);
    expect(greetings.sort()).toEqual(["Guten Tag", "Guten Tag", "Hello"]);
  });

  it("sends nothing to a user without an address", async () => {
    const { made, givenUp } = mailer();
    made.tell(user(null), USED, AT);
    await made.close();
    expect(smtp.letters).toEqual([]);
    expect(givenUp).toEqual([]);
  });

  it("tries again what the server refuses for now", async () => {
    smtp.refusals.push("451 later", "451 later");
    const { made, givenUp } = mailer();
    made.tell(user("ada@example.org"), USED, AT);
    await smtp.received(1);
    await made.close();
    expect(givenUp).toEqual([]);
  });

  it("gives up after the last pause, and says so without address or text", async () => {
    smtp.refusals.push("451 later", "451 later", "451 later");
    const { made, givenUp, firstGivenUp } = mailer();
    made.tell(user("ada@example.org"), USED, AT);
    await firstGivenUp;
    await made.close();
    expect(givenUp).toEqual([{ kind: "recovery_key_used", code: "451" }]);
    expect(smtp.letters).toEqual([]);
  });

  it("gives up at once what the server refuses for good", async () => {
    smtp.refusals.push("550 nobody");
    const { made, givenUp, firstGivenUp } = mailer({ pauses: [3_600_000] });
    made.tell(user("ada@example.org"), USED, AT);
    await firstGivenUp;
    await made.close();
    expect(givenUp).toEqual([{ kind: "recovery_key_used", code: "550" }]);
  });

  it("closing sends what is under way, and tries once more what waits for another try", async () => {
    smtp.refusals.push("451 later");
    const { made } = mailer({ pauses: [3_600_000] });
    made.tell(user("waits@example.org"), USED, AT);
    made.tell(user("ada@example.org"), USED, AT);
    await smtp.received(1);
    await made.close();
    expect(smtp.letters.map(({ to }) => to).sort()).toEqual(["ada@example.org", "waits@example.org"]);
  });

  it("closing does not wait long for a mail server that does not answer", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as { port: number };
    const { made } = mailer({ smtpUrl: `smtp://127.0.0.1:${port}` });
    made.tell(user("ada@example.org"), USED, AT);
    const began = performance.now();
    await made.close();
    expect(performance.now() - began).toBeLessThan(4_000);
    silent.close();
  });

  it("says nothing after it was closed", async () => {
    const { made } = mailer();
    await made.close();
    made.tell(user("ada@example.org"), USED, AT);
    expect(smtp.letters).toEqual([]);
  });
});
