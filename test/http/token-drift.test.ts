import { describe, expect, it } from "vitest";
import { testService } from "../support/service.js";
import { stockOf } from "../support/stock.js";

const service = await testService();
const { clock } = service;
const { add, user, token, attempt } = stockOf(service);

describe("drift", () => {
  it("is remembered: a token whose clock is ahead is looked for where it was last seen", async () => {
    await user("drifter");
    const totp = await add("totp");
    await token(totp.serial, "assign", { username: "drifter" });
    for (const ahead of [1, 2, 3]) {
      clock.advance(300);
      expect((await attempt("drifter", totp.now(ahead))).status).toBe(200);
    }
  });

  it("is mended by two consecutive codes, forward only, as one attempt on the user's guard", async () => {
    await user("far");
    const hotp = await add("hotp");
    await token(hotp.serial, "assign", { username: "far" });
    const resync = (a: number, b: number) =>
      token(hotp.serial, "resync", { codes: [hotp.code(a), hotp.code(b)] });
    expect((await attempt("far", hotp.code(500))).status).toBe(401);
    expect((await resync(500, 502)).status).toBe(401);
    expect((await resync(500, 501)).status).toBe(429);
    clock.advance(1);
    expect((await resync(500, 501)).status).toBe(200);
    expect((await attempt("far", hotp.code(501))).status).toBe(401);
    expect((await attempt("far", hotp.code(502))).status).toBe(200);
    expect((await resync(10, 11)).status).toBe(401);
  });

  it("of a clock is mended up to an hour, and remembered", async () => {
    await user("clock");
    const totp = await add("totp");
    await token(totp.serial, "assign", { username: "clock" });
    const codes = [totp.now(100), totp.now(101)];
    expect((await token(totp.serial, "resync", { codes })).status).toBe(200);
    clock.advance(60);
    expect((await attempt("clock", totp.now(101))).status).toBe(200);
  });

  it("409: of a token that is assigned to nobody", async () => {
    const hotp = await add("hotp");
    expect((await token(hotp.serial, "resync", { codes: [hotp.code(0), hotp.code(1)] })).status).toBe(409);
  });
});
