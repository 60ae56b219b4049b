import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { expectAccessible, screenshot, testBrowser } from "../support/chromium.js";
import { enterCode, openConsole, seedFile, stepNow, vendorToken } from "../support/console-page.js";
import { testService } from "../support/service.js";
import { openVirtual } from "../support/virtual-yubikey/index.js";

const service = await testService();
const browser = await testBrowser();

afterAll(() => expect(browser.complaints).toEqual([]));

const user = (username: string) =>
  service.call("POST", "/api/v1/users", { username, password: `password of ${username}` });

/** Imports what the preview offers of a file, by mouse. */
async function importFile(page: Page, lines: readonly string[]) {
  await page.goto(`${service.url}/admin/tokens/import`);
  await page.getByLabel("Seed file").setInputFiles(seedFile(lines));
  await page.getByRole("button", { name: "Look at the file" }).click();
  await page.getByRole("button", { name: /^Import \d/ }).click();
  await page.getByRole("heading", { name: /imported$/ }).waitFor();
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const dialog = (page: Page) => page.getByRole("dialog");

describe("A1 a hardware token, from the vendor's file to its end", () => {
  it("is imported, assigned, signs its user in once a code, is found again after drift, and ends when it is lost", async () => {
    await user("hanna");
    const token = vendorToken("FT-1001", "hotp");
    const { page } = await openConsole(service, browser, { username: "alma", path: "/admin/tokens" });

    await page.getByRole("heading", { name: "No tokens yet" }).waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-empty");
    await page.getByRole("link", { name: "Import a seed file" }).click();
    await page.getByLabel("Seed file").setInputFiles(seedFile([token.line, "FT-1002, zz, hotp, 6, 0"]));
    await press(page, "Look at the file");
    await page.getByText("Read as OATH CSV").waitFor();
    await page.getByText("The secret is not written as this format has it.").waitFor();
    await press(page, "Import 1 token");
    await page.getByRole("heading", { name: "1 token imported" }).waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), press(page, "Download the result")]);
    const csv = readFileSync((await file.path()) ?? "", "utf8");
    expect(csv).toMatch(/1,FT-1001,HOTP,imported/);
    expect(csv).toContain("FT-1002");
    expect(csv + (await page.content())).not.toContain(token.line.split(", ")[1]);

    await page.getByRole("link", { name: "Go to the stock" }).click();
    await page.getByRole("link", { name: "FT-1001" }).click();
    await press(page, "Assign to a user");
    await page.getByLabel("User name").fill("nobody at all");
    await press(page, "Assign");
    await page.getByText("There is no user of this name.").waitFor();
    await page.getByLabel("User name").fill("hanna");
    await press(page, "Assign");
    await page.getByText("The token is assigned to hanna.").waitFor();

    const hannas = await browser.open();
    await enterCode(hannas, service, "hanna", token.code(0));
    await hannas.waitForURL("**/profile");
    await hannas.context().clearCookies();
    await enterCode(hannas, service, "hanna", token.code(0));
    await hannas.getByText("This code is wrong, or was used already.").waitFor();

    await press(page, "Resynchronise");
    await page.getByLabel("First code").fill(token.code(300));
    await page.getByLabel("Second code").fill(token.code(302));
    await dialog(page).getByRole("button", { name: "Resynchronise" }).click();
    await page.getByText("These two codes are not in sequence").waitFor();
    service.clock.advance(10);
    await page.getByLabel("First code").fill(token.code(300));
    await page.getByLabel("Second code").fill(token.code(301));
    await dialog(page).getByRole("button", { name: "Resynchronise" }).click();
    await page.getByText("The token is resynchronised.").waitFor();
    await enterCode(hannas, service, "hanna", token.code(302));
    await hannas.waitForURL("**/profile");
    await hannas.context().clearCookies();

    await press(page, "Report lost");
    await expectAccessible(page);
    await screenshot(page, "admin-lost");
    await dialog(page).getByRole("button", { name: "Report lost" }).click();
    await page.getByText("The token is reported lost.").waitFor();
    await press(page, "Revoke for good");
    await dialog(page).getByText("This cannot be undone.").waitFor();
    await dialog(page).getByRole("button", { name: "Revoke for good" }).click();
    await page.getByText("This token is revoked for good.").waitFor();
    const answer = await service.call("POST", "/api/v1/verify", { username: "hanna", code: token.code(303) });
    expect(answer.status).toBe(401);
    const history = page.getByRole("list", { name: /History/ });
    for (const words of ["Revoked", "Reported lost", "Resynchronised", "Signed in with it", "Assigned"])
      await history.getByText(words, { exact: true }).first().waitFor();
    await screenshot(page, "admin-token-revoked");
  });

  it("is looked for where it drifted to by its own user, on the profile", async () => {
    await user("dora");
    const token = vendorToken("FT-3001", "totp");
    const { page } = await openConsole(service, browser, { username: "amos" });
    await importFile(page, [token.line]);
    await service.call("POST", "/api/v1/tokens/FT-3001/assign", { username: "dora" });
    const doras = await browser.open();
    await enterCode(doras, service, "dora", token.code(stepNow(service)));
    await doras.waitForURL("**/profile");
    service.clock.advance(3600);
    await doras.getByRole("button", { name: /^Resynchronise/ }).click();
    await unlockIfAsked(doras, token.code(stepNow(service)));
    const drifted = stepNow(service) + 40;
    await doras.getByLabel("First code").fill(token.code(drifted));
    await doras.getByLabel("Second code").fill(token.code(drifted + 1));
    await expectAccessible(doras);
    await dialog(doras).getByRole("button", { name: "Resynchronise" }).click();
    await doras.getByText("The token is resynchronised.").waitFor();
    service.clock.advance(60);
    const answer = await service.call("POST", "/api/v1/verify", {
      username: "dora",
      code: token.code(stepNow(service) + 40),
    });
    expect(answer.status).toBe(200);
  });
});

