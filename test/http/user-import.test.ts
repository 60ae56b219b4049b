import { describe, expect, it } from "vitest";
import type { UserImportReport } from "../../server/people/import/import-users.js";
import { application } from "../support/application.js";
import type { Browser } from "../support/browser.js";
import { giveRoles, signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { importList } from "../support/user-list.js";

const service = await testService();
const { call, database, deps } = service;

async function imported(
  list: string | Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = { options: '{"update":true}' },
): Promise<UserImportReport> {
  const { status, text } = await importList(service, list, fields);
  expect(status, text).toBe(200);
  return JSON.parse(text) as UserImportReport;
}

const outcomes = ({ rows }: UserImportReport) => rows.map(({ outcome, code }) => code ?? outcome);
const read = async (username: string) =>
  (await call("GET", `/api/v1/users/${encodeURIComponent(username)}`)).body;

describe("A2 importing users from a file", () => {
  it("shows what would happen, does exactly that, and finds nothing to do the second time", async () => {
    const list = "username,displayName,email,groups\na2-anna,Anna,anna@example.org,staff;wiki\na2-bert,,,\n";
    const preview = await imported(list, { dryRun: "true" });
    expect((await call("GET", "/api/v1/users/a2-anna")).status).toBe(404);
    const { importId, ...done } = await imported(list);
    expect(done).toEqual(preview);
    expect(importId).toBeTruthy();
    expect(await read("a2-anna")).toMatchObject({
      displayName: "Anna",
      email: "anna@example.org",
      groups: ["staff", "wiki"],
      roles: [],
      hasPassword: false,
    });
    expect((await imported(list)).counts).toEqual({ created: 0, updated: 0, unchanged: 2, refused: 0 });
  });

  it.each([
    [
      "a semicolon, German headings and Windows-1252",
      "latin1",
      "Benutzername;Anzeigename;E-Mail-Adresse;Gruppen",
    ],
    ["tabs and UTF-16 with its mark", "utf16le", "login\tFull Name\tMail\tGroup"],
    ["a mark of UTF-8", "utf-8", "sAMAccountName,cn,e-mail,groups"],
  ] as const)("reads %s", async (what, encoding, head) => {
    const separator = /[;\t,]/.exec(head)?.[0] ?? ",";
    const name = `a2 jörg ${encoding}`;
    const row = [name, "Jörg Müller", "joerg@example.org", '"Vertrieb|Köln"'].join(separator);
    const mark = encoding === "latin1" ? "" : "\ufeff";
    const report = await imported(Uint8Array.from(Buffer.from(`${mark}${head}\r\n${row}\r\n`, encoding)));
    expect(report.fileError, what).toBeNull();
    expect(await read(name)).toMatchObject({ displayName: "Jörg Müller", groups: ["Vertrieb", "Köln"] });
  });

  it("makes a display name of first and last name, and says which columns it did not understand", async () => {
    const report = await imported("Vorname;Nachname;Kennung;Kostenstelle\nCara;Meier;a2-cara;4711\n");
    expect(report.columns).toMatchObject({ recognised: { username: "Kennung" }, ignored: ["Kostenstelle"] });
    expect((await read("a2-cara")).displayName).toBe("Cara Meier");
  });

  it("refuses rows that it cannot take, by line and reason, and takes the others", async () => {
    const list = [
      "username,email,groups",
      "a2-dora,dora@example.org,staff",
      ",nobody@example.org,",
      "a2-emil,not an address,",
      "A2-DORA,other@example.org,",
      "a2-\u0007bell,,",
      `a2-fred,,${"g".repeat(129)}`,
      "a2-gina,gina@example.org,staff,surplus",
      "ａ２-hugo,,",
      "a2-hugo,,",
    ].join("\n");
    const report = await imported(list);
    expect(report.rows.map(({ row, code = "created" }) => `${row} ${code}`)).toEqual([
      "2 created",
      "3 bad_username",
      "4 bad_email",
      "5 twice",
      "6 bad_username",
      "7 bad_groups",
      "8 too_many_cells",
      "9 created",
      "10 twice",
    ]);
    for (const { outcome, message } of report.rows) {
      if (outcome === "refused") expect(message).toMatch(/^[A-Z].*\.$/);
    }
    expect((await read("a2-dora")).email).toBe("dora@example.org");
  });

  it.each([
    ["empty_file", ""],
    ["empty_file", "username\n"],
    ["no_username_column", "who,mail\nanna,anna@example.org\n"],
    ["column_twice", "username,login\nanna,anna\n"],
    ["csv_syntax", 'username\n"never closed\n'],
  ])("refuses a whole file: %s", async (code, list) => {
    const report = await imported(list);
    expect(report).toMatchObject({ fileError: { code }, rows: [], counts: { created: 0 } });
  });

  it("leaves what a cell does not say, and updates only where that is wanted", async () => {
    await imported("username,displayName,email,groups\na2-ina,Ina,ina@example.org,staff\n");
    const change = "username,displayName,email,groups\na2-ina,,ina@example.net,wiki\n";
    const off = await imported(change, {});
    expect(outcomes(off)).toEqual(["exists"]);
    await imported(change);
    expect(await read("a2-ina")).toMatchObject({
      displayName: "Ina",
      email: "ina@example.net",
      groups: ["staff", "wiki"],
    });
    await imported(change, { options: '{"update":true,"groups":"replace"}' });
    expect((await read("a2-ina")).groups).toEqual(["wiki"]);
  });

  it("changes nobody who holds a role and gives no role, whatever the columns are called", async () => {
    await imported("username\na2-olga\n");
    await giveRoles(service, "a2-olga", "auditor");
    const report = await imported("username,email,roles\na2-olga,thief@example.org,owner\na2-paul,,owner\n");
    expect(outcomes(report)).toEqual(["holds_role", "created"]);
    expect(report.columns.ignored).toEqual(["roles"]);
    expect((await read("a2-paul")).roles).toEqual([]);
    expect((await read("a2-olga")).email).toBeNull();
  });

  it("records who was created and changed, and the import as a whole", async () => {
    const { importId } = await imported("username\na2-rosa\n");
    const trail = database.db.collection("audit");
    const entries = await trail.find({ "detail.importId": importId }).sort({ _id: 1 }).toArray();
    expect(entries.map(({ action, detail }) => [action, detail.created ?? detail.rows])).toEqual([
      ["user.import_begin", 1],
      ["user.import", 1],
    ]);
    const [created] = await database.db.collection("audit").find({ user: "a2-rosa" }).toArray();
    expect(created).toMatchObject({ action: "user.create", detail: { source: `import ${importId}` } });
  });

  it("401, 403: is for administrators who have verified themselves, and for the scope users", async () => {
    const list = "username\na2-nobody\n";
    expect((await importList(service, list, {}, "no key")).status).toBe(401);
    const tokens = await application(service, { scopes: ["tokens"] });
    expect((await importList(service, list, {}, tokens.apiKey)).status).toBe(403);
    const { browser } = await signedInPerson(service, "a2-helper", "helpdesk");
    const part = 'Content-Disposition: form-data; name="file"; filename="list.csv"';
    const contentType = "multipart/form-data; boundary=x";
    const body = `--x\r\n${part}\r\n\r\n${list}\r\n--x--\r\n`;
    const upload = (by: Browser) => by.call("POST", "/api/v1/users/import", undefined, { body, contentType });
    expect((await upload(browser)).status).toBe(403);
    const { browser: admin } = await signedInPerson(service, "a2-admin", "administrator");
    expect((await upload(admin)).status).toBe(200);
    service.clock.advance(700);
    const late = await upload(admin);
    expect(late).toMatchObject({ status: 403, body: { code: "elevation_required" } });
  });

  it("413: takes no file beyond its limit", async () => {
    const large = new Uint8Array(32 * 1024 * 1024 + 1);
    expect((await importList(service, large)).status).toBe(413);
  });
});

describe("A2 importing 50,000 users", () => {
  const list = (head: string, rows: number, row: (i: number) => string) =>
    `${head}\n${Array.from({ length: rows }, (_, i) => row(i)).join("\n")}\n`;
  const everybody = list(
    "username;displayName;email;groups",
    50_000,
    (i) => `a2-mass-${i};Person ${i};p${i}@example.org;"mass;floor ${i % 7}"`,
  );

  it("goes on after it was cut short in the middle, and tells how far it is", async () => {
    const { users } = deps.storage;
    const { writeMany } = users;
    let batches = 0;
    users.writeMany = (changes) => {
      batches += 1;
      return batches > 20 ? Promise.reject(new Error("the database is gone")) : writeMany(changes);
    };
    const cut = await importList(service, everybody, { progress: "true" });
    users.writeMany = writeMany;
    const lines = cut.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ done: 250, total: 50_000 });
    expect(lines.at(-1)).toEqual({
      error: { code: "internal_error", detail: "It ended early: what was done so far stays. Repeat it." },
    });
    const stored = () => database.db.collection("users").countDocuments({ groups: "mass" });
    expect(await stored()).toBe(5000);

    const again = await importList(service, everybody, { progress: "true" });
    const told = again.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told.at(-2)).toEqual({ done: 50_000, total: 50_000 });
    expect(told.at(-1).report.counts).toEqual({ created: 45_000, updated: 0, unchanged: 5000, refused: 0 });
    expect(await stored()).toBe(50_000);
    const entries = { action: "user.create", user: /^a2-mass-/ };
    expect(await database.db.collection("audit").countDocuments(entries)).toBe(50_000);
  }, 180_000);
});
