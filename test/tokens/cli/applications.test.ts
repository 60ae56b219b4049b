import { describe, expect, it } from "vitest";
import { runCli } from "../../../server/cli.js";
import { ADMIN_KEY, testService } from "../../support/service.js";
import { testTerminal } from "../../support/terminal.js";

const service = await testService();
const { call, clock, deps } = service;

async function latchkey(...argv: string[]) {
  const io = testTerminal({ LATCHKEY_URL: service.url, LATCHKEY_API_KEY: ADMIN_KEY });
  const exit = await runCli(["applications", ...argv], io);
  return { exit, ...io.said };
}
const isTaken = async (apiKey: string) =>
  (await call("POST", "/api/v1/verify", {}, { apiKey: apiKey.trim() })).status !== 401;

describe("latchkey applications", () => {
  it("registers one and prints its key alone, which a script can pass on", async () => {
    const made = await latchkey(
      "create",
      "Wiki",
      "--scope",
      "verify",
      "--scope",
      "enrol",
      "--expires-in-days",
      "9",
    );
    expect(made).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^lk_[\w-]{43}\n$/) });
    expect(await isTaken(made.stdout)).toBe(true);
    const listed = await latchkey("list");
    expect(listed.stdout).toMatch(/Wiki {2}verify enrol {2}\S+ +1, one ends \d{4}-/);
    expect(listed.stdout).not.toContain(made.stdout.trim());
    expect(JSON.parse((await latchkey("list", "--json")).stdout)).toMatchObject([{ name: "Wiki" }]);
  });

  it("rotates a key; the old one ends after the overlap", async () => {
    const old = (await latchkey("create", "Portal")).stdout;
    const [portal] = JSON.parse((await latchkey("list", "--json")).stdout) as [{ applicationId: string }];
    const rotated = await latchkey("rotate", portal.applicationId, "--overlap-hours", "2");
    expect(rotated.exit).toBe(0);
    expect([await isTaken(old), await isTaken(rotated.stdout)]).toEqual([true, true]);
    clock.advance(7200);
    deps.applications.forget();
    expect([await isTaken(old), await isTaken(rotated.stdout)]).toEqual([false, true]);
  });

  it("says what is wrong, and repeats nothing of it", async () => {
    expect(await latchkey("rotate", "nothing")).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining("There is no such application."),
    });
    expect(await latchkey("rotate")).toMatchObject({ exit: 2 });
    expect(await latchkey("create", "x", "--expires-in-days", "0")).toMatchObject({ exit: 2 });
    expect(await latchkey("list", "x")).toMatchObject({ exit: 2 });
  });
});