async function unlockIfAsked(page: Page, code: string) {
  const unlock = page.getByRole("dialog", { name: "Unlock settings" });
  await unlock.getByLabel("Code", { exact: true }).fill(code);
  await unlock.getByRole("button", { name: "Unlock" }).click();
}

describe("A1 the import wizard", () => {
  it("works with the keyboard alone, and leaves out the rows that are not ticked", async () => {
    const [one, two] = [vendorToken("KB-1", "totp"), vendorToken("KB-2", "totp")];
    const { page } = await openConsole(service, browser, { username: "kim", path: "/admin/tokens/import" });
    const field = page.getByLabel("Seed file");
    await tabTo(page, "Seed file");
    const opened = page.waitForEvent("filechooser");
    // The browser must have been told to hand the chooser over before it opens.
    await page.evaluate(() => undefined);
    await page.keyboard.press("Enter");
    const chooser = await opened;
    await chooser.setFiles(seedFile([one.line, two.line]));
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    await tabTo(page, "Look at the file");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "2 tokens to import" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("2 tokens to import");
    await tabTo(page, "Import KB-1");
    await page.keyboard.press("Space");
    await tabTo(page, "Import 1 token");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "1 token imported" }).waitFor();
    expect((await service.call("GET", "/api/v1/tokens/KB-1")).status).toBe(404);
    expect((await service.call("GET", "/api/v1/tokens/KB-2")).status).toBe(200);
  });

  it("asks for the key of an encrypted file and for the type of tokens that do not say it", async () => {
    const { page } = await openConsole(service, browser, { username: "pia", path: "/admin/tokens/import" });
    const vector = new URL("../vectors/pskc/rfc6030-figure6.xml", import.meta.url).pathname;
    await page.getByLabel("Seed file").setInputFiles(vector);
    await press(page, "Look at the file");
    await page.getByText("This file is encrypted.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "admin-import-key");
    await page.getByLabel("Pre-shared key").fill("00000000000000000000000000000000");
    await press(page, "Look again");
    await page.getByText("The key or the password is not that of the file.").waitFor();
    await page.getByLabel("Pre-shared key").fill("12345678901234567890123456789012");
    await press(page, "Look again");
    await page.getByRole("checkbox", { name: "Import 987654321" }).waitFor();
    await press(page, "Choose another file");

    await page.getByLabel("Seed file").setInputFiles(seedFile([`duo-1,${"ab".repeat(20)}`]));
    await page.getByLabel("Format").selectOption("duo-csv");
    await press(page, "Look at the file");
    await page.getByText("The file does not say what its tokens are.").first().waitFor();
    await page.getByLabel("Type of the tokens").selectOption("hotp-8");
    await press(page, "Look again");
    await page.getByText("HOTP, 8 digits").waitFor();
  });

  it("says in words what is wrong with a file that is refused as a whole", async () => {
    const { page } = await openConsole(service, browser, { username: "rae", path: "/admin/tokens/import" });
    await press(page, "Look at the file");
    await page.getByText("Please choose a file.").waitFor();
    const hostile = seedFile(
      ['<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><KeyContainer/>'],
      "seeds.xml",
    );
    await page.getByLabel("Seed file").setInputFiles(hostile);
    await press(page, "Look at the file");
    await page.getByText("The file has a DOCTYPE, and such files are refused.").waitFor();
  });

  it("takes a file that is dropped on it", async () => {
    const { page } = await openConsole(service, browser, { username: "dag", path: "/admin/tokens/import" });
    const box = await page.getByLabel("Seed file").boundingBox();
    const cdp = await page.context().newCDPSession(page);
    const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 };
    const path = new URL("../vectors/pskc/rfc6030-figure2.xml", import.meta.url).pathname;
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const)
      await cdp.send("Input.dispatchDragEvent", { type, ...at, data });
    await page.getByText("rfc6030-figure2.xml").waitFor();
    await press(page, "Look at the file");
    await page.getByText("Read as PSKC").waitFor();
  });
});

