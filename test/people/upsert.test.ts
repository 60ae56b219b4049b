import { describe, expect, it } from "vitest";
import { type UpsertOptions, upsertUsers } from "../../server/people/upsert.js";
import { changeUser } from "../../server/storage/change-user.js";
import { giveRoles } from "../support/people.js";
import { testService } from "../support/service.js";

const service = await testService();
const { call, database, deps } = service;

const caller = { actor: "a test", application: null, ip: null, userAgent: null, requestId: "upsert" };
const taken: UpsertOptions = { dryRun: false, update: true, groups: "add", source: "a list" };

const upsert = (rows: Parameters<typeof upsertUsers>[2], options: Partial<UpsertOptions> = {}) =>
  upsertUsers(deps, caller, rows, { ...taken, ...options });

const stored = async (username: string) => (await deps.storage.users.read(deps.keys.userId(username)))?.user;
const entriesOf = (user: string) => database.db.collection("audit").find({ user }).sort({ seq: 1 }).toArray();

/** Lets something happen once, between the read of a batch and its write. */
function meanwhile(happens: () => Promise<unknown>): void {
  const { users } = deps.storage;
  const { writeMany } = users;
  users.writeMany = async (changes) => {
    users.writeMany = writeMany;
    await happens();
    return writeMany(changes);
  };
}

