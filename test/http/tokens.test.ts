import { describe, expect, it } from "vitest";
import { wrong } from "../support/hotp.js";
import { ADMIN_KEY, type Answer, testService } from "../support/service.js";
import { stockOf } from "../support/stock.js";

const service = await testService();
const { call, clock } = service;
const { add, user, token, attempt } = stockOf(service);
const statuses = (answers: Answer[]) => answers.map(({ status }) => status);

describe("a counter at the end of its range", () => {
  it("signs in, resynchronises and is refused like any other, and its user's attempts are never lost to it", async () => {
    const end = Number.MAX_SAFE_INTEGER;
    await user("edge");
    const hotp = await add("hotp", { counter: end - 3 });
    await token(hotp.serial, "assign", { username: "edge" });
    expect((await attempt("edge", hotp.code(end - 3))).status).toBe(200);
    const codes = [hotp.code(end - 1), hotp.code(end)];
    expect((await token(hotp.serial, "resync", { codes })).status).toBe(200);
    expect((await attempt("edge", hotp.code(end))).status).toBe(401);
  });
});

describe("a token's life", () => {
  it("is in stock, assigned, signs its user in, and refuses a replay", async () => {
    await user("ann");
    const hotp = await add("hotp");
    expect((await token(hotp.serial, "assign", { username: "ann" })).body).toMatchObject({
      state: "assigned",
      username: "ann",
    });
    expect(await attempt("ann", hotp.code(0))).toMatchObject({ status: 200, body: { factor: "hotp" } });
    expect((await attempt("ann", hotp.code(0))).status).toBe(401);
  });

  it("takes its counter along: codes 0 to 7 are refused for the next user after code 7 was used by the first", async () => {
    await user("first");
    await user("second");
    const hotp = await add("hotp");
    await token(hotp.serial, "assign", { username: "first" });
    expect((await attempt("first", hotp.code(7))).status).toBe(200);
    expect((await token(hotp.serial, "unassign")).body).toMatchObject({ state: "in_stock" });
    await token(hotp.serial, "assign", { username: "second" });
    for (let counter = 0; counter <= 7; counter++) {
      clock.advance(3600);
      expect((await attempt("second", hotp.code(counter))).status).toBe(401);
    }
    clock.advance(3600);
    expect((await attempt("second", hotp.code(8))).status).toBe(200);
  });

  it("refuses codes of a token that is suspended, lost, revoked or taken back, and takes them when it goes on", async () => {
    await user("holder");
    const totp = await add("totp");
    await token(totp.serial, "assign", { username: "holder" });
    const next = () => {
      clock.advance(3600);
      return attempt("holder", totp.now());
    };
    expect((await next()).status).toBe(200);
    for (const [stop, go] of [
      ["suspend", "resume"],
      ["lost", "found"],
    ] as const) {
      expect((await token(totp.serial, stop)).status).toBe(200);
      expect((await next()).status).toBe(401);
      expect((await token(totp.serial, go)).body).toMatchObject({ state: "assigned", username: "holder" });
      expect((await next()).status).toBe(200);
    }
    await token(totp.serial, "revoke");
    expect((await next()).status).toBe(401);
    expect((await call("GET", "/api/v1/users/holder")).body.credentials).toEqual([]);
  });

  it("409: allows the named transitions only", async () => {
    const { serial } = await add("totp");
    expect(
      statuses([
        await token(serial, "unassign"),
        await token(serial, "resume"),
        await token(serial, "found"),
        await token(serial, "activate"),
      ]),
    ).toEqual([409, 409, 409, 409]);
    await token(serial, "revoke");
    expect(
      statuses([await token(serial, "found"), await token(serial, "resume"), await token(serial, "revoke")]),
    ).toEqual([409, 409, 409]);
    await user("late");
    expect((await token(serial, "assign", { username: "late" })).status).toBe(409);
  });

  it("404: unknown tokens and users", async () => {
    const { serial } = await add("totp");
    expect((await token("no-such-token", "suspend")).status).toBe(404);
    expect((await token(serial, "assign", { username: "no such user" })).status).toBe(404);
  });

  it("goes to one of two users who are given it at once", async () => {
    await user("left");
    await user("right");
    const { serial } = await add("totp");
    const answers = await Promise.all(
      ["left", "right"].map((username) => token(serial, "assign", { username })),
    );
    expect(statuses(answers).sort()).toEqual([200, 409]);
  });

  it("has a serial that nobody else has, whatever the case", async () => {
    const body = { type: "totp", secretHex: "00".repeat(20) };
    expect((await call("POST", "/api/v1/tokens", { serial: "Case-1", ...body })).status).toBe(201);
    expect((await call("POST", "/api/v1/tokens", { serial: "CASE-1", ...body })).status).toBe(409);
    expect((await call("GET", "/api/v1/tokens/case-1")).body.serial).toBe("Case-1");
  });

  it("is counted at a glance by type and state", async () => {
    const { status, body } = await call("GET", "/api/v1/tokens/summary");
    expect(status).toBe(200);
    expect(body.counts).toContainEqual({ type: "totp", state: "revoked", count: expect.any(Number) });
  });

  it("shows no secret and no counter", async () => {
    const secretHex = "ab".repeat(20);
    await call("POST", "/api/v1/tokens", { serial: "quiet", type: "hotp", secretHex, counter: 5 });
    const text = JSON.stringify([
      (await call("GET", "/api/v1/tokens/quiet")).body,
      (await call("GET", "/api/v1/tokens")).body,
    ]);
    expect(text).not.toContain(secretHex);
    expect(text).not.toContain("counter");
  });
});

