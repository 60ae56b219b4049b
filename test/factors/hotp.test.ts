import { describe, expect, it } from "vitest";
import { hotp } from "../../server/factors/hotp.js";

describe("what a HOTP token types", () => {
  it.each([
    ["123456", "123456"],
    ["ubhe00508326123456", "123456"],
    ["ubheccgcjedh87654321", "87654321"],
    ["UBHE00508326 123456", undefined],
    ["ubhe00508326123", undefined],
    ["vvhe0050832612345", undefined],
  ])("%s is taken as %s", (typed, code) => {
    expect(hotp.response.safeParse({ code: typed }).data?.code).toBe(code);
  });
});
