import { afterAll, describe, expect, it } from "vitest";
import { checklist } from "../../server/operations/checklist.js";
import { giveRoles, signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { startSmtpServer } from "../support/smtp.js";
import { userWithApp } from "../support/totp.js";

const smtp = await startSmtpServer();
const service = await testService({
  env: { LATCHKEY_SMTP_URL: smtp.url, LATCHKEY_MAIL_FROM: "latchkey@example.org" },
});
afterAll(() => smtp.close());
const { browser } = await signedInPerson(service, "olga", "owner");

async function done(): Promise<string[]> {
  const { status, body } = await browser.call("GET", "/api/v1/checklist");
  expect(status).toBe(200);
  const items = body.items as unknown as { item: string; done: boolean }[];
  return items.filter((one) => one.done).map(({ item }) => item);
}

const send = () => browser.call("POST", "/api/v1/checklist/test-mail", {});

describe("17 the first-run checklist", () => {
  it("200: says of each item what is so, as it comes to be so", async () => {
    expect(await done()).toEqual(["second_factor", "recovery", "mail_server"]);
    await userWithApp(service, "ada");
    expect(await done()).toContain("users");
    expect(await done()).not.toContain("second_administrator");
    await giveRoles(service, "ada", "administrator");
    expect(await done()).toContain("second_administrator");
    // Whoever holds a role is none of the users for whom all this is.
    expect(await done()).not.toContain("users");
    const wiki = { name: "Wiki", scopes: ["verify"] };
    expect((await browser.call("POST", "/api/v1/applications", wiki)).status).toBe(201);
    expect(await done()).toContain("tokens_or_application");
  });

  it("does not count a second administrator whose role does not count, or who is suspended", async () => {
    const user = (id: string) => service.deps.storage.users.read(service.deps.keys.userId(id));
    const olga = await user("olga");
    if (!olga) throw new Error("no olga");
    const counted = async () =>
      (await checklist(service.deps, olga.user)).find(({ item }) => item === "second_administrator")?.done;
    expect(await counted()).toBe(true);
    await service.call("POST", "/api/v1/users", { username: "bo" });
    await giveRoles(service, "bo", "owner");
    await giveRoles(service, "ada", "auditor");
    expect(await counted()).toBe(false);
  });

  it("knows by the settings whether keys lie apart and browsers come by https", async () => {
    const olga = await service.deps.storage.users.read(service.deps.keys.userId("olga"));
    if (!olga) throw new Error("no olga");
    const settled = async (keys: string, publicUrl: string) => {
      const config = { ...service.deps.config, dataDir: "/var/lib/latchkey", keys };
      const items = await checklist({ ...service.deps, config, publicUrl }, olga.user);
      const of = (wanted: string) => items.find(({ item }) => item === wanted)?.done;
      return [of("keys_apart"), of("public_url")];
    };
    expect(await settled("file:/var/lib/latchkey/keys.json", "http://localhost:8080")).toEqual([
      false,
      false,
    ]);
    expect(await settled("file:/etc/latchkey/keys.json", "https://key.example")).toEqual([true, true]);
    expect(await settled("file:/var/lib/latchkey-keys/keys.json", "https://key.example")).toEqual([
      true,
      true,
    ]);
    expect(await settled("command:vault read", "https://key.example")).toEqual([true, true]);
  });

  it("409: sends no test letter to somebody without an address", async () => {
    expect((await send()).body.code).toBe("conflict");
  });

  it("204: sends a test letter to oneself in one's own language, and counts it when the mail server took it", async () => {
    await browser.call("PATCH", "/api/v1/users/olga", { email: "olga@example.org", language: "de" });
    smtp.refusals.push("550 no");
    expect((await send()).status).toBe(503);
    expect(await done()).not.toContain("test_mail");
    expect((await send()).status).toBe(204);
    const [letter] = await smtp.received(1);
    expect([letter?.to, letter?.text.includes("Guten Tag olga")]).toEqual(["olga@example.org", true]);
    expect(await done()).toContain("test_mail");
  });

  it("403: for owners and administrators; the letter wants an unlocked session", async () => {
    service.clock.advance(660);
    expect((await send()).body.code).toBe("elevation_required");
    const { browser: helper } = await signedInPerson(service, "hugo", "helpdesk");
    expect((await helper.call("GET", "/api/v1/checklist")).status).toBe(403);
    expect((await helper.call("POST", "/api/v1/checklist/test-mail", {})).status).toBe(403);
  });
});
