import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { type AttemptInput, createLatchkey } from "../../client/application/latchkey-client.js";
import { application } from "../support/application.js";
import { plugIn, testBrowser } from "../support/chromium.js";
import { compileBlocks } from "../support/compiled-blocks.js";
import { ROOT } from "../support/docs.js";
import { registerKey } from "../support/register-key.js";
import { testService } from "../support/service.js";

const service = await testService();
const browser = await testBrowser();
const wiki = await application(service, { scopes: ["verify"] });
const latchkey = createLatchkey({ url: service.url, apiKey: wiki.apiKey });
const blocks = compileBlocks("docs/login-page.md");

afterAll(() => expect(browser.complaints).toEqual([]));

const LIBRARY = "node_modules/@simplewebauthn/browser/esm/";
const HTML = `<!doctype html><title>Wiki</title><link rel="icon" href="data:,">
  <script type="importmap">{"imports": {"@simplewebauthn/browser": "/wiki/library/index.js"}}</script>
  <script type="module">import { tap } from "/wiki/tap.js"; window.tap = tap;</script>`;

/** A login page of another maker, under the relying party's domain: the page's `tap.ts` and the library it imports. */
async function serveWiki(page: Page): Promise<void> {
  await page.route(`${service.url}/wiki/**`, (route) => {
    const path = new URL(route.request().url()).pathname.slice("/wiki/".length);
    if (path === "login") return route.fulfill({ contentType: "text/html", body: HTML });
    const file =
      path === "tap.js" ? blocks.fileOf("tap.ts") : join(ROOT, LIBRARY, path.slice("library/".length));
    return route.fulfill({ contentType: "text/javascript", body: readFileSync(file) });
  });
}

it("tap.ts of docs/login-page.md taps a key on a login page of one's own", async () => {
  await service.call("POST", "/api/v1/users", { username: "ann" });
  const page = await browser.open();
  await plugIn(page);
  await registerKey(service, page, "ann", "Blue key");
  const { verificationId, factors } = await latchkey.begin({ username: "ann" });

  await serveWiki(page);
  await page.goto(`${service.url}/wiki/login`);
  const answer: AttemptInput = await page.evaluate(`tap(${JSON.stringify(factors)})`);
  expect(await latchkey.attempt(verificationId, answer)).toMatchObject({
    verified: true,
    factor: "webauthn",
  });
});