/** Presses Tab until the element of that name has the focus. */
async function tabTo(page: Page, name: string) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
      return element?.getAttribute("aria-label") ?? label ?? element?.textContent ?? "";
    });
    if (focused.trim() === name) return;
  }
  throw new Error(`"${name}" cannot be reached by the keyboard`);
}

describe("A1 assigning many tokens", () => {
  it("says row by row what would happen, does it, and gives the result with formulas made harmless", async () => {
    await user("bea");
    const token = vendorToken("BULK-1", "totp");
    const { page } = await openConsole(service, browser, { username: "ben" });
    await importFile(page, [token.line]);
    await page.getByRole("link", { name: "Assign them" }).click();
    await press(page, "Check the list");
    await page.getByText("There is no line with a serial number and a user name.").waitFor();
    const list = "Serial number;User name\nbulk-1;bea\nBULK-9;bea\nBULK-8;=1+1\nBULK-7;x\nbulk-7;y\n";
    await page.getByLabel("List of serial number and user name").fill(list);
    await press(page, "Check the list");
    await page.getByRole("heading", { name: "1 token will be assigned." }).waitFor();
    expect(await page.getByText("This serial number is in the list twice.").count()).toBe(2);
    await expectAccessible(page);
    await screenshot(page, "admin-assign-check");
    await press(page, "Assign 1 token");
    await page.getByRole("heading", { name: "1 token assigned" }).waitFor();
    expect((await service.call("GET", "/api/v1/tokens/BULK-1")).body.username).toBe("bea");
    const [file] = await Promise.all([page.waitForEvent("download"), press(page, "Download the result")]);
    expect(readFileSync((await file.path()) ?? "", "utf8")).toContain("bulk-1,bea,Assigned");
  });
});