describe("A2 many users taken over from a list", () => {
  it("leave name and address of a user of the directory to the directory; groups are changed", async () => {
    await upsert([{ username: "a2-dora", email: "dora@example.org" }]);
    const directory = { id: "entry of dora", dn: "uid=a2-dora,dc=example,dc=org", suspendedFor: null };
    await changeUser(deps.storage, deps.keys.userId("a2-dora"), (user) => ({ user: { ...user, directory } }));
    const thief = { username: "a2-dora", email: "thief@example.org", groups: ["staff"] };
    expect(await upsert([thief])).toMatchObject([{ outcome: "refused", code: "of_directory" }]);
    expect(await stored("a2-dora")).toMatchObject({ email: "dora@example.org", groups: [] });
    const same = { ...thief, email: "dora@example.org" };
    expect(await upsert([same])).toMatchObject([{ outcome: "updated" }]);
  });

  it("are created, updated, and left alone the second time", async () => {
    const rows = [
      { username: "A2 Anna", displayName: "Anna", email: "anna@example.org", groups: ["staff", "staff"] },
      { username: "A2 Bert" },
    ];
    expect((await upsert(rows)).map(({ outcome }) => outcome)).toEqual(["created", "created"]);
    const again = rows.map((row) => ({ ...row, username: row.username.toUpperCase() }));
    expect((await upsert(again)).map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
    const renamed = [{ username: "a2 anna", displayName: "Anna B.", groups: ["wiki"] }];
    expect(await upsert(renamed)).toEqual([
      {
        outcome: "updated",
        changes: [
          { field: "displayName", from: "Anna", to: "Anna B." },
          { field: "groups", from: "staff", to: "staff; wiki" },
        ],
      },
    ]);
    expect(await stored("A2 Anna")).toMatchObject({
      username: "A2 Anna",
      displayName: "Anna B.",
      email: "anna@example.org",
      groups: ["staff", "wiki"],
      version: 2,
    });
    const entries = await entriesOf("A2 Anna");
    expect(entries.map(({ action, detail }) => [action, detail])).toEqual([
      ["user.create", { source: "a list" }],
      ["user.change", { source: "a list", fields: "displayName groups" }],
    ]);
  });

  it("leave groups only where the list replaces them", async () => {
    await upsert([{ username: "A2 Cara", groups: ["old", "kept"] }]);
    await upsert([{ username: "A2 Cara", groups: ["kept", "new"] }], { groups: "replace" });
    expect((await stored("A2 Cara"))?.groups).toEqual(["kept", "new"]);
  });

  it("are as a preview says, which writes nothing", async () => {
    await upsert([{ username: "A2 Dora" }]);
    const rows = [
      { username: "A2 Dora", displayName: "D" },
      { username: "A2 Emil" },
      { username: "a2 emil" },
    ];
    const preview = await upsert(rows, { dryRun: true });
    expect(await stored("A2 Emil")).toBeUndefined();
    expect((await stored("A2 Dora"))?.displayName).toBeNull();
    expect(await upsert(rows)).toEqual(preview);
    expect(preview.map(({ outcome }) => outcome)).toEqual(["updated", "created", "refused"]);
  });

  it("are not changed where they hold a role, nor where updating is switched off", async () => {
    await upsert([{ username: "A2 Olga" }, { username: "A2 Paul" }]);
    await giveRoles(service, "A2 Olga", "helpdesk");
    const rows = [
      { username: "A2 Olga", email: "thief@example.org" },
      { username: "A2 Paul", email: "thief@example.org" },
    ];
    const results = await upsert(rows, { update: false });
    expect(results).toMatchObject([{ code: "holds_role" }, { code: "exists" }]);
    expect((await upsert(rows))[0]).toMatchObject({ outcome: "refused", code: "holds_role" });
    expect((await stored("A2 Olga"))?.email).toBeNull();
  });

  it("keep the guard of the name that was tried before they existed", async () => {
    for (let wrong = 0; wrong < 3; wrong++)
      await call("POST", "/api/v1/verify", { username: "A2 Fred", code: "123456" });
    const decoy = await stored("A2 Fred");
    expect(decoy).toMatchObject({ decoy: true, guard: { failures: 2 } });
    expect(await upsert([{ username: "A2 Fred" }])).toMatchObject([{ outcome: "created" }]);
    expect(await stored("A2 Fred")).toMatchObject({ decoy: false, username: "A2 Fred", guard: decoy?.guard });
  });

  it("are read again where somebody else changes one of them meanwhile, and neither change is lost", async () => {
    await upsert([{ username: "A2 Gina" }, { username: "A2 Hugo" }]);
    meanwhile(() =>
      changeUser(deps.storage, deps.keys.userId("A2 Hugo"), (user) => ({
        user: { ...user, groups: ["other"] },
      })),
    );
    const rows = ["A2 Gina", "A2 Hugo"].map((username) => ({
      username,
      displayName: "New",
      groups: ["staff"],
    }));
    await upsert(rows);
    expect(await stored("A2 Gina")).toMatchObject({ displayName: "New", groups: ["staff"], version: 2 });
    expect(await stored("A2 Hugo")).toMatchObject({ groups: ["other", "staff"], version: 3 });
    const changes = (await entriesOf("A2 Gina")).filter(({ action }) => action === "user.change");
    expect(changes).toHaveLength(1);
  });

  it("are updated where somebody else creates one of them meanwhile", async () => {
    meanwhile(() => call("POST", "/api/v1/users", { username: "A2 Iris", email: "iris@example.org" }));
    const results = await upsert([{ username: "A2 Iris", displayName: "Iris" }, { username: "A2 Jane" }]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["updated", "created"]);
    expect(await stored("A2 Iris")).toMatchObject({ email: "iris@example.org", displayName: "Iris" });
  });

  it("are all stored or none, so that what is stored is complete", async () => {
    meanwhile(() => Promise.reject(new Error("the process ends here")));
    await expect(upsert([{ username: "A2 Kim" }, { username: "A2 Lea" }])).rejects.toThrow("ends here");
    expect(await stored("A2 Kim")).toBeUndefined();
    const claims = await database.db
      .collection("claims")
      .countDocuments({ user: deps.keys.userId("A2 Kim") });
    expect(claims).toBe(0);
    await upsert([{ username: "A2 Kim" }]);
    const kim = await stored("A2 Kim");
    expect((await deps.storage.users.readByClaim(`handle:${kim?.handle}`))?.user.id).toBe(kim?.id);
  });

  it("take one read and one write for a batch", async () => {
    const { users } = deps.storage;
    const { readMany, writeMany } = users;
    const trips: string[] = [];
    users.readMany = (ids) => {
      trips.push("read");
      return readMany(ids);
    };
    users.writeMany = (changes) => {
      trips.push("write");
      return writeMany(changes);
    };
    const rows = Array.from({ length: 200 }, (_, i) => ({ username: `A2 many ${i}`, groups: ["many"] }));
    await upsert(rows);
    await upsert(rows);
    Object.assign(users, { readMany, writeMany });
    expect(trips).toEqual(["read", "write", "read"]);
  });
});
