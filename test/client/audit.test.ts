import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addressOf, dayOf, filterOf, questionOf } from "../../client/admin/audit/audit-filter.js";
import { sentenceOf } from "../../client/admin/audit/sentence.js";
import { bucketsOf, roundUp, spanOf } from "../../client/admin/numbers/buckets.js";
import type { AuditEntry } from "../../client/api-audit-types.js";
import { audit as texts } from "../../client/strings/en/audit.js";

const root = new URL("../../server/", import.meta.url).pathname;

/** Every action that the server's source names. */
function actions(): string[] {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const found = files.flatMap((name) => {
    const source = readFileSync(join(root, name), "utf8");
    const named =
      /(?:action: |[Ff]act\((?:deps, )?|#record\(caller, |record\(deps, caller\(\), )"([a-z_]+\.[a-z_]+)"/g;
    return [...source.matchAll(named)].map(([, action = ""]) => action);
  });
  return [...new Set(found)].sort();
}

const entry: AuditEntry = {
  id: "1",
  at: "2026-11-24T12:00:00.000Z",
  action: "user.create",
  outcome: "success",
  actor: "olga",
  user: "anna",
  factor: null,
  credentialId: null,
  application: null,
  applicationName: null,
  ip: null,
  requestId: "r",
  repeated: 0,
  instance: "i",
  seq: 0,
  hash: "h",
};

describe("A5 what an entry says", () => {
  it("has a sentence and a name to search by for every action of the service", () => {
    const known = actions();
    expect(known.length).toBeGreaterThan(20);
    expect(known.filter((action) => texts.sentences[action] === undefined)).toEqual([]);
    expect(Object.keys(texts.sentences).filter((action) => texts.actions[action] === undefined)).toEqual([]);
  });

  it("names who acted as people know them, and says another thing where it is their own", () => {
    const said = (some: Partial<AuditEntry>) => sentenceOf({ ...entry, ...some }, texts);
    expect(said({})).toBe("olga created the user anna");
    expect(said({ actor: "environment key" })).toBe("The environment's key created the user anna");
    const wiki = { actor: "application a1", application: "a1", applicationName: "Wiki" };
    expect(said({ ...wiki, action: "ticket.issue" })).toBe(
      "The application Wiki issued a link to the profile for anna",
    );
    expect(said({ action: "credential.revoke" })).toBe("olga revoked a second factor of anna");
    expect(said({ action: "credential.revoke", actor: "anna" })).toBe("anna revoked a second factor");
    const unknown = { action: "password.check", outcome: "failure", user: null, actor: "anonymous" } as const;
    expect(said(unknown)).toBe("Somebody under a name that nobody has entered a wrong password");
    expect(said({ action: "something.new" })).toBe("olga: something.new, for anna");
  });
});

describe("A5 the search in the address", () => {
  it("is read back as it was written, and holds nothing else", () => {
    const filter = filterOf("?user=%20anna&outcome=failure&evil=1&from=2026-11-24");
    expect(addressOf(filter)).toBe("/admin/audit?user=anna&outcome=failure&from=2026-11-24");
    expect(filterOf(addressOf(filter).slice("/admin/audit".length))).toEqual(filter);
    expect(addressOf(filterOf(""))).toBe("/admin/audit");
  });

  it("asks for the person's own days, and for instants as they are", () => {
    const question = questionOf(filterOf("?from=2026-11-24&to=2026-11-24"));
    expect(question.get("from")).toBe(new Date(2026, 10, 24).toISOString());
    expect(question.get("to")).toBe(new Date(2026, 10, 24, 23, 59, 59, 999).toISOString());
    const instant = "2026-11-24T12:30:00.000Z";
    expect(questionOf(filterOf(`?from=${instant}&to=nonsense`)).toString()).toBe(
      new URLSearchParams({ from: instant, to: "nonsense" }).toString(),
    );
    expect(dayOf(new Date(2026, 10, 24, 23, 30).toISOString())).toBe("2026-11-24");
    expect(dayOf("nonsense")).toBe("");
  });
});

describe("A5 the bars of the charts", () => {
  const now = new Date(2026, 10, 24, 12, 30);
  const hour = (at: Date, success: number) => ({
    begin: at.toISOString(),
    success,
    failure: 0,
    refused: 0,
  });

  it("are the last 24 hours, or the person's own days up to now", () => {
    for (const [range, count] of [
      ["day", 24],
      ["week", 7],
      ["month", 30],
    ] as const) {
      const span = spanOf(range, now);
      const hours = [
        hour(span.from, 1),
        hour(new Date(2026, 10, 24, 12), 2),
        hour(new Date(span.from.getTime() - 3_600_000), 100),
      ];
      const bars = bucketsOf(range, span, hours);
      expect(bars).toHaveLength(count);
      expect(bars[0]?.success).toBe(1);
      expect(bars.at(-1)?.success).toBe(2);
      expect(bars.reduce((sum, { success }) => sum + success, 0)).toBe(3);
    }
  });

  it("end at a round number", () => {
    expect([0, 1, 3, 5, 6, 17, 51, 99, 100, 101].map(roundUp)).toEqual([
      1, 1, 5, 5, 10, 20, 100, 100, 100, 200,
    ]);
  });
});
