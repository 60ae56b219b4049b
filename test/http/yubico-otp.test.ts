import { describe, expect, it } from "vitest";
import { testService } from "../support/service.js";
import { stockOf } from "../support/stock.js";

const service = await testService();
const { call, clock } = service;
const { user, token, attempt } = stockOf(service);

describe("Yubico OTP", () => {
  // yubico-c's self-test: use 1 session 1, then 1/2, then 0xFFF/1.
  const publicId = "cccccccccccb";
  const typed = [
    "dvgtiblfkbgturecfllberrvkinnctnn",
    "rnibcnfhdninbrdebccrndfhjgnhftee",
    "iikkijbdknrrdhfdrjltvgrbkkjblcbh",
  ];

  it("accepts each tap once, strictly forward, and in capitals", async () => {
    await user("tapper");
    const secretHex = "000102030405060708090a0b0c0d0e0f";
    await call("POST", "/api/v1/tokens", {
      serial: "yk-1",
      type: "yubico-otp",
      secretHex,
      privateIdHex: "010203040506",
      publicId,
    });
    await token("yk-1", "assign", { username: "tapper" });
    const tap = (index: number) => attempt("tapper", `${publicId}${typed[index]}`.toUpperCase());
    expect(await tap(1)).toMatchObject({ status: 200, body: { factor: "yubico-otp" } });
    expect((await tap(1)).status).toBe(401);
    expect((await tap(0)).status).toBe(401);
    clock.advance(60);
    expect((await tap(2)).status).toBe(200);
    const copies = await Promise.all(Array.from({ length: 50 }, () => tap(2)));
    expect(copies.filter(({ status }) => status === 200)).toHaveLength(0);
  });

  it("409: a public id belongs to one token", async () => {
    const body = { type: "yubico-otp", secretHex: "00".repeat(16), privateIdHex: "000000000000", publicId };
    expect((await call("POST", "/api/v1/tokens", { serial: "yk-2", ...body })).status).toBe(409);
  });

  it("says in words that the keyboard layout is another one", async () => {
    const answer = await call("POST", "/api/v1/verify", {
      username: "tapper",
      code: "a".repeat(44),
      factor: "yubico-otp",
    });
    expect(answer).toMatchObject({ status: 400 });
    expect(String(answer.body.detail)).toContain("layout");
  });
});
