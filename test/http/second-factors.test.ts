import { describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { giveRoles, signedInPerson } from "../support/people.js";
import { ADMIN_KEY, testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const { call, database, url } = service;
// Before anybody administers: afterwards the environment's key registers no application.
const { apiKey: usersKey } = await application(service, { scopes: ["users"] });

const change = (body: object) => call("POST", "/api/v1/users/second-factor", body);
const person = async (username: string) => (await call("GET", `/api/v1/users/${username}`)).body;
const decisionFor = async (username: string) =>
  (await call("POST", "/api/v1/verifications", { username })).body.decision;

describe("A2 the second factor of many users", () => {
  it("is required of the users that are named, until they are released, whatever the policy says of their groups", async () => {
    for (const username of ["a2-anna", "a2-bert"])
      await call("POST", "/api/v1/users", { username, groups: ["kiosk"] });
    const usernames = ["a2-anna", "A2-Anna", "a2-nobody"];
    expect((await change({ action: "require", usernames })).body.results).toEqual([
      { username: "a2-anna", outcome: "done" },
      { username: "a2-nobody", outcome: "refused", code: "not_found", message: "There is no such user." },
    ]);
    expect(await decisionFor("a2-anna")).toBe("enrolment_required");
    expect(await decisionFor("a2-bert")).toBe("skipped");
    expect((await person("a2-anna")).factorRequired).toBe(true);
    const again = await change({ action: "require", usernames: ["a2-anna"] });
    expect(again.body.results).toMatchObject([{ outcome: "unchanged" }]);
    await change({ action: "release", usernames: ["a2-anna"] });
    expect(await decisionFor("a2-anna")).toBe("skipped");
  });

  it("is reset for a group: every factor ends, and those who have none stay as they are", async () => {
    for (const username of ["a2-cara", "a2-dora"]) {
      await userWithApp(service, username);
      await call("PATCH", `/api/v1/users/${username}`, { groups: ["moved"] });
    }
    await call("POST", "/api/v1/users", { username: "a2-emil", groups: ["moved"] });
    const preview = await change({ action: "reset", group: "moved", dryRun: true });
    expect((await person("a2-cara")).credentials).not.toEqual([]);
    const done = await change({ action: "reset", group: "moved" });
    expect(done.body).toEqual(preview.body);
    expect(done.body.results).toEqual([
      { username: "a2-cara", outcome: "done" },
      { username: "a2-dora", outcome: "done" },
      { username: "a2-emil", outcome: "unchanged" },
    ]);
    expect((await person("a2-cara")).credentials).toEqual([]);
    const entries = await database.db.collection("audit").find({ action: "user.rescue" }).toArray();
    expect(entries.map(({ user }) => user).sort()).toEqual(["a2-cara", "a2-dora"]);
    const summary = await database.db.collection("audit").findOne({ "detail.action": "reset" });
    expect(summary).toMatchObject({
      action: "second_factor.bulk",
      detail: { done: 2, unchanged: 1, refused: 0 },
    });
  });

  it("is disabled, except where it is required or a hardware token is assigned, as the preview says", async () => {
    await userWithApp(service, "a2-free");
    await userWithApp(service, "a2-must");
    await call("POST", "/api/v1/users", { username: "a2-token" });
    await call("POST", "/api/v1/tokens", { serial: "a2-sf", type: "hotp", secretHex: "ab".repeat(20) });
    await call("POST", "/api/v1/tokens/a2-sf/assign", { username: "a2-token" });
    await change({ action: "require", usernames: ["a2-must"] });
    const usernames = ["a2-free", "a2-must", "a2-token"];
    const preview = await change({ action: "disable", usernames, dryRun: true });
    const done = await change({ action: "disable", usernames });
    expect(done.body).toEqual(preview.body);
    expect(done.body.results).toMatchObject([
      { outcome: "done" },
      { outcome: "refused", code: "forbidden" },
      { outcome: "refused", code: "conflict" },
    ]);
    expect((await person("a2-free")).credentials).toEqual([]);
    expect((await person("a2-must")).credentials).toHaveLength(2);
  });

  it("is never one's own, nor that of somebody of the same rank; a key reaches nobody who holds a role", async () => {
    const admin = await signedInPerson(service, "a2-admin", "administrator");
    await userWithApp(service, "a2-owner");
    await giveRoles(service, "a2-owner", "owner");
    const usernames = ["a2-admin", "a2-owner", "a2-bert"];
    const path = "/api/v1/users/second-factor";
    const { body } = await admin.browser.call("POST", path, { action: "reset", usernames });
    expect(body.results).toMatchObject([
      { outcome: "refused", code: "forbidden" },
      { outcome: "refused", code: "forbidden" },
      { outcome: "unchanged" },
    ]);
    expect((await person("a2-owner")).credentials).not.toEqual([]);
    const byKey = await call(
      "POST",
      path,
      { action: "require", usernames: ["a2-admin"] },
      { apiKey: usersKey },
    );
    expect(byKey.body.results).toMatchObject([{ outcome: "refused", code: "forbidden" }]);
  });

  it("tells how far it is where that is asked for; 400: for nobody, or for a list and a group at once", async () => {
    const answer = await call("POST", "/api/v1/users/second-factor", { action: "reset" });
    expect(answer.status).toBe(400);
    expect((await change({ action: "reset", usernames: ["a2-bert"], group: "moved" })).status).toBe(400);
    const streamed = await fetch(`${url}/api/v1/users/second-factor`, {
      method: "POST",
      headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ action: "release", group: "moved", progress: true }),
    });
    const lines = (await streamed.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([{ done: 3, total: 3 }, { report: { results: [{}, {}, {}] } }]);
  });
});
