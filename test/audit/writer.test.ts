import { describe, expect, it } from "vitest";
import type { Caller } from "../../server/audit/audit.js";
import { AuditWriter } from "../../server/audit/writer.js";
import type { AuditStore, ChainedAuditEntry } from "../../server/storage/audit.js";
import { createSigner } from "../../server/storage/signer.js";

const signer = createSigner(Buffer.alloc(32));
const caller: Caller = { actor: "anna", application: null, ip: null, userAgent: null, requestId: "r" };
const fact = {
  at: new Date("2026-11-24T12:00:00Z"),
  action: "password.check",
  outcome: "refused",
  user: null,
  userId: null,
  factor: null,
  credentialId: null,
} as const;

/** A store whose inserts end when the test says so. */
function slowStore() {
  const stored: ChainedAuditEntry[] = [];
  const finish: (() => void)[] = [];
  const append = (entries: ChainedAuditEntry[]) =>
    new Promise<void>((resolve) => {
      finish.push(() => {
        stored.push(...entries);
        resolve();
      });
    });
  return { stored, finish, store: { append } as unknown as AuditStore };
}

describe("A5 the writer of the audit trail", () => {
  it("stores a refusal that comes while other entries are being stored, though nothing comes after it", async () => {
    const { stored, finish, store } = slowStore();
    const writer = new AuditWriter(store, signer, { write: async () => {} }, () => {});
    const first = writer.record(caller, fact);
    writer.refused(caller, fact, "block");
    finish.shift()?.();
    await first;
    await expect.poll(() => finish.length).toBe(1);
    finish.shift()?.();
    await expect.poll(() => stored.map(({ seq }) => seq)).toEqual([0, 1]);
  });
});
