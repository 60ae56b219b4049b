import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { testService } from "../support/service.js";
import { archiveFiles } from "../support/trail.js";

const directory = join(await mkdtemp(join(tmpdir(), "latchkey-archive-")), "of audit");
const service = await testService({
  env: { LATCHKEY_AUDIT_RETENTION_DAYS: "30", LATCHKEY_AUDIT_ARCHIVE_DIR: directory },
});
const { call, clock, deps } = service;
afterAll(() => rm(join(directory, ".."), { recursive: true }));

describe("A5 GET /api/v1/audit/retention", () => {
  it("200: how long entries are kept, how far back they go, and the archives", async () => {
    expect((await call("GET", "/api/v1/audit/retention")).body).toMatchObject({
      days: 30,
      directory,
      lastRun: null,
      archives: [],
    });
    await call("POST", "/api/v1/users", { username: "anna" });
    await deps.audit.checkpoint();
    const then = clock.now().toISOString();
    clock.advance(40 * 24 * 3600);
    await call("POST", "/api/v1/users", { username: "bert" });
    await deps.audit.checkpoint();
    await deps.retention.run();
    const { body } = await call("GET", "/api/v1/audit/retention");
    const now = clock.now().toISOString();
    expect(body).toEqual({
      days: 30,
      directory,
      oldest: now,
      lastRun: { at: now, failure: null },
      archives: [
        {
          number: 1,
          file: archiveFiles(directory)[0],
          from: then,
          to: then,
          entries: expect.any(Number),
          at: now,
          removed: true,
        },
      ],
    });
    const { body: found } = await call("GET", "/api/v1/audit?action=audit.archive");
    expect(found.entries).toMatchObject([
      { actor: "latchkey", detail: { archive: 1, from: then, to: then } },
    ]);
  });

  it("401 without a key, 403 for an application without the scope `audit`", async () => {
    expect((await call("GET", "/api/v1/audit/retention", undefined, { apiKey: null })).status).toBe(401);
    const wiki = await application(service, { scopes: ["verify"] });
    expect((await wiki.call("GET", "/api/v1/audit/retention")).status).toBe(403);
  });
});