describe("a token's history", () => {
  it("tells what was done with it and by it, newest first, and nothing of other tokens", async () => {
    await user("storied");
    const hotp = await add("hotp");
    const other = await add("hotp");
    await token(other.serial, "assign", { username: "storied" });
    await token(hotp.serial, "assign", { username: "storied" });
    clock.advance(1);
    await attempt("storied", hotp.code(3));
    clock.advance(1);
    await token(hotp.serial, "resync", { codes: [hotp.code(60), hotp.code(61)] });
    clock.advance(1);
    await token(hotp.serial, "lost");
    const { body } = await call("GET", `/api/v1/tokens/${hotp.serial.toLowerCase()}/history`);
    const entries = body.entries as unknown as { action: string; user: string; actor: string }[];
    expect(entries.map(({ action }) => action)).toEqual([
      "token.lost",
      "verification.resynchronisation",
      "verification.login",
      expect.stringMatching(/^token\.(assign|create)$/),
      expect.stringMatching(/^token\.(assign|create)$/),
    ]);
    expect(entries[0]).toMatchObject({ user: "storied", actor: "environment key" });
  });

  it("A5 begins with the import, which is one entry however many tokens it brought", async () => {
    const form = new FormData();
    const rows = Array.from({ length: 300 }, (_, i) => `story-${i},${"CC".repeat(20)}`);
    form.set("file", new Blob([`serial,secret\n${rows.join("\n")}\n`]), "seeds.csv");
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    const answer = await fetch(`${service.url}/api/v1/tokens/import`, {
      method: "POST",
      headers,
      body: form,
    });
    const { importId } = (await answer.json()) as { importId: string };
    await user("imported");
    clock.advance(1);
    await token("story-299", "assign", { username: "imported" });
    const { body } = await call("GET", "/api/v1/tokens/story-299/history");
    expect(body.entries).toMatchObject([
      { action: "token.assign", user: "imported" },
      { action: "token.import", outcome: "success", actor: "environment key", user: null },
    ]);
    const found = await call("GET", `/api/v1/audit?importId=${importId}`);
    expect(found.body.entries).toMatchObject([{ action: "token.import", detail: { importId, tokens: 300 } }]);
  });

  it("404: of an unknown token", async () => {
    expect((await call("GET", "/api/v1/tokens/no-such/history")).status).toBe(404);
  });
});

describe("bulk assignment", () => {
  it("answers each row by itself, and says beforehand what would happen", async () => {
    await user("bulk-1");
    const one = await add("totp");
    const two = await add("totp");
    await token(two.serial, "revoke");
    const assignments = [
      { serial: one.serial, username: "bulk-1" },
      { serial: two.serial, username: "bulk-1" },
      { serial: "missing", username: "bulk-1" },
    ];
    const dry = await call("POST", "/api/v1/tokens/assign", { assignments, dryRun: true });
    expect(dry.body.results).toMatchObject([
      { assigned: false },
      { code: "conflict" },
      { code: "not_found" },
    ]);
    const done = await call("POST", "/api/v1/tokens/assign", { assignments });
    expect(done.body.results).toMatchObject([{ assigned: true }, { assigned: false }, { assigned: false }]);
  });
});

describe("who may", () => {
  it("403: only an application with the scope tokens", async () => {
    const { body } = await call("POST", "/api/v1/applications", {
      name: "login page",
      scopes: ["verify", "enrol", "users"],
    });
    expect((await call("GET", "/api/v1/tokens", undefined, { apiKey: String(body.apiKey) })).status).toBe(
      403,
    );
  });

  it("counts a wrong code of a token like any other", async () => {
    await user("guessed");
    const hotp = await add("hotp");
    await token(hotp.serial, "assign", { username: "guessed" });
    expect(
      statuses([
        await attempt("guessed", wrong(hotp.code(0))),
        await attempt("guessed", wrong(hotp.code(0))),
        await attempt("guessed", hotp.code(0)),
      ]),
    ).toEqual([401, 401, 429]);
  });
});
