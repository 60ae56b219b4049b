import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { application } from "../../support/application.js";
import { Browser } from "../../support/browser.js";
import { setPolicy } from "../../support/policy.js";
import { testService } from "../../support/service.js";
import { userWithApp } from "../../support/totp.js";

const service = await testService();
const HOME = "https://wiki.example/back";
const wiki = await application(service, { redirectUris: [HOME] });
const DEVICE = "__Host-latchkey-device";
await setPolicy(service, { rules: { rememberDays: 7 } });

async function page(username: string): Promise<string> {
  const { body } = await wiki.call("POST", "/api/v1/verifications", { username, redirectUri: HOME });
  return new URL(String(body.url)).searchParams.get("verification") ?? "";
}

/** A user whose browser is remembered. @returns its cookie */
async function remembered(username: string): Promise<string> {
  const app = await userWithApp(service, username);
  const answer = await new Browser(service).call("POST", "/api/v1/hosted/attempts", {
    page: await page(username),
    factor: "totp",
    response: { code: app.code() },
    rememberDevice: true,
  });
  service.clock.advance(30);
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  form?: URLSearchParams;
}

/** By a plain socket, as `fetch` writes Fetch Metadata of its own. */
async function request(path: string, cookie: string, { method = "GET", headers, form }: Sent = {}) {
  const type = form ? { "content-type": "application/x-www-form-urlencoded" } : {};
  const sent = httpRequest(`${service.url}${path}`, { method, headers: { cookie, ...type, ...headers } });
  sent.end(form?.toString());
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return {
    status: answer.statusCode,
    set: answer.headers["set-cookie"] ?? [],
    html: await text(answer),
  };
}

/** What a browser says of a page that goes on to its next address (Fetch Metadata). */
const OWN = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
const goingOn = (of: string) => `/login?verification=${of}&remembered=yes`;

describe("S6 GET /login for a remembered browser", () => {
  it("says so and leads on, by a form and without JavaScript by itself; loading it uses nothing up", async () => {
    const cookie = await remembered("ann");
    const of = await page("ann");
    for (let time = 0; time < 2; time++) {
      const { status, set, html } = await request(`/login?verification=${of}`, cookie);
      expect({ status, set }).toEqual({ status: 200, set: [] });
      expect(html).toContain("This browser is remembered");
      expect(html).toContain(
        `<noscript><meta http-equiv="refresh" content="0;url=/login?verification=${of}&#38;remembered=yes"></noscript>`,
      );
    }
    const { set, html } = await request(goingOn(of), cookie, { headers: OWN });
    expect(set).toEqual([expect.stringMatching(new RegExp(`^${DEVICE}=`))]);
    expect(html).toMatch(/<meta http-equiv="refresh" content="0;url=https:\/\/wiki\.example\/back\?code=/);
  });

  it.each([
    ["another site's link", { ...OWN, "sec-fetch-site": "cross-site" }],
    ["a sibling host's link", { ...OWN, "sec-fetch-site": "same-site" }],
    ["an image", { ...OWN, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }],
    ["a frame", { ...OWN, "sec-fetch-dest": "iframe" }],
    ["a page loaded in advance", { ...OWN, "sec-purpose": "prefetch" }],
    ["a page rendered in advance", { ...OWN, "sec-purpose": "prefetch;prerender" }],
    ["an address that was typed", { ...OWN, "sec-fetch-site": "none" }],
    ["a browser that says nothing", {}],
  ])("is not gone on from by %s", async (what, headers: Record<string, string>) => {
    const cookie = await remembered(what.replaceAll("'", ""));
    const of = await page(what.replaceAll("'", ""));
    const { status, set, html } = await request(goingOn(of), cookie, { headers });
    expect({ status, set }).toEqual({ status: 200, set: [] });
    expect(html).toContain("This browser is remembered");
    expect((await request(goingOn(of), cookie, { headers: OWN })).set).toHaveLength(1);
  });

  it("asks for the factor on the same page where the token was used up, and says why", async () => {
    const cookie = await remembered("bob");
    await request(goingOn(await page("bob")), cookie, { headers: OWN });
    const { status, html } = await request(goingOn(await page("bob")), cookie, { headers: OWN });
    expect(status).toBe(401);
    expect(html).toContain("This browser is not remembered any more");
    expect(html).toContain('name="rememberDevice"');
    expect(html).not.toContain("This code is wrong");
  });

  it("shows the second step to every other browser, with the box that has it remembered", async () => {
    await remembered("cid");
    for (const cookie of ["theme=dark", `${DEVICE}=x.y`]) {
      const { html } = await request(goingOn(await page("cid")), cookie, { headers: OWN });
      expect(html).toContain('name="code"');
      expect(html).toContain('name="rememberDevice"');
      expect(html).not.toContain("remembered any more");
    }
  });
});

describe("S6 POST /login for a remembered browser", () => {
  const form = (of: string, origin: string) => ({
    method: "POST",
    headers: { origin },
    form: new URLSearchParams({ page: of, application: "Wiki", username: "x", remembered: "yes" }),
  });

  it("200: leads back to the application", async () => {
    const cookie = await remembered("dan");
    const { set, html } = await request("/login", cookie, form(await page("dan"), service.url));
    expect(set).toHaveLength(1);
    expect(html).toContain("https://wiki.example/back?code=");
  });

  it("403: another site's form, which uses nothing up", async () => {
    const cookie = await remembered("eve");
    const of = await page("eve");
    const { status, set } = await request("/login", cookie, form(of, "https://evil.example"));
    expect({ status, set }).toEqual({ status: 403, set: [] });
    expect((await request("/login", cookie, form(of, service.url))).set).toHaveLength(1);
  });
});
