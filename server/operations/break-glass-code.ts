import { parseArgs } from "node:util";
import type { Caller } from "../audit/audit.js";
import { CheckpointWriter } from "../audit/checkpoint.js";
import { AuditWriter } from "../audit/writer.js";
import { makeBreakGlassCode } from "../enrolment/break-glass.js";
import { createRegistry, FACTORS } from "../factors/index.js";
import { readUser } from "../people/users.js";
import type { Keys } from "../storage/keys.js";
import type { Storage } from "../storage/storage.js";

const USAGE = `usage: latchkey break-glass code OWNER

Makes a break-glass code for an owner and prints it, for when no owner can sign in any more. It is taken while
LATCHKEY_BREAK_GLASS runs, once, beside the owner's password. Uses the same environment as the service (MONGODB_URI,
LATCHKEY_DATA_DIR, LATCHKEY_KEYS); the service may be running. The audit trail names "command line".`;

const CALLER: Caller = {
  actor: "command line",
  application: null,
  ip: null,
  userAgent: null,
  requestId: "command line",
};

interface Io {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

/**
 * `latchkey break-glass code OWNER`. Whoever runs it has the instance's keys and its database, and so could do anything
 * without it: it gives them nothing, but does it in a way that is recorded.
 */
export const breakGlassCode = {
  usage: USAGE,
  read(argv: readonly string[]): string {
    const { positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: {} });
    const [username, ...surplus] = positionals;
    if (username === undefined || surplus.length > 0) throw new Error("name exactly one owner");
    return username;
  },
  /** @returns the exit code. @throws LatchkeyError where there is no such owner */
  async run(username: string, io: Io, { storage, keys }: { storage: Storage; keys: Keys }): Promise<number> {
    const factors = createRegistry(FACTORS);
    const audit = new AuditWriter(
      storage.audit,
      keys.auditSigner,
      new CheckpointWriter(storage, keys.auditSigner, async () => {}),
      () => io.stderr.write("the audit entry waits for the database\n"),
    );
    try {
      const { user } = await readUser({ storage, keys }, username);
      const { code } = await makeBreakGlassCode({ storage, keys, audit, factors }, CALLER, user.id);
      io.stderr.write(
        `the break-glass code of ${user.username} is shown this once; it is taken while LATCHKEY_BREAK_GLASS runs:\n`,
      );
      io.stdout.write(`${code}\n`);
      return 0;
    } finally {
      await audit.close();
    }
  },
};
