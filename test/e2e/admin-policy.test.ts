import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import type { Policy } from "../../server/policy/policy.js";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { openConsole } from "../support/console-page.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService({ env: { LATCHKEY_TRUSTED_PROXIES: "10.9.0.0/16" } });
const browser = await testBrowser();
const { deps } = service;

afterAll(() => expect(browser.complaints).toEqual([]));

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const stored = async (): Promise<Policy> => {
  deps.policy.forget();
  return deps.policy.current();
};
const open = (username: string, options = {}) =>
  openConsole(service, browser, { username, roles: ["owner"], path: "/admin/policy" }, options);

async function save(page: Page) {
  // The words of an earlier save may still stand there.
  const answered = page.waitForResponse((answer) => answer.request().method() === "PUT");
  await press(page, "Save the policy");
  await answered;
  await page.getByText("It holds everywhere within five seconds.").waitFor();
}

/** Names of the factors as the list for everybody has them. */
const order = (page: Page) =>
  page.getByRole("list", { name: "Allowed factors" }).first().locator(".order-name").allTextContents();

describe("the fallback order (issue 5, point 2)", () => {
  it("is changed by the keyboard alone: the item keeps the focus, each move is spoken, and it holds", async () => {
    const { page } = await open("keyboard");
    const down = page.getByRole("button", { name: "Move Security key or passkey down" });
    await down.focus();
    await page.keyboard.press("Enter");
    await page.getByText("Security key or passkey is now number 2 of 4.").waitFor();
    expect(await down.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.getByText("Security key or passkey is now number 4 of 4.").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("It is the last already.").waitFor();
    expect(await down.evaluate((button) => button === document.activeElement)).toBe(true);
    await expectAccessible(page);
    const saveButton = page.getByRole("button", { name: "Save the policy" });
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      if (await saveButton.evaluate((button) => button === document.activeElement)) break;
    }
    await page.keyboard.press("Enter");
    await page.getByText("It holds everywhere within five seconds.").waitFor();
    expect((await stored()).rules.factors).toEqual(["totp", "hotp", "yubico-otp", "webauthn"]);
  });

  it("is changed by dragging", async () => {
    const { page } = await open("dragger");
    await page.getByRole("list", { name: "Allowed factors" }).waitFor();
    const before = await order(page);
    const grips = page.locator(".order-grip");
    // Once nothing on the page moves any more.
    await grips.nth(0).hover();
    await page.mouse.down();
    const to = await grips.nth(2).boundingBox();
    await page.mouse.move((to?.x ?? 0) + 10, (to?.y ?? 0) + (to?.height ?? 0) - 2, { steps: 8 });
    await page.mouse.up();
    expect(await order(page)).toEqual([before[1], before[2], before[0], before[3]]);
    await press(page, "Discard my changes");
    expect(await order(page)).toEqual(before);
  });

  it("leaves out what is not allowed", async () => {
    const { page } = await open("strict");
    await press(page, "Do not allow YubiKey that types");
    await save(page);
    expect((await stored()).rules.factors).not.toContain("yubico-otp");
    await press(page, "Allow YubiKey that types");
    await save(page);
    expect((await stored()).rules.factors.at(-1)).toBe("yubico-otp");
  });
});

