import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { oneTimeCode } from "../../server/factors/otp.js";
import { ADMIN_KEY, testService } from "../support/service.js";
import { stockOf } from "../support/stock.js";

const service = await testService();
const { call, clock, url } = service;
const { user, token, attempt, importFile } = stockOf(service);

describe("importing seeds", () => {
  const line = (serial: string) => `${serial}, ${randomBytes(20).toString("hex")}, totp, 6, 30\n`;

  it("previews without storing, then commits all or named rows, and never answers with a secret", async () => {
    const file = line("imp-1") + line("imp-2") + line("imp-3");
    const preview = await importFile(file, { dryRun: "true" });
    expect(preview).toMatchObject({ status: 200, body: { fileError: null, rowErrors: [] } });
    expect(JSON.stringify(preview.body)).not.toMatch(/[0-9a-f]{40}/i);
    expect((await call("GET", "/api/v1/tokens/imp-1")).status).toBe(404);
    const some = await importFile(file, { rows: "[1,3]" });
    expect(some.body.tokens).toHaveLength(2);
    expect((await call("GET", "/api/v1/tokens/imp-2")).status).toBe(404);
    expect((await call("GET", "/api/v1/tokens/imp-3")).body).toMatchObject({
      state: "in_stock",
      importId: some.body.importId,
    });
  });

  it("changes nothing of a serial that is known and says so: no counter is ever lowered", async () => {
    await user("counted");
    const seed = randomBytes(20);
    const file = `again-1, ${seed.toString("hex")}, hotp, 6, 0\n`;
    await importFile(file);
    await token("again-1", "assign", { username: "counted" });
    const code = (counter: number) => oneTimeCode(seed, { digits: 6, algorithm: "SHA1" }, counter);
    await attempt("counted", code(4));
    const again = await importFile(file);
    expect(again.body).toMatchObject({
      tokens: [],
      rowErrors: [{ row: 1, error: "duplicate_serial", serial: "again-1" }],
    });
    expect((await attempt("counted", code(4))).status).toBe(401);
  });

  it("says what the file was read as, and takes a choice of very many rows", async () => {
    const file = line("many-1");
    const preview = await importFile(file, { dryRun: "true" });
    expect(preview.body.format).toBe("oath-csv");
    const rows = JSON.stringify(Array.from({ length: 99_999 }, (_, index) => index + 2));
    expect(await importFile(file, { rows })).toMatchObject({ status: 200, body: { tokens: [] } });
    expect((await call("GET", "/api/v1/tokens/many-1")).status).toBe(404);
  });

  it("stores nothing of a file that is refused", async () => {
    const refused = await importFile(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><KeyContainer/>`);
    expect(refused.body).toMatchObject({ tokens: [], fileError: "doctype_forbidden" });
  });

  it("415 and 400: not a form, no file, options that are no JSON", async () => {
    expect((await call("POST", "/api/v1/tokens/import", {})).status).toBe(415);
    expect((await importFile(line("opt-1"), { options: "{" })).status).toBe(400);
    const form = new FormData();
    form.set("dryRun", "true");
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    expect((await fetch(`${url}/api/v1/tokens/import`, { method: "POST", headers, body: form })).status).toBe(
      400,
    );
  });

  it("hides an import that was not finished, and removes it", async () => {
    const { tokens } = service.deps.storage;
    const { tokenOf } = await import("../../server/tokens/new-token.js");
    const made = tokenOf(
      service.deps.keys,
      { serial: "half-1", type: "totp", secretHex: "11".repeat(20) },
      { state: "in_stock", importId: "half", now: clock.now() },
    );
    await tokens.beginImport("half");
    await tokens.addToImport("half", [made]);
    expect((await call("GET", "/api/v1/tokens/half-1")).status).toBe(404);
    expect(await tokens.removeUnfinishedImports(60)).toBe(0);
    clock.advance(61);
    expect(await tokens.removeUnfinishedImports(60)).toBe(1);
    await expect(tokens.commitImport("half")).rejects.toMatchObject({ code: "conflict" });
    expect((await importFile(line("half-1"))).body.rowErrors).toEqual([]);
  });
});
