import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { testBrowser } from "../support/chromium.js";
import { setPolicy } from "../support/policy.js";
import { openProfile, signInByPassword } from "../support/profile-page.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService({ env: { LATCHKEY_TRUSTED_PROXIES: "127.0.0.0/8" } });
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** A page whose requests come through the trusted proxy, with what that says about where they are from. */
const from = (forwarded: string, javaScriptEnabled = true) =>
  browser.open({ extraHTTPHeaders: { "X-Forwarded-For": forwarded }, javaScriptEnabled });

describe("S5 the second step is skipped from a listed network", () => {
  for (const javaScriptEnabled of [true, false]) {
    it(`and nowhere else, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async () => {
      await setPolicy(service, { rules: { networks: ["10.1.0.0/16", "2001:db8::/48"] } });
      const username = `ann-${javaScriptEnabled}`;
      await userWithApp(service, username);
      for (const address of ["10.1.2.3", "2001:db8::7"]) {
        const inside = await from(address, javaScriptEnabled);
        await signInByPassword(service, inside, username);
        await inside.waitForURL("**/profile");
      }
      // Whoever writes the header before the proxy does is no closer to the office for it.
      for (const address of ["203.0.113.9", "10.1.2.3, 203.0.113.9", "10.1.2.3, "]) {
        const outside = await from(address, javaScriptEnabled);
        await signInByPassword(service, outside, username);
        await outside.getByLabel("Code", { exact: true }).waitFor();
      }
    });
  }

  it("and the settings stay locked there", async () => {
    const page = await from("10.1.2.3");
    await signInByPassword(service, page, "ann-true");
    await page.getByText("Settings are locked").waitFor();
  });

  it("of the group alone, where only the group's rules list it", async () => {
    await setPolicy(service, { groups: [{ group: "office", rules: { networks: ["10.1.0.0/16"] } }] });
    await userWithApp(service, "bob");
    const page = await from("10.1.2.3");
    await signInByPassword(service, page, "bob");
    await page.getByLabel("Code", { exact: true }).waitFor();
    await service.call("PATCH", "/api/v1/users/bob", { groups: ["office"] });
    await signInByPassword(service, page, "bob");
    await page.waitForURL("**/profile");
  });
});

describe("P6 turning the second factor off", () => {
  it("is not offered to an enforced user, and refused however it is asked for; allowed once that ends", async () => {
    await setPolicy(service, {});
    const { page } = await openProfile(service, browser, "cid");
    await press(page, "Turn off…");
    await setPolicy(service, { enforcement: { for: "everybody" } });
    await page.getByLabel("I understand").check();
    await press(page, "Turn off the second factor");
    await page.getByRole("dialog").getByText("It cannot be turned off.").waitFor();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.getByText("It cannot be turned off.").waitFor();
    expect(await page.getByRole("button", { name: "Turn off…" }).count()).toBe(0);
    await setPolicy(service, { enforcement: { for: "everybody", exemptGroups: ["guests"] } });
    await service.call("PATCH", "/api/v1/users/cid", { groups: ["guests"] });
    await page.reload();
    await press(page, "Turn off…");
    await page.getByLabel("I understand").check();
    await press(page, "Turn off the second factor");
    await page.getByText("Your second factor is turned off.").waitFor();
  });
});
