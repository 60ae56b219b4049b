import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, expect } from "vitest";
import type { Answer, TestService } from "./service.js";

/** A web application that has checked the password and sends its people to the hosted page. */
export interface ReturningApplication {
  redirectUri: string;
  /** Begins a verification. @returns the address of the hosted page */
  begin(username: string, wish?: object): Promise<string>;
  /** The browser is back at the application: what its back end gets for the code it came with. */
  exchange(page: Page): Promise<Answer>;
}

/** Registers it, and serves the page that the browser comes back to until the file's last test. */
export async function returningApplication(service: TestService): Promise<ReturningApplication> {
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end('<!doctype html><link rel="icon" href="data:,"><title>Wiki</title><h1>Wiki</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const redirectUri = `http://localhost:${(server.address() as AddressInfo).port}/back`;
  const { body } = await service.call("POST", "/api/v1/applications", {
    name: "Wiki",
    scopes: ["verify"],
    redirectUris: [redirectUri],
  });
  const apiKey = String(body.apiKey);
  return {
    redirectUri,
    async begin(username, wish = {}) {
      const wanted = { username, redirectUri, state: "s-1", ...wish };
      return String((await service.call("POST", "/api/v1/verifications", wanted, { apiKey })).body.url);
    },
    async exchange(page) {
      await page.waitForURL((url) => url.href.startsWith(redirectUri));
      const query = new URL(page.url()).searchParams;
      expect(query.get("state")).toBe("s-1");
      const returned = { code: query.get("code"), redirectUri };
      return service.call("POST", "/api/v1/verifications/exchange", returned, { apiKey });
    },
  };
}
