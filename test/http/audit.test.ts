import { describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { Browser, signIn } from "../support/browser.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService({ env: { LATCHKEY_TOLERATED_FAILURES: "0" } });
const { call, clock, database, deps } = service;

interface Entry {
  id: string;
  at: string;
  action: string;
  outcome: string;
  user: string | null;
  actor: string;
  application: string | null;
  applicationName: string | null;
  requestId: string;
  ip: string | null;
  factor: string | null;
}

async function search(query = "", options = {}): Promise<{ entries: Entry[]; cursor?: string }> {
  const answer = await call("GET", `/api/v1/audit${query}`, undefined, options);
  expect(answer.status).toBe(200);
  return answer.body as unknown as { entries: Entry[]; cursor?: string };
}

async function signedInAs(role: string): Promise<Browser> {
  const username = `the ${role}`;
  const app = await userWithApp(service, username);
  const id = deps.keys.userId(username) as never;
  await database.db.collection("users").updateOne({ _id: id }, { $set: { roles: [role] } });
  const browser = new Browser(service);
  await signIn(browser, username, app.code());
  return browser;
}

describe("GET /api/v1/audit", () => {
  it("200: who did what for whom, with which factor, from where, through which application, newest first", async () => {
    const app = await userWithApp(service, "anna");
    const wiki = await application(service, { name: "The wiki" });
    const verified = await wiki.call("POST", "/api/v1/verify", { username: "Anna", code: app.code() });
    const { entries } = await search("?user=ANNA");
    expect(entries[0]).toMatchObject({
      action: "verification.login",
      outcome: "success",
      user: "anna",
      actor: `application ${wiki.id}`,
      application: wiki.id,
      applicationName: "The wiki",
      factor: "totp",
      credentialId: app.credentialId,
      requestId: verified.headers.get("x-request-id"),
    });
    expect(entries.map(({ at }) => at)).toEqual(
      entries
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );
    expect(entries.map(({ action }) => action)).toContain("user.create");
  });

  it("nobody acts under the name of what is no person, whatever they are called", async () => {
    const names = ["Environment Key", "command line", "application wiki", "user anna", "users of the wiki"];
    for (const username of names) {
      const app = await userWithApp(service, username);
      const browser = new Browser(service);
      await signIn(browser, username, app.code());
      const path = `/api/v1/users/${encodeURIComponent(username)}`;
      expect((await browser.call("PATCH", path, { displayName: "Me" })).status).toBe(200);
    }
    const { entries } = await search("?action=user.change&limit=5");
    expect(entries.map(({ actor }) => actor).reverse()).toEqual([
      "user Environment Key",
      "user command line",
      "user application wiki",
      "user user anna",
      "users of the wiki",
    ]);
  });

  it("finds what was tried for a name that nobody has, and stores that name nowhere", async () => {
    const name = "secret typed as a name";
    await call("POST", "/api/v1/verify", { username: name, code: "123456" });
    const { entries } = await search(`?user=${encodeURIComponent(name)}`);
    expect(entries).toMatchObject([{ action: "verification.login", outcome: "failure", user: null }]);
    for (const { name: collection } of await database.db.listCollections().toArray()) {
      const documents = await database.db.collection(collection).find({}).toArray();
      expect(JSON.stringify(documents), collection).not.toContain(name);
    }
  });

  it("filters by each parameter, one that is left empty counts as none", async () => {
    const wiki = await application(service, { name: "Filters" });
    const app = await userWithApp(service, "fred");
    clock.advance(3600);
    const began = service.now().toISOString();
    await call("POST", "/api/v1/tokens", { serial: "Abc-1", type: "totp", secretHex: "00".repeat(20) });
    await call("POST", "/api/v1/tokens/abc-1/assign", { username: "fred" });
    await wiki.call("POST", "/api/v1/verify", { username: "fred", code: "000000" });
    clock.advance(60);
    const since = service.now().toISOString();
    await wiki.call("POST", "/api/v1/verify", { username: "fred", code: app.code() });
    const actions = async (query: string) =>
      (await search(query)).entries.map(({ action, outcome }) => `${action} ${outcome}`);
    expect(await actions(`?user=fred&action=&outcome=&from=${began}&to=`)).toEqual([
      "verification.login success",
      "verification.login failure",
      "token.assign success",
    ]);
    expect(await actions("?serial=ABC-1")).toEqual(["token.assign success", "token.create success"]);
    expect(await actions(`?application=${wiki.id}&user=fred`)).toHaveLength(2);
    expect(await actions(`?application=${wiki.id}&outcome=failure`)).toEqual(["verification.login failure"]);
    expect(await actions(`?user=fred&factor=totp&action=verification.login&from=${since}`)).toHaveLength(1);
    expect(await actions(`?user=fred&from=${began}&to=${began}`)).toHaveLength(2);
    expect(await actions("?user=fred&to=2026-11-23")).toEqual([]);
    expect((await actions("?user=fred&from=2026-11-24&to=2026-11-24")).length).toBeGreaterThan(5);
    expect(await actions(`?actor=${encodeURIComponent("environment key")}&user=fred`)).not.toEqual([]);
    expect(await actions("?ip=203.0.113.9")).toEqual([]);
  });

  it("pages without missing or repeating an entry while new ones come", async () => {
    const seen: string[] = [];
    const { entries: before } = await search("?limit=500");
    let cursor: string | undefined;
    do {
      const page = await search(`?limit=7${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      seen.push(...page.entries.map(({ id }) => id));
      cursor = page.cursor;
      await call("POST", "/api/v1/users", { username: `comes ${seen.length}` });
    } while (cursor !== undefined);
    expect(seen).toEqual(before.map(({ id }) => id));
  });

  it("200 for owners, administrators and auditors; 403 for the help desk and for other scopes; 401 for nobody", async () => {
    const others = await application(service, {
      scopes: ["verify", "enrol", "users", "tokens", "admin", "metrics"],
    });
    const auditor = await application(service, { scopes: ["audit"] });
    for (const [role, status] of [
      ["owner", 200],
      ["administrator", 200],
      ["auditor", 200],
      ["helpdesk", 403],
    ] as const) {
      expect((await (await signedInAs(role)).call("GET", "/api/v1/audit")).status, role).toBe(status);
    }
    expect((await others.call("GET", "/api/v1/audit")).status).toBe(403);
    expect((await auditor.call("GET", "/api/v1/audit")).status).toBe(200);
    expect((await call("GET", "/api/v1/audit", undefined, { apiKey: null })).status).toBe(401);
  });

  it("400 for a filter that is none, so that no misspelt one shows everything", async () => {
    for (const query of ["?usr=anna", "?outcome=maybe", "?from=yesterday", "?limit=501", "?user=a&user=b"]) {
      expect((await call("GET", `/api/v1/audit${query}`)).status, query).toBe(400);
    }
  });
});