describe("a token's label", () => {
  it("is all that is printed, with the serial number and nothing secret", async () => {
    const secretHex = "cafe".repeat(10);
    await service.call("POST", "/api/v1/tokens", { serial: "PRINT-1", type: "totp", secretHex });
    const { page } = await openConsole(service, browser, {
      username: "paul",
      path: "/admin/token/PRINT-1",
    });
    await page.getByRole("button", { name: "Print label" }).waitFor();
    await page.emulateMedia({ media: "print" });
    // Hidden parts have no role: what is left is the label.
    expect(
      await page.getByRole("heading").or(page.getByRole("link")).or(page.getByRole("button")).count(),
    ).toBe(0);
    expect(await page.getByRole("img", { name: "QR code of the serial number PRINT-1" }).isVisible()).toBe(
      true,
    );
    expect(await page.locator(".label").textContent()).toBe("PRINT-1TOTP");
    await screenshot(page, "admin-label-print");
  });
});

describe("who may", () => {
  it("says in words that the console is for administrators", async () => {
    const { page } = await openConsole(service, browser, { username: "plain", roles: [] });
    await page.getByRole("heading", { name: "This is for administrators" }).waitFor();
    await expectAccessible(page);
  });

  it("lets an auditor look, and offers nothing that would be refused", async () => {
    await service.call("POST", "/api/v1/tokens", {
      serial: "AUD-1",
      type: "totp",
      secretHex: "ab".repeat(20),
    });
    const { page } = await openConsole(service, browser, {
      username: "audrey",
      roles: ["auditor"],
      path: "/admin/tokens",
    });
    await page.getByLabel("Search").fill("aud-1");
    await page.getByText("1 token found").waitFor();
    expect(await page.getByRole("link", { name: "Import a seed file" }).count()).toBe(0);
    await page.getByRole("link", { name: "AUD-1" }).click();
    await page.getByText("Your role may look at tokens, and not change them.").waitFor();
    expect(await page.getByRole("button", { name: "Revoke for good" }).count()).toBe(0);
  });

  it("asks to confirm that it is you before a change, once ten minutes have gone by", async () => {
    await service.call("POST", "/api/v1/tokens", {
      serial: "LOCK-1",
      type: "totp",
      secretHex: "cd".repeat(20),
    });
    const { page, app } = await openConsole(service, browser, {
      username: "lou",
      path: "/admin/token/LOCK-1",
    });
    service.clock.advance(660);
    await press(page, "Suspend");
    await unlockIfAsked(page, app.code());
    await dialog(page).getByRole("button", { name: "Suspend" }).click();
    await page.getByText("The token is suspended.").waitFor();
  });
});

describe("a YubiKey that types", () => {
  it("signs in at a tap, wherever its code is typed, and a code typed twice is refused", async () => {
    await user("yara");
    const { key, driver } = await openVirtual();
    const [privateId, aesKey] = [Buffer.from("0102030405ff", "hex"), Buffer.alloc(16, 7)];
    await driver.programYubicoOtp({
      slot: 1,
      publicId: Buffer.from("ff0000bc614e", "hex"),
      privateId,
      key: aesKey,
    });
    await service.call("POST", "/api/v1/tokens", {
      serial: "YK-1",
      type: "yubico-otp",
      secretHex: aesKey.toString("hex"),
      privateIdHex: privateId.toString("hex"),
      publicId: "vvccccnrhbfu",
    });
    await service.call("POST", "/api/v1/tokens/YK-1/assign", { username: "yara" });
    const page = await browser.open();
    const tap = key.press(1);
    await enterPassword(page, "yara");
    await page.getByText("Touch your YubiKey.").waitFor();
    await expectAccessible(page);
    await screenshot(page, "login-yubico-otp");
    await page.keyboard.type(tap);
    await page.waitForURL("**/profile");
    await page.context().clearCookies();
    await enterPassword(page, "yara");
    await page.getByText("Touch your YubiKey.").waitFor();
    await page.keyboard.type(tap);
    await page.getByText("This code was not accepted.").waitFor();
  });

  it("signs in with HOTP and the id that it types before the code, without JavaScript as well", async () => {
    await user("hugo");
    const { key, driver } = await openVirtual();
    const secret = Buffer.alloc(20, 9);
    await driver.programHotp({ slot: 2, secret, digits: 6, tokenId: "ubhe12345678" });
    await service.call("POST", "/api/v1/tokens", {
      serial: "YK-2",
      type: "hotp",
      secretHex: secret.toString("hex"),
    });
    await service.call("POST", "/api/v1/tokens/YK-2/assign", { username: "hugo" });
    for (const javaScriptEnabled of [true, false]) {
      const page = await browser.open({ javaScriptEnabled });
      await enterPassword(page, "hugo");
      await page.getByText("Press the button of your token").waitFor();
      await page.getByLabel("Code", { exact: true }).focus();
      await page.keyboard.type(key.press(2));
      await page.waitForURL("**/profile");
    }
  });

  async function enterPassword(page: Page, username: string) {
    await page.goto(`${service.url}/login`);
    await page.getByLabel("User name").fill(username);
    await page.getByLabel("Password").fill(`password of ${username}`);
    await page.keyboard.press("Enter");
  }
});

