import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { keepAnchor } from "../../server/audit/anchor.js";
import { Retention } from "../../server/audit/retention.js";
import { runCli } from "../../server/cli.js";
import { newKeyMaterial } from "../../server/storage/key-source.js";
import { createKeys } from "../../server/storage/keys.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";
import { archivePath, changeArchive } from "../support/trail.js";

const dataDir = await mkdtemp(join(tmpdir(), "latchkey-audit-"));
const material = newKeyMaterial();
await writeFile(join(dataDir, "keys.json"), JSON.stringify(material), { mode: 0o600 });
const service = await testService({ keys: createKeys(material) });

afterAll(() => rm(dataDir, { recursive: true }));

async function latchkey(...argv: string[]): Promise<{ code: number; output: string }> {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const env = { MONGODB_URI: service.database.uri, LATCHKEY_DATA_DIR: dataDir };
  const io = { stdout: { write }, stderr: { write }, env };
  return { code: await runCli(argv, io as unknown as Parameters<typeof runCli>[1]), output };
}

describe("latchkey audit verify", () => {
  it("exit code 0 beside a running service, 1 once somebody has changed an entry, and says which", async () => {
    await userWithApp(service, "anna");
    await service.deps.audit.checkpoint();
    expect(await latchkey("audit", "verify")).toMatchObject({
      code: 0,
      output: expect.stringMatching(
        /^\d+ entries in 1 chains, 1 checkpoints, .*\nEvery entry is signed.\nNo fault/,
      ),
    });
    const changed = await service.database.db
      .collection("audit")
      .findOneAndUpdate({ action: "user.create" }, { $set: { actor: "nobody" } });
    const { code, output } = await latchkey("audit", "verify");
    expect(code).toBe(1);
    expect(output).toContain(`FAULT: chain ${changed?.instance}: entry ${changed?.seq} was changed`);
    expect(JSON.parse((await latchkey("audit", "verify", "--json")).output)).toMatchObject({ faultCount: 1 });
    await service.database.db
      .collection("audit")
      .updateOne({ action: "user.create" }, { $set: { actor: changed?.actor } });
    expect((await latchkey("audit", "verify", "--from", "2026-11-01", "--to", "2026-12-01")).code).toBe(0);
  });

  it("finds by the checkpoint that the machine has kept that the end of the trail is gone", async () => {
    const last = await service.deps.storage.auditCheckpoints.last();
    if (!last) throw new Error("there is no checkpoint");
    await keepAnchor(dataDir, last);
    expect((await latchkey("audit", "verify")).code).toBe(0);
    await keepAnchor(dataDir, { ...last, number: last.number + 1 });
    expect(await latchkey("audit", "verify")).toMatchObject({
      code: 1,
      output: expect.stringContaining("checkpoint 2, which this machine has kept, is missing"),
    });
  });

  it("exit code 2 for arguments that are none, and help without a database", async () => {
    expect((await latchkey("audit", "verify", "--from", "yesterday")).code).toBe(2);
    expect((await latchkey("help", "audit", "verify")).output).toContain("usage: latchkey audit verify");
  });
});

describe("A5 latchkey audit verify with archives", () => {
  const archive = join(dataDir, "archive");

  it("exit code 0 for the trail with its archives and for these alone, 1 where one is missing or changed", async () => {
    const { deps, clock } = service;
    await deps.audit.checkpoint();
    clock.advance(100);
    await userWithApp(service, "bert");
    await deps.audit.checkpoint();
    clock.advance(40 * 24 * 3600);
    await userWithApp(service, "cara");
    await deps.audit.checkpoint();
    await keepNewestAnchor();
    const settings = { days: 30, directory: archive, destinations: [] };
    const { storage, audit, log } = deps;
    await new Retention({ storage, signer: deps.keys.auditSigner, audit, log }, settings).run();

    expect(await latchkey("audit", "verify")).toMatchObject({
      code: 0,
      output: expect.stringContaining("Older entries are in 1 archives; --archive DIR looks at those."),
    });
    expect(await latchkey("audit", "verify", "--archive", archive)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/\d+ entries in 1 archives.\nNo fault was found.\n$/),
    });
    const { output } = await latchkey("audit", "verify", "--archive", archive, "--json");
    expect(JSON.parse(output)).toMatchObject({ archives: 1, archive: { files: 1 }, faultCount: 0 });
    expect(JSON.parse(output)).not.toHaveProperty("statements");

    const path = archivePath(archive, 1);
    const content = await readFile(path);
    changeArchive(path, (lines) => lines.filter((line) => !line.includes('"seq":1,')));
    expect(await latchkey("audit", "verify", "--archive", archive)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/FAULT: latchkey-audit-000001-.*: chain \S+: entry 1 is missing/),
    });
    await rm(path);
    expect(await latchkey("audit", "verify", "--archive", archive)).toMatchObject({
      code: 1,
      output: expect.stringContaining("is missing: archive 1"),
    });
    await writeFile(path, content);
  });

  it("looks at archives alone without a database", async () => {
    const env = { LATCHKEY_DATA_DIR: dataDir, MONGODB_URI: "mongodb://127.0.0.1:1/none" };
    let output = "";
    const write = (text: string) => {
      output += text;
    };
    const io = { stdout: { write }, stderr: { write }, env } as unknown as Parameters<typeof runCli>[1];
    expect(await runCli(["audit", "verify", "--archive-only", archive], io)).toBe(0);
    expect(output).toMatch(/^\d+ entries in 1 archives.\nNo fault was found.\n$/);
    expect(await runCli(["audit", "verify", "--archive-only", join(dataDir, "another")], io)).toBe(1);
    expect(output).toContain("FAULT: there is no archive in this folder");
    expect(await runCli(["audit", "verify", "--archive-only", join(dataDir, "keys.json")], io)).toBe(1);
  });

  async function keepNewestAnchor() {
    const last = await service.deps.storage.auditCheckpoints.last();
    if (last) await keepAnchor(dataDir, last);
  }
});
