import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { oneTimeCode } from "../../server/factors/otp.js";
import { timeStep } from "../../server/factors/totp.js";
import { wrong } from "../support/hotp.js";
import { ADMIN_KEY, type Answer, testService } from "../support/service.js";

const service = await testService();
const { call, clock, url } = service;

type Type = "totp" | "hotp";
let serials = 0;

/** Adds a token to the stock. */
async function stock(type: Type, parameters: object = {}) {
  const serial = `SN-${++serials}`;
  const seed = randomBytes(20);
  const answer = await call("POST", "/api/v1/tokens", {
    serial,
    type,
    secretHex: seed.toString("hex"),
    ...parameters,
  });
  expect(answer.status).toBe(201);
  const code = (position: number) => oneTimeCode(seed, { digits: 6, algorithm: "SHA1" }, position);
  return { serial, code, now: (steps = 0) => code(timeStep(clock.now(), 30) + steps) };
}

const user = (username: string) => call("POST", "/api/v1/users", { username });
const token = (serial: string, action: string, body?: object) =>
  call("POST", `/api/v1/tokens/${serial}/${action}`, body);
const attempt = (username: string, code: string) => call("POST", "/api/v1/verify", { username, code });
const statuses = (answers: Answer[]) => answers.map(({ status }) => status);

/** Sends a seed file as the console does. */
async function importFile(
  content: string | Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([content]), "seeds.csv");
  const answer = await fetch(`${url}/api/v1/tokens/import`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
    body: form,
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer["body"] };
}

describe("a counter at the end of its range", () => {
  it("signs in, resynchronises and is refused like any other, and its user's attempts are never lost to it", async () => {
    const end = Number.MAX_SAFE_INTEGER;
    await user("edge");
    const hotp = await stock("hotp", { counter: end - 3 });
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
    const hotp = await stock("hotp");
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
    const hotp = await stock("hotp");
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
    const totp = await stock("totp");
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
    const { serial } = await stock("totp");
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
    const { serial } = await stock("totp");
    expect((await token("no-such-token", "suspend")).status).toBe(404);
    expect((await token(serial, "assign", { username: "no such user" })).status).toBe(404);
  });

  it("goes to one of two users who are given it at once", async () => {
    await user("left");
    await user("right");
    const { serial } = await stock("totp");
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
    const hotp = await stock("hotp");
    const other = await stock("hotp");
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

  it("404: of an unknown token", async () => {
    expect((await call("GET", "/api/v1/tokens/no-such/history")).status).toBe(404);
  });
});

describe("drift", () => {
  it("is remembered: a token whose clock is ahead is looked for where it was last seen", async () => {
    await user("drifter");
    const totp = await stock("totp");
    await token(totp.serial, "assign", { username: "drifter" });
    for (const ahead of [1, 2, 3]) {
      clock.advance(300);
      expect((await attempt("drifter", totp.now(ahead))).status).toBe(200);
    }
  });

  it("is mended by two consecutive codes, forward only, as one attempt on the user's guard", async () => {
    await user("far");
    const hotp = await stock("hotp");
    await token(hotp.serial, "assign", { username: "far" });
    const resync = (a: number, b: number) =>
      token(hotp.serial, "resync", { codes: [hotp.code(a), hotp.code(b)] });
    expect((await attempt("far", hotp.code(500))).status).toBe(401);
    expect((await resync(500, 502)).status).toBe(401);
    expect((await resync(500, 501)).status).toBe(429);
    clock.advance(1);
    expect((await resync(500, 501)).status).toBe(200);
    expect((await attempt("far", hotp.code(501))).status).toBe(401);
    expect((await attempt("far", hotp.code(502))).status).toBe(200);
    expect((await resync(10, 11)).status).toBe(401);
  });

  it("of a clock is mended up to an hour, and remembered", async () => {
    await user("clock");
    const totp = await stock("totp");
    await token(totp.serial, "assign", { username: "clock" });
    const codes = [totp.now(100), totp.now(101)];
    expect((await token(totp.serial, "resync", { codes })).status).toBe(200);
    clock.advance(60);
    expect((await attempt("clock", totp.now(101))).status).toBe(200);
  });

  it("409: of a token that is assigned to nobody", async () => {
    const hotp = await stock("hotp");
    expect((await token(hotp.serial, "resync", { codes: [hotp.code(0), hotp.code(1)] })).status).toBe(409);
  });
});

describe("bulk assignment", () => {
  it("answers each row by itself, and says beforehand what would happen", async () => {
    await user("bulk-1");
    const one = await stock("totp");
    const two = await stock("totp");
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

describe("Yubico OTP", () => {
  // yubico-c's self-test: use 1 session 1, then 1/2, then 0xFFF/1.
  const publicId = "cccccccccccb";
  const typed = [
    "dvgtiblfkbgturecfllberrvkinnctnn",
    "rnibcnfhdninbrdebccrndfhjgnhftee",
    "iikkijbdknrrdhfdrjltvgrbkkjblcbh",
  ];

  it("accepts each tap once, strictly forward, and in capitals", async () => {
    await user("tapper");
    const secretHex = "000102030405060708090a0b0c0d0e0f";
    await call("POST", "/api/v1/tokens", {
      serial: "yk-1",
      type: "yubico-otp",
      secretHex,
      privateIdHex: "010203040506",
      publicId,
    });
    await token("yk-1", "assign", { username: "tapper" });
    const tap = (index: number) => attempt("tapper", `${publicId}${typed[index]}`.toUpperCase());
    expect(await tap(1)).toMatchObject({ status: 200, body: { factor: "yubico-otp" } });
    expect((await tap(1)).status).toBe(401);
    expect((await tap(0)).status).toBe(401);
    clock.advance(60);
    expect((await tap(2)).status).toBe(200);
    const copies = await Promise.all(Array.from({ length: 50 }, () => tap(2)));
    expect(copies.filter(({ status }) => status === 200)).toHaveLength(0);
  });

  it("409: a public id belongs to one token", async () => {
    const body = { type: "yubico-otp", secretHex: "00".repeat(16), privateIdHex: "000000000000", publicId };
    expect((await call("POST", "/api/v1/tokens", { serial: "yk-2", ...body })).status).toBe(409);
  });

  it("says in words that the keyboard layout is another one", async () => {
    const answer = await call("POST", "/api/v1/verify", {
      username: "tapper",
      code: "a".repeat(44),
      factor: "yubico-otp",
    });
    expect(answer).toMatchObject({ status: 400 });
    expect(String(answer.body.detail)).toContain("layout");
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
    const hotp = await stock("hotp");
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