describe("how it looks", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [320, 1280]) {
      it(`is accessible and does not scroll sideways, ${colorScheme}, ${width} px wide`, async () => {
        const name = `look-${colorScheme}-${width}`;
        const lines = Array.from({ length: 3 }, (_, index) => vendorToken(`${name}-${index}`, "totp").line);
        await service.call("POST", "/api/v1/tokens", {
          serial: `${name}-spare`,
          type: "hotp",
          secretHex: "ef".repeat(20),
          manufacturer: "Feitian",
          model: "c100",
        });
        const { page } = await openConsole(
          service,
          browser,
          { username: name },
          { colorScheme, viewport: { width, height: 860 } },
        );
        const look = async (part: string) => {
          await expectAccessible(page);
          await screenshot(page, `admin-${part}-${colorScheme}-${width}`);
        };
        await page.getByRole("heading", { name: "Stock at a glance" }).waitFor();
        await look("home");
        await page.goto(`${service.url}/admin/tokens/import`);
        await page.getByLabel("Seed file").setInputFiles(seedFile([...lines, "broken, row"]));
        await look("import");
        await press(page, "Look at the file");
        await page.getByRole("heading", { name: "3 tokens to import" }).waitFor();
        await look("preview");
        await press(page, "Import 3 tokens");
        await page.getByRole("heading", { name: "3 tokens imported" }).waitFor();
        await look("imported");
        await page.getByRole("link", { name: "Assign them" }).click();
        await page.getByRole("heading", { name: "Assign many tokens" }).waitFor();
        await look("assign");
        await user(`holder of ${name}`);
        await service.call("POST", `/api/v1/tokens/${name}-0/assign`, { username: `holder of ${name}` });
        await page.getByRole("link", { name: "Tokens", exact: true }).click();
        await page.getByRole("link", { name: `${name}-0` }).waitFor();
        await page.getByText("Show as a table").click();
        await look("tokens");
        await page.getByRole("link", { name: `${name}-0` }).click();
        await page.getByRole("list", { name: /History/ }).waitFor();
        await look("token");
      });
    }
  }
});

describe("finding a token", () => {
  it("goes through the stock page by page, and keeps the search in the address", async () => {
    const lines = Array.from({ length: 120 }, (_, index) => vendorToken(`PAGE-${1000 + index}`, "totp").line);
    const { page } = await openConsole(service, browser, { username: "pam" });
    await importFile(page, lines);
    await page.getByRole("link", { name: "Go to the stock" }).click();
    await page.getByLabel("Search").fill("page-11");
    await page.getByText("20 tokens found").waitFor();
    await page.getByLabel("Search").fill("page-1");
    await page.getByText("The first 100 tokens").waitFor();
    await press(page, "Show more");
    await page.getByText("120 tokens found").waitFor();
    await page.getByRole("link", { name: "PAGE-1119" }).click();
    await page.getByRole("heading", { name: "Token PAGE-1119" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Token PAGE-1119");
    expect(await page.title()).toBe("Token PAGE-1119 · Latchkey");
    await page.goBack();
    expect(await page.getByLabel("Search").inputValue()).toBe("page-1");
    await page.getByLabel("State", { exact: true }).selectOption("revoked");
    await page.getByText("No token matches this search.").waitFor();
  });
});
