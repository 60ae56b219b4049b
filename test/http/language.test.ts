import { describe, expect, it } from "vitest";
import { testService } from "../support/service.js";

const service = await testService();

/** The language of the sign-in page, and what came with it. */
async function open(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${service.url}${path}`, { headers: { Accept: "text/html", ...headers } });
  const html = await response.text();
  return { response, html, lang: /<html lang="([^"]*)"/.exec(html)?.[1] };
}

describe("17 languages: the service chooses", () => {
  it("by the browser's own languages, and English where it has none of ours", async () => {
    const accepts = async (languages: string) =>
      (await open("/login", { "Accept-Language": languages })).lang;
    expect(await accepts("de")).toBe("de");
    expect(await accepts("de-CH, en;q=0.5")).toBe("de");
    expect(await accepts("fr, de;q=0.3, en;q=0.2")).toBe("de");
    expect(await accepts("en-US,de;q=0.9")).toBe("en");
    expect(await accepts("fr, it")).toBe("en");
    expect((await open("/login")).lang).toBe("en");
  });

  it("by the choice before all, and keeps it", async () => {
    const chosen = await open("/login?lang=de", { "Accept-Language": "en" });
    expect(chosen.lang).toBe("de");
    expect(chosen.response.headers.get("Set-Cookie")).toMatch(/^latchkey_language=de; Path=\/; Max-Age=\d+/);
    const kept = await open("/login", { "Accept-Language": "en", Cookie: "latchkey_language=de" });
    expect(kept.lang).toBe("de");
    const again = await open("/login?lang=en", { Cookie: "latchkey_language=de" });
    expect(again.lang).toBe("en");
  });

  it("nothing by a tag that is none of ours", async () => {
    for (const tag of ["xx", "__proto__", "constructor", "de%22%3E%3Cscript%3E"]) {
      const { lang, response } = await open(`/login?lang=${tag}`, { "Accept-Language": "de" });
      expect([tag, lang]).toEqual([tag, "de"]);
      expect(response.headers.get("Set-Cookie")).toBeNull();
    }
    expect((await open("/login", { Cookie: "latchkey_language=toString" })).lang).toBe("en");
  });

  it("for every page, and says so to caches", async () => {
    for (const path of ["/login", "/profile", "/admin", "/setup", "/set-password", "/nowhere"]) {
      const { lang, html, response } = await open(path, { "Accept-Language": "de" });
      expect([path, lang]).toEqual([path, "de"]);
      expect(response.headers.get("Content-Language")).toBe("de");
      expect(response.headers.get("Vary")).toMatch(/Accept-Language/);
      expect(response.headers.get("Vary")).toMatch(/Cookie/);
      expect(html).not.toMatch(/This page needs JavaScript|There is nothing here|Sign in/);
    }
  });

  it("never for the API, whose sentences stay English", async () => {
    const response = await fetch(`${service.url}/api/v1/session?lang=de`, {
      headers: { "Accept-Language": "de" },
    });
    expect(response.headers.get("Set-Cookie")).toBeNull();
    expect(await response.json()).toMatchObject({ code: "unauthenticated", detail: /^[ -~]+$/ });
  });
});

describe("17 languages: the sign-in page without JavaScript", () => {
  const post = async (fields: Record<string, string>, cookie = "latchkey_language=de") => {
    const response = await fetch(`${service.url}/login`, {
      method: "POST",
      headers: { Accept: "text/html", Origin: service.url, Cookie: cookie },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
    return { response, html: await response.text() };
  };

  it("says what went wrong in the page's language", async () => {
    const { html, response } = await post({ username: "nobody", password: "wrong" });
    expect(response.status).toBe(401);
    expect(html).toContain("Benutzername oder Passwort ist falsch.");
  });

  it("changes the language and keeps the name that was typed; nothing is tried", async () => {
    const fields = { username: "anna", password: "secret", next: "/admin", lang: "en" };
    const { html, response } = await post(fields);
    expect(response.status).toBe(200);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('value="anna"');
    expect(html).toContain('value="/admin"');
    expect(html).not.toContain("secret");
    expect(response.headers.get("Set-Cookie")).toContain("latchkey_language=en");
  });

  it("changes the language at the second step and keeps the step", async () => {
    const step = { verification: "v-1", username: "anna", factor: "totp", factors: "totp recovery-key" };
    const { html } = await post({ ...step, lang: "de", code: "123456" }, "");
    expect(html).toContain("Bestätigen Sie, dass Sie es sind");
    expect(html).toContain('name="verification" value="v-1"');
    expect(html).toContain("Authentifizierungs-App");
  });
});
