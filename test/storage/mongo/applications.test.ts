import { describe, expect, it } from "vitest";
import { newKeyMaterial } from "../../../server/storage/key-source.js";
import { createKeys } from "../../../server/storage/keys.js";
import { testDatabase } from "../../support/mongo.js";
import { testService } from "../../support/service.js";

const keys = createKeys(newKeyMaterial());
const database = testDatabase();
const applications = database.db.collection("applications");
const apiKeys = ["lk_the-key-of-an-application-of-old", "lk_the-key-of-another-one-of-then"];

// As a Latchkey left it that knew one key an application.
await applications.createIndex({ keyDigest: 1 }, { unique: true });
await applications.insertMany(
  apiKeys.map((apiKey, index) => ({
    _id: `old-${index}` as never,
    name: "Old",
    scopes: ["verify", "admin"],
    redirectUris: [],
    mayStateIp: false,
    recovery: false,
    unknownUsers: "refuse",
    keyDigest: keys.digest("api-key", apiKey),
    createdAt: new Date("2025-01-01T00:00:00Z"),
  })),
);
const { call } = await testService({ database, keys });

describe("applications from before an application had several keys", () => {
  it("go on with the key they have", async () => {
    for (const [index, apiKey] of apiKeys.entries()) {
      expect(await call("GET", `/api/v1/applications/old-${index}`, undefined, { apiKey })).toMatchObject({
        status: 200,
        body: { suspended: false, keys: [{ createdAt: "2025-01-01T00:00:00.000Z", expiresAt: null }] },
      });
    }
  });

  it("are rotated, and do not stand in the way of new ones", async () => {
    const [old, apiKey] = apiKeys as [string, string];
    const made = await call("POST", "/api/v1/applications/old-0/keys", { overlapSeconds: 0 }, { apiKey });
    const read = (key: string) => call("GET", "/api/v1/applications", undefined, { apiKey: key });
    expect((await read(old)).status).toBe(401);
    expect((await read(String(made.body.apiKey))).status).toBe(200);
    for (const name of ["one", "two"])
      expect((await call("POST", "/api/v1/applications", { name }, { apiKey })).status).toBe(201);
  });
});
