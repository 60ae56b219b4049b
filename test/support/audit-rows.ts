import { link } from "../../server/audit/chain.js";
import type { AuditOutcome, ChainedAuditEntry } from "../../server/storage/audit.js";
import { createSigner, type Signer } from "../../server/storage/signer.js";

const OUTCOMES: AuditOutcome[] = ["success", "success", "failure", "refused"];
const FACTORS = ["totp", "webauthn", "hotp"];
const ACTIONS = ["verification.login", "verification.session", "token.assign", "user.create"];

const BEGIN = Date.parse("2026-11-01T00:00:00.000Z");

/** A chain of made-up entries, one a second, in which every filter finds some. */
export function auditRows(
  count: number,
  instance = "made-up",
  signer: Pick<Signer, "mac"> = createSigner(Buffer.alloc(32)),
): ChainedAuditEntry[] {
  const rows: ChainedAuditEntry[] = [];
  let prev = "";
  for (let seq = 0; seq < count; seq++) {
    const action = pick(ACTIONS, seq >> 2);
    const person = seq % 50;
    const entry = {
      at: new Date(BEGIN + seq * 1000),
      action,
      outcome: pick(OUTCOMES, seq),
      actor: person === 0 ? "olga" : "application wiki",
      user: `user ${person}`,
      userId: `id of user ${person}`,
      factor: pick(FACTORS, seq),
      credentialId: null,
      application: person === 0 ? null : `application ${seq % 7}`,
      ip: seq % 3 === 0 ? null : `10.0.0.${seq % 40}`,
      requestId: `request ${seq}`,
      ...(action === "token.assign" ? { detail: { serial: `SERIAL${seq % 30}` } } : {}),
      ...(action === "user.create" ? { detail: { importId: `import ${seq % 9}` } } : {}),
    };
    const linked = link(entry, { instance, seq, prev }, signer);
    prev = linked.hash;
    rows.push(linked);
  }
  return rows;
}

function pick<T>(values: readonly T[], index: number): T {
  return values[index % values.length] as T;
}