describe("a change of the policy (points 1 to 6)", () => {
  it("says for whom it is enforced, who is exempt, and what a group has otherwise, and its history says what changed", async () => {
    const { page } = await open("olga");
    await page.getByLabel("Chosen groups").check();
    await page.getByLabel("Groups", { exact: true }).fill("staff\nboard");
    await page.getByLabel("Exempt groups").fill("kiosk");
    await page.getByLabel("Grace for a number of sign-ins").fill("3");
    await page.getByLabel("Name of the group").fill("plant");
    await press(page, "Add a group");
    const plant = page.getByRole("region", { name: "Rules of plant" });
    await plant.getByLabel("What is different").selectOption("enrol");
    await plant.getByLabel("An authenticator app").uncheck();
    await plant.getByLabel("Security keys and passkeys").uncheck();
    await plant.getByLabel("What is different").selectOption("tokenMessage");
    await plant
      .getByRole("textbox", { name: "Message for whoever" })
      .fill("Come to **room 7**. <img src=x onerror=alert(1)>");
    await plant.getByRole("region", { name: "Preview" }).getByText("room 7").waitFor();
    expect(await plant.locator("img").count()).toBe(0);
    await expectAccessible(page);
    await screenshot(page, "admin-policy-draft");
    await save(page);
    expect(await stored()).toMatchObject({
      enforcement: { for: "groups", groups: ["staff", "board"], exemptGroups: ["kiosk"], graceLogins: 3 },
      groups: [{ group: "plant", rules: { enrol: [], tokenMessage: /room 7/ } }],
    });
    const history = page.getByRole("region", { name: "History" });
    await history
      .getByText(/by olga$/)
      .first()
      .waitFor();
    await history.getByText("7 changes").first().click();
    await history.getByText("What users may set up by themselves, for plant").waitFor();
    await history.getByText("staff, board").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-policy-history");
  });

  it("is not lost by looking at another page, and is not saved while a range is no range", async () => {
    const { page } = await open("nina");
    const networks = page.getByLabel("Networks without a second step");
    await networks.fill("192.0.2.0/24\n10.0.0.0/99");
    await page.getByText("“10.0.0.0/99” is no address").waitFor();
    await press(page, "Save the policy");
    await page.getByText("Something on this page is not right yet.").waitFor();
    await page.getByRole("link", { name: "Tokens", exact: true }).click();
    await page.getByRole("link", { name: "Policy", exact: true }).click();
    await page.getByText("Your changes from before are still here").waitFor();
    await networks.fill("192.0.2.0/24\n2001:db8::/32");
    await save(page);
    expect((await stored()).rules.networks).toEqual(["192.0.2.0/24", "2001:db8::/32"]);
    await networks.fill("10.0.0.0/8");
    await press(page, "Save the policy");
    await page.getByText("10.0.0.0/8 contains a trusted proxy, through which everybody comes.").waitFor();
    await press(page, "Discard my changes");
  });

  it("says who was faster, and loads theirs", async () => {
    const [first, second] = [await open("fast"), await open("slow")];
    await second.page.getByLabel("Days for which").fill("14");
    await first.page.getByLabel("Days for which").fill("7");
    await save(first.page);
    await press(second.page, "Save the policy");
    await second.page.getByText(/fast has saved version \d+ meanwhile/).waitFor();
    await expectAccessible(second.page);
    await press(second.page, "Drop my changes and load theirs");
    await second.page.getByText("The policy as it is now is loaded.").waitFor();
    expect(await second.page.getByLabel("Days for which").inputValue()).toBe("7");
    await second.page.getByLabel("Days for which").fill("0");
    await save(second.page);
  });
});

describe("what would happen (point 7)", () => {
  it("is told line by line, also for what is not saved yet", async () => {
    await userWithApp(service, "alice");
    const { page } = await open("sim");
    await page.getByLabel("User name").fill("alice");
    await page.getByLabel("Address").fill("10.1.2.3");
    await press(page, "What would happen?");
    await page.getByText("The second step is asked for.").waitFor();
    await page.getByText("10.1.2.3 is in no allow-listed network.").waitFor();
    await page.getByLabel("Networks without a second step").fill("10.1.2.0/24");
    await press(page, "What would happen?");
    await page.getByText("The second step is skipped.", { exact: true }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-policy-simulation");
    await page.getByLabel("With my changes").uncheck();
    await press(page, "What would happen?");
    await page.getByText("The second step is asked for.").waitFor();
    await page.getByLabel("User name").fill("nobody at all");
    await press(page, "What would happen?");
    await page.getByText("There is no user of this name.").waitFor();
    await page.getByLabel("Address").fill("10.1.2");
    await press(page, "What would happen?");
    await page.getByText("This is no address.").waitFor();
  });
});

describe("who may", () => {
  it("lets an auditor look and try out, and change nothing", async () => {
    const { page } = await openConsole(service, browser, {
      username: "aud",
      roles: ["auditor"],
      path: "/admin/policy",
    });
    await page.getByText("Your role may look at the policy, and not change it.").waitFor();
    expect(await page.getByLabel("Everybody", { exact: true }).isDisabled()).toBe(true);
    expect(await page.getByLabel("User name").isDisabled()).toBe(false);
    await expectAccessible(page);
  });
});

describe("how it looks", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      it(`is accessible and does not scroll sideways, ${colorScheme}, ${width} px wide`, async () => {
        const { page } = await open(`look-${colorScheme}-${width}`, {
          colorScheme,
          viewport: { width, height: 860 },
        });
        await page.getByRole("heading", { name: "Rules for everybody" }).waitFor();
        await page.getByRole("region", { name: "History" }).locator("summary").first().click();
        await page.getByLabel("Days for which").fill("9");
        await expectAccessible(page);
        await screenshot(page, `admin-policy-${colorScheme}-${width}`);
      });
    }
  }
});
