import { describe, expect, it } from "vitest";
import { tokenOf } from "../../server/tokens/new-token.js";
import { testService } from "../support/service.js";

const { call, clock, deps, database } = await testService();

/** A Yubico OTP token as an import brings it. */
function yubico(serial: string, publicId: string, importId: string) {
  const secrets = { secretHex: "00".repeat(16), privateIdHex: "000000000000", publicId };
  return tokenOf(
    deps.keys,
    { serial, type: "yubico-otp", ...secrets },
    { state: "in_stock", importId, now: clock.now() },
  );
}

const claimed = (publicId: string) =>
  database.db.collection<{ _id: string }>("claims").countDocuments({ _id: `yubico:${publicId}` });

describe("an import that is not finished", () => {
  it("leaves no public id claimed, so that the same file can be imported again", async () => {
    const { tokens } = deps.storage;
    await tokens.beginImport("first");
    await tokens.addToImport("first", [yubico("yk-1", "cccccccccccb", "first")]);
    clock.advance(61);
    expect(await tokens.removeUnfinishedImports(60)).toBe(1);
    expect(await claimed("cccccccccccb")).toBe(0);
    await tokens.beginImport("second");
    expect(await tokens.addToImport("second", [yubico("yk-1", "cccccccccccb", "second")])).toEqual(new Set());
    await tokens.commitImport("second");
    expect((await call("GET", "/api/v1/tokens/yk-1")).status).toBe(200);
  });

  it("leaves nothing of a token whose public id is taken, and takes nobody's claim away with it", async () => {
    const { tokens } = deps.storage;
    await tokens.beginImport("third");
    expect(await tokens.addToImport("third", [yubico("yk-2", "cccccccccccb", "third")])).toEqual(
      new Set(["yk-2"]),
    );
    clock.advance(61);
    await tokens.removeUnfinishedImports(60);
    expect(await claimed("cccccccccccb")).toBe(1);
  });

  it("adds nothing once it was removed", async () => {
    const { tokens } = deps.storage;
    await tokens.beginImport("stalled");
    clock.advance(61);
    await tokens.removeUnfinishedImports(60);
    const late = tokens.addToImport("stalled", [yubico("yk-3", "cccccccccccd", "stalled")]);
    await expect(late).rejects.toMatchObject({ code: "conflict" });
    expect((await call("GET", "/api/v1/tokens/yk-3")).status).toBe(404);
  });
});
