import { describe, expect, it } from "vitest";
import { octetCounted, syslogMessage } from "../../server/audit/syslog.js";
import type { StoredAuditEntry } from "../../server/storage/audit.js";
import { parseSyslog } from "../support/syslog-server.js";

const ENTRY: StoredAuditEntry = {
  id: "2026-11-24T12:00:00.000Z/7zpLgFZ5Eurq/00000005",
  idFits: true,
  at: new Date("2026-11-24T12:00:00.000Z"),
  action: "verification.login",
  outcome: "failure",
  actor: "application wiki",
  user: "anna",
  userId: "id of anna",
  factor: "totp",
  credentialId: "c1",
  application: "wiki",
  ip: "203.0.113.7",
  requestId: "r-1",
  instance: "7zpLgFZ5Eurq",
  seq: 5,
  prev: "00",
  hash: "ff",
  repeated: 0,
};

const parsed = (change: Partial<StoredAuditEntry>) =>
  parseSyslog(syslogMessage({ ...ENTRY, ...change }, "2fa.example.com"));

describe("A5 an audit entry as a syslog message of RFC 5424", () => {
  it("says who, for whom, from where, with what, with which outcome, through what, in which request", () => {
    expect(parsed({})).toEqual({
      priority: 10 * 8 + 5,
      timestamp: "2026-11-24T12:00:00.000Z",
      hostname: "2fa.example.com",
      appName: "latchkey",
      processId: "7zpLgFZ5Eurq",
      messageId: "verification.login",
      data: {
        origin: { software: "Latchkey", swVersion: expect.any(String) },
        "latchkey@32473": {
          id: ENTRY.id,
          instance: "7zpLgFZ5Eurq",
          seq: "5",
          action: "verification.login",
          outcome: "failure",
          actor: "application wiki",
          user: "anna",
          factor: "totp",
          credentialId: "c1",
          application: "wiki",
          ip: "203.0.113.7",
          requestId: "r-1",
          hash: "ff",
        },
      },
      text: "verification.login failure by application wiki for anna with totp from 203.0.113.7",
    });
  });

  it.each([
    ["success", 86],
    ["failure", 85],
    ["refused", 84],
  ] as const)("facility authpriv, and a severity by the outcome: %s", (outcome, priority) => {
    expect(parsed({ outcome }).priority).toBe(priority);
  });

  it("keeps every character of a name, and lets none begin a line, an element or a message of its own", () => {
    const nasty = 'a"b\\c]d [x@1 y="z"] Ünïcode 🔑';
    expect(parsed({ user: nasty }).data["latchkey@32473"]?.user).toBe(nasty);
    const lines = parsed({ actor: "olga\r\n<84>1 - - - - - -\u0000\u0085\u2028" });
    expect(lines.data["latchkey@32473"]?.actor).toBe("olga#015#012<84>1 - - - - - -#000#302#205#342#200#250");
    expect(lines.text).not.toMatch(/[\r\n\0\u0085\u2028]/);
  });

  it("has the details as JSON, and how often a refusal was repeated", () => {
    const { data } = parsed({ detail: { serial: 'S"1]', tokens: 3 }, repeated: 4 });
    expect(JSON.parse(data["latchkey@32473"]?.detail ?? "")).toEqual({ serial: 'S"1]', tokens: 3 });
    expect(data["latchkey@32473"]?.repeated).toBe("4");
  });

  it("is a message even of an entry that somebody has changed to nonsense", () => {
    const nonsense = {
      at: "yesterday",
      action: `ü ${"x".repeat(99)}`,
      instance: 7,
      outcome: "?",
      detail: null,
    };
    expect(parsed(nonsense as never)).toMatchObject({ timestamp: "-", priority: 84, processId: "7" });
    expect(parsed({ at: new Date(Number.NaN), action: "" })).toMatchObject({
      timestamp: "-",
      messageId: "-",
    });
  });

  it("is framed by the number of its octets, not of its characters", () => {
    expect(octetCounted(Buffer.from("🔑")).toString()).toBe("4 🔑");
  });
});
