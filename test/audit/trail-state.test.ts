import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { keepAnchor } from "../../server/audit/anchor.js";
import { application } from "../support/application.js";
import { testService } from "../support/service.js";

const dataDir = await mkdtemp(join(tmpdir(), "latchkey-state-"));
const service = await testService({ env: { LATCHKEY_DATA_DIR: dataDir } });
const { call, clock, database, deps } = service;
const audit = database.db.collection("audit");
const checkpoints = database.db.collection<{ _id: number; signature: string }>("audit_checkpoints");

afterAll(() => rm(dataDir, { recursive: true }));

const state = async () => (await call("GET", "/api/v1/audit/state")).body;
const lastCheckpoint = async () => {
  const last = await deps.storage.auditCheckpoints.last();
  if (!last) throw new Error("there is no checkpoint");
  return last;
};

describe("GET /api/v1/audit/state", () => {
  it("200: the newest checkpoint, and that it fits", async () => {
    expect(await state()).toMatchObject({ last: null, grown: 0, finding: "no_checkpoint" });
    await call("POST", "/api/v1/users", { username: "anna" });
    await deps.audit.checkpoint();
    const at = service.now().toISOString();
    expect(await state()).toEqual({ chains: 1, grown: 1, last: { number: 1, at }, finding: "fits" });
    clock.advance(60);
    await call("POST", "/api/v1/users", { username: "bert" });
    expect(await state()).toMatchObject({ last: { number: 1 }, finding: "fits" });
  });

  it("finds an entry that the checkpoint names missing or changed", async () => {
    const [head] = (await lastCheckpoint()).heads;
    const named = { instance: head?.instance, seq: head?.seq };
    const entry = await audit.findOneAndDelete(named);
    expect((await state()).finding).toBe("entries_changed");
    await audit.insertOne({ ...entry, hash: "another" } as never);
    expect((await state()).finding).toBe("entries_changed");
    await audit.replaceOne(named, entry as never);
    expect((await state()).finding).toBe("fits");
  });

  it("finds a checkpoint that nobody here has signed, and one that is gone", async () => {
    const { signature } = await lastCheckpoint();
    const another = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    await checkpoints.updateOne({ _id: 1 }, { $set: { signature: another } });
    expect((await state()).finding).toBe("not_signed");
    await checkpoints.updateOne({ _id: 1 }, { $set: { signature } });
    await keepAnchor(dataDir, { ...(await lastCheckpoint()), number: 2 });
    expect((await state()).finding).toBe("cut_off");
    await keepAnchor(dataDir, await lastCheckpoint());
    expect((await state()).finding).toBe("fits");
  });

  it("403 for another scope, 401 for nobody", async () => {
    const wiki = await application(service, { scopes: ["verify", "users"] });
    expect((await wiki.call("GET", "/api/v1/audit/state")).status).toBe(403);
    expect((await call("GET", "/api/v1/audit/state", undefined, { apiKey: null })).status).toBe(401);
  });
});
