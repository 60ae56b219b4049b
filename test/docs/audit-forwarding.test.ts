import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { webhookDestination } from "../../server/audit/webhook-destination.js";
import { auditRows } from "../support/audit-rows.js";
import { blocksOf, readPage } from "../support/docs.js";
import { freePort } from "../support/free-port.js";
import { WEBHOOK_SECRET } from "../support/webhook-receiver.js";

const folder = await mkdtemp(join(tmpdir(), "latchkey-receiver-"));
const port = await freePort();
const never = new AbortController().signal;
let receiver: ChildProcess;

const entries = auditRows(3).map((row) => ({ ...row, id: `made up ${row.seq}`, idFits: true, repeated: 0 }));

function send(at: Date, secret = Buffer.alloc(32, 3)): Promise<void> {
  const url = `http://127.0.0.1:${port}/`;
  return webhookDestination({ url, secret }, "https://2fa.example.com").send(entries, at, never);
}

beforeAll(async () => {
  const block = blocksOf(readPage("docs/audit-forwarding.md")).find(({ title }) => title === "receiver.mjs");
  await writeFile(join(folder, "receiver.mjs"), block?.text ?? "");
  receiver = spawn(process.execPath, ["receiver.mjs"], {
    cwd: folder,
    env: { SECRET: WEBHOOK_SECRET, PORT: String(port) },
    stdio: "inherit",
  });
  await vi.waitFor(async () => expect(await isListening()).toBe(true), { timeout: 10_000 });
});
afterAll(async () => {
  receiver.kill();
  await rm(folder, { recursive: true });
});

async function isListening(): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const isOpen = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
}

describe("A5 docs/audit-forwarding.md: the receiver", () => {
  it("keeps what Latchkey has signed", async () => {
    await send(new Date());
    const lines = (await readFile(join(folder, "audit.jsonl"), "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(["made up 0", "made up 1", "made up 2"]);
  });

  it("refuses another secret, and a request that is older than five minutes", async () => {
    await expect(send(new Date(), Buffer.alloc(32, 4))).rejects.toThrow("The receiver answered 401.");
    await expect(send(new Date(Date.now() - 301_000))).rejects.toThrow("The receiver answered 401.");
    const unsigned = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: '{"entries":[]}' });
    expect(unsigned.status).toBe(401);
  });
});
