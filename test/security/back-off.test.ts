import { describe, expect, it } from "vitest";
import { Browser, beginSignIn, signIn } from "../support/browser.js";
import { type Answer, type TestService, testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const ELEVATION = "/api/v1/session/elevation";
/** Seconds of block after the first failure beyond the tolerated ones, the second, and so on (mission G1). */
const TABLE = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600];

/** A place where somebody can guess, with wrong answers and a right one. */
interface Door {
  guess(): Promise<Answer>;
  succeed(): Promise<Answer>;
}

type DoorMaker = (service: TestService) => Promise<Door>;

/** Somebody with an app who is signed in, but not elevated any more. */
async function lockedPerson(service: TestService, username: string) {
  const app = await userWithApp(service, username);
  const browser = new Browser(service);
  await signIn(browser, username, app.code());
  service.clock.advance(660);
  const elevate = (factor: string, code: string) =>
    browser.call("POST", ELEVATION, { factor, response: { code } });
  return { app, browser, elevate };
}

const DOORS: Record<string, DoorMaker> = {
  "sign-in by code": async (service) => {
    const app = await userWithApp(service, "by-code");
    const verify = (code: string) => service.call("POST", "/api/v1/verify", { username: "by-code", code });
    return { guess: () => verify(wrong(app.code())), succeed: () => verify(app.code()) };
  },
  "elevation by code": async (service) => {
    const { app, elevate } = await lockedPerson(service, "elevated-by-code");
    return { guess: () => elevate("totp", wrong(app.code())), succeed: () => elevate("totp", app.code()) };
  },
  "elevation by recovery key": async (service) => {
    const { app, elevate } = await lockedPerson(service, "elevated-by-key");
    const guess = () => elevate("recovery-key", wrong(app.recoveryKey));
    return { guess, succeed: () => elevate("recovery-key", app.recoveryKey) };
  },
  "elevation by password": async (service) => {
    await service.call("POST", "/api/v1/users", { username: "newcomer", password: "password of newcomer" });
    const browser = new Browser(service);
    await beginSignIn(browser, "newcomer");
    const elevate = (password: string) =>
      browser.call("POST", ELEVATION, { factor: "password", response: { password } });
    return { guess: () => elevate("not that one"), succeed: () => elevate("password of newcomer") };
  },
};

describe.each([0, 1, 3])("G1 with %i tolerated failures", async (tolerated) => {
  const service = await testService({ env: { LATCHKEY_TOLERATED_FAILURES: String(tolerated) } });

  /** Guesses until the first block; its length in seconds. Every guess before it is evaluated. */
  async function firstBlock({ guess }: Door): Promise<number> {
    for (let failure = 1; failure <= tolerated + 1; failure++) {
      expect((await guess()).status, `failure ${failure}`).toBe(401);
    }
    return blockOf(await guess());
  }

  it.each(Object.entries(DOORS))(
    "%s: blocks for 1, 2, 4 … 3600 s, and success resets",
    async (_, makeDoor) => {
      const door = await makeDoor(service);
      const blocks = [await firstBlock(door)];
      while (blocks.length < TABLE.length) {
        service.clock.advance((blocks.at(-1) ?? 0) - 1);
        expect(blockOf(await door.guess()), "still blocked in its last second").toBe(1);
        service.clock.advance(1);
        expect((await door.guess()).status).toBe(401);
        blocks.push(blockOf(await door.guess()));
      }
      expect(blocks).toEqual(TABLE);
      expect(blockOf(await door.succeed()), "a right answer is refused while the block stands").toBe(3600);
      service.clock.advance(3600);
      expect((await door.succeed()).status).toBe(200);
    },
  );

  it("changing between code, recovery key and application gains nothing", async () => {
    const { app, elevate } = await lockedPerson(service, "changing");
    const verify = () =>
      service.call("POST", "/api/v1/verify", { username: "changing", code: wrong(app.code()) });
    const guesses = [
      () => elevate("totp", wrong(app.code())),
      () => elevate("recovery-key", wrong(app.recoveryKey)),
      verify,
    ];
    for (let failure = 0; failure <= tolerated; failure++) {
      expect((await guesses[failure % 3]?.())?.status).toBe(401);
    }
    for (const guess of guesses) expect(blockOf(await guess())).toBe(1);
  });

  it("a right answer resets to one second: what blocked for longer before blocks for one again", async () => {
    const { app, elevate } = await lockedPerson(service, "reset");
    const door = {
      guess: () => elevate("totp", wrong(app.code())),
      succeed: () => elevate("totp", app.code()),
    };
    expect(await firstBlock(door)).toBe(1);
    service.clock.advance(1);
    await door.guess();
    expect(blockOf(await door.guess())).toBe(2);
    service.clock.advance(30);
    expect((await door.succeed()).status).toBe(200);
    expect(await firstBlock(door)).toBe(1);
  });
});

/** The seconds that a refused guess has to wait; fails where it was not refused. */
function blockOf({ status, headers, body }: Answer): number {
  expect(status).toBe(429);
  expect(headers.get("retry-after")).toBe(String(body.retryAfterSeconds));
  return Number(body.retryAfterSeconds);
}

/** Another code of the same shape. */
function wrong(code: string): string {
  const last = code.at(-1) === "7" ? "2" : "7";
  return code.slice(0, -1) + last;
}
