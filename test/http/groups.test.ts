import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Policy } from "../../server/policy/policy.js";
import { application } from "../support/application.js";
import { giveRoles, signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";
import { importList } from "../support/user-list.js";

const service = await testService();
const { call, database, deps } = service;
// Before anybody administers: afterwards the environment's key registers no application.
const { apiKey: usersKey } = await application(service, { scopes: ["users"] });
const { apiKey: bothKey } = await application(service, { scopes: ["users", "admin"] });

const groupsOf = async (username: string) => (await call("GET", `/api/v1/users/${username}`)).body.groups;
const group = async (name: string) =>
  ((await call("GET", "/api/v1/groups")).body.groups as unknown as { name: string }[]).find(
    (one) => one.name === name,
  );
const members = (name: string, body: object) => call("POST", `/api/v1/groups/${name}/members`, body);

async function writePolicy(change: (policy: Policy) => Policy): Promise<void> {
  const { version, policy } = await deps.policy.versioned();
  expect((await call("PUT", "/api/v1/policy", { version, policy: change(policy) })).status).toBe(200);
}

beforeAll(async () => {
  await userWithApp(service, "a2-anna");
  for (const username of ["a2-bert", "a2-cara"]) await call("POST", "/api/v1/users", { username });
});

describe("A2 groups", () => {
  it("are made by their members, and counted with who is protected", async () => {
    const { body } = await members("staff", { add: ["a2-anna", "A2-BERT", "a2-cara", "a2-nobody"] });
    expect(body.results).toEqual([
      { username: "a2-anna", outcome: "added" },
      { username: "a2-bert", outcome: "added" },
      { username: "a2-cara", outcome: "added" },
      { username: "a2-nobody", outcome: "refused", code: "not_found", message: "There is no such user." },
    ]);
    await call("POST", "/api/v1/users/a2-cara/suspend", {});
    expect(await group("staff")).toEqual({
      name: "staff",
      members: 3,
      suspended: 1,
      protectedMembers: 1,
      unprotectedMembers: 1,
      policy: { enforced: false, exempt: false, rules: false },
    });
    const again = await members("staff", { add: ["a2-anna"], remove: ["a2-bert"] });
    expect(again.body.results).toMatchObject([{ outcome: "unchanged" }, { outcome: "removed" }]);
    expect(await groupsOf("a2-bert")).toEqual([]);
    const entry = await database.db.collection("audit").findOne({ user: "a2-bert", action: "user.change" });
    expect(entry).toMatchObject({ detail: { fields: "groups", source: "group staff" } });
  });

  it("are listed where only the policy names them, and cannot be deleted then", async () => {
    await writePolicy((policy) => ({
      ...policy,
      enforcement: { ...policy.enforcement, for: "groups", groups: ["planned"] },
    }));
    expect(await group("planned")).toMatchObject({ members: 0, policy: { enforced: true } });
    await members("planned", { add: ["a2-bert"] });
    const refused = await call("DELETE", "/api/v1/groups/planned");
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(await groupsOf("a2-bert")).toEqual(["planned"]);
    await writePolicy(() => DEFAULT_POLICY);
    expect((await call("DELETE", "/api/v1/groups/planned")).body).toEqual({ changed: 1, refused: [] });
    expect(await groupsOf("a2-bert")).toEqual([]);
    expect((await call("DELETE", "/api/v1/groups/planned")).status).toBe(404);
  });

  it("are renamed with all members, and everywhere in the policy, so that nobody's rules change", async () => {
    await importList(
      service,
      `username,groups\n${Array.from({ length: 600 }, (_, i) => `a2-m${i},old`).join("\n")}\n`,
    );
    await writePolicy((policy) => ({
      ...policy,
      enforcement: { ...policy.enforcement, for: "groups", groups: ["old", "other"], exemptGroups: ["old"] },
      groups: [{ group: "old", rules: { rememberDays: 3 } }],
    }));
    const answer = await call("POST", "/api/v1/groups/old/rename", { name: "new" });
    expect(answer).toMatchObject({ status: 200, body: { changed: 600, refused: [] } });
    expect(await groupsOf("a2-m599")).toEqual(["new"]);
    deps.policy.forget();
    expect(await deps.policy.current()).toMatchObject({
      enforcement: { groups: ["new", "other"], exemptGroups: ["new"] },
      groups: [{ group: "new", rules: { rememberDays: 3 } }],
    });
    expect(await group("old")).toBeUndefined();
    await writePolicy(() => DEFAULT_POLICY);
  });

  it("are named by the policy all the time while they are renamed, and a rename that broke off is finished by another", async () => {
    await members("before", { add: ["a2-anna", "a2-bert"] });
    await writePolicy((policy) => ({
      ...policy,
      enforcement: { ...policy.enforcement, for: "groups", groups: ["before"] },
    }));
    const { users } = deps.storage;
    const { writeMany } = users;
    users.writeMany = () => Promise.reject(new Error("the process ends here"));
    expect((await call("POST", "/api/v1/groups/before/rename", { name: "after" })).status).toBe(500);
    users.writeMany = writeMany;
    deps.policy.forget();
    expect((await deps.policy.current()).enforcement.groups).toEqual(["before", "after"]);
    expect((await call("POST", "/api/v1/groups/before/rename", { name: "after" })).status).toBe(409);
    const merge = { name: "after", merge: true };
    expect((await call("POST", "/api/v1/groups/before/rename", merge)).body).toMatchObject({ changed: 2 });
    expect((await deps.policy.current()).enforcement.groups).toEqual(["after"]);
    await writePolicy(() => DEFAULT_POLICY);
  });

  it("403: change nobody whom the caller does not reach", async () => {
    const admin = await signedInPerson(service, "a2-admin", "administrator");
    await call("POST", "/api/v1/users", { username: "a2-owner" });
    await giveRoles(service, "a2-owner", "owner");
    const { body } = await admin.browser.call("POST", "/api/v1/groups/vip/members", {
      add: ["a2-owner", "a2-bert", "a2-admin"],
    });
    expect(body.results).toMatchObject([
      { username: "a2-owner", outcome: "refused", code: "forbidden" },
      { username: "a2-bert", outcome: "added" },
      { username: "a2-admin", outcome: "added" },
    ]);
    const byKey = await call(
      "POST",
      "/api/v1/groups/vip/members",
      { remove: ["a2-admin"] },
      { apiKey: usersKey },
    );
    expect(byKey.body.results).toMatchObject([{ outcome: "refused", code: "forbidden" }]);
  });

  it("403: are not renamed in the policy by a key that may not change it", async () => {
    const owner = await signedInPerson(service, "a2-boss", "owner");
    const { version, policy } = await deps.policy.versioned();
    const named = { ...policy, groups: [{ group: "vip", rules: { rememberDays: 1 } }] };
    expect((await owner.browser.call("PUT", "/api/v1/policy", { version, policy: named })).status).toBe(200);
    const rename = (key: string) =>
      call("POST", "/api/v1/groups/vip/rename", { name: "very" }, { apiKey: key });
    expect((await rename(usersKey)).status).toBe(403);
    expect(await groupsOf("a2-bert")).toContain("vip");
    expect((await rename(bothKey)).status).toBe(200);
    expect(await groupsOf("a2-admin")).toContain("very");
  });
});
