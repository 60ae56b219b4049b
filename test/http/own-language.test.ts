import { describe, expect, it } from "vitest";
import { Browser } from "../support/browser.js";
import { signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();

const languageOf = async (username: string) =>
  (await service.call("GET", `/api/v1/users/${username}`)).body.language;

describe("17 languages: what the service knows of a user", () => {
  it("is the language of the pages they signed in on, written with the sign-in itself", async () => {
    const app = await userWithApp(service, "ada");
    expect(await languageOf("ada")).toBeNull();
    const signIn = async (headers: Record<string, string>) => {
      const send = (path: string, body: object) =>
        fetch(`${service.url}${path}`, {
          method: "POST",
          headers: { "Content-Type": "application/json", Origin: service.url, ...headers },
          body: JSON.stringify(body),
        }).then((response) => response.json() as Promise<Record<string, unknown>>);
      const begun = await send("/api/v1/session", { username: "ada", password: "password of ada" });
      const { verificationId } = begun;
      const response = { code: app.code() };
      const writes = await versionOf("ada");
      await send("/api/v1/session/attempts", { verificationId, factor: "totp", response });
      expect((await versionOf("ada")) - writes).toBe(1);
      service.clock.advance(30);
    };
    await signIn({ "Accept-Language": "de-AT,de;q=0.9" });
    expect(await languageOf("ada")).toBe("de");
    await signIn({ "Accept-Language": "de", Cookie: "latchkey_language=en" });
    expect(await languageOf("ada")).toBe("en");
    // A program that names no language of ours changes nothing.
    await signIn({ "Accept-Language": "*" });
    expect(await languageOf("ada")).toBe("en");
  });

  it("204: is said by oneself without unlocking anything; once is enough", async () => {
    const { browser } = await signedInPerson(service, "bo");
    service.clock.advance(3600);
    expect((await browser.call("PUT", "/api/v1/session/language", { language: "de" })).status).toBe(204);
    const version = await versionOf("bo");
    expect((await browser.call("PUT", "/api/v1/session/language", { language: "de" })).status).toBe(204);
    expect(await versionOf("bo")).toBe(version);
    expect(await languageOf("bo")).toBe("de");
  });

  it("400: is one that Latchkey speaks; 401: nobody's where nobody is signed in", async () => {
    const { browser } = await signedInPerson(service, "cy");
    const refused = await browser.call("PUT", "/api/v1/session/language", { language: "xx" });
    expect([refused.status, refused.body.code]).toEqual([400, "invalid_request"]);
    const nobody = await new Browser(service).call("PUT", "/api/v1/session/language", { language: "de" });
    expect(nobody.status).toBe(401);
  });

  it("200: is set by an application, or in an import's stead by an administrator", async () => {
    await service.call("POST", "/api/v1/users", { username: "dora" });
    const { status, body } = await service.call("PATCH", "/api/v1/users/dora", { language: "de" });
    expect([status, body.language]).toEqual([200, "de"]);
  });
});

async function versionOf(username: string): Promise<number> {
  const read = await service.deps.storage.users.read(service.deps.keys.userId(username));
  return read?.user.version ?? 0;
}
