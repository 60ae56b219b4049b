import { describe, expect, it } from "vitest";
import { ADMIN_KEY, testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";
import { importList } from "../support/user-list.js";

const service = await testService();
const { call, database, url } = service;

async function exported(query: string): Promise<Response> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  return fetch(`${url}/api/v1/users/export?${query}`, { headers });
}

describe("A2 exporting users", () => {
  it("gives a file that a spreadsheet takes for text, and that the import finds unchanged", async () => {
    const formula = { username: "=a2+1", displayName: "-1", groups: ["@all", "staff"] };
    expect((await call("POST", "/api/v1/users", formula)).status).toBe(201);
    await userWithApp(service, "a2-anna");
    const answer = await exported("format=csv");
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="latchkey-users.csv"');
    const text = await answer.text();
    const [head, first, second] = text.split("\r\n");
    expect(head).toBe("username,displayName,email,groups,roles,suspended,secondFactors,lastUsedAt,createdAt");
    expect(first).toMatch(/^"'=a2\+1","'-1",,"'@all; staff",,false,,,2026-/);
    expect(second).toMatch(/^a2-anna,,,,,false,totp,2026-/);
    const again = JSON.parse((await importList(service, text, { dryRun: "true" })).text);
    expect(again.counts).toEqual({ created: 0, updated: 0, unchanged: 2, refused: 0 });
  });

  it("gives those whom a search finds, as JSON Lines, without any secret", async () => {
    const text = await (await exported("format=jsonl&without=factor")).text();
    expect(text.trim().split("\n")).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject({
      username: "=a2+1",
      groups: ["@all", "staff"],
      secondFactors: [],
    });
    expect(await (await exported("format=jsonl")).text()).not.toMatch(/secret|hash|digest|handle/i);
  });

  it("pages through everybody", async () => {
    await importList(
      service,
      `username\n${Array.from({ length: 1200 }, (_, i) => `a2-many-${i}`).join("\n")}\n`,
    );
    const lines = (await (await exported("format=csv&query=a2-many")).text()).trim().split("\r\n");
    expect(new Set(lines).size).toBe(1201);
  });

  it("is recorded, with what was asked for", async () => {
    const entry = await database.db.collection("audit").findOne({ action: "user.export" });
    expect(entry).toMatchObject({ actor: "environment key", detail: { format: "csv" } });
    expect((await exported("format=pdf")).status).toBe(400);
    expect((await call("GET", "/api/v1/users/export", undefined, { apiKey: null })).status).toBe(401);
  });
});
