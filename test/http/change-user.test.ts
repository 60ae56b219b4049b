import { beforeAll, describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { type Person, signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";

const service = await testService();
const { call } = service;
// Before anybody administers: afterwards the environment's key registers no application.
const directory = await application(service, { scopes: ["users"] });

const path = (name: string) => `/api/v1/users/${name}`;

describe("roles, before anybody administers", () => {
  it("200: the environment's key gives the first ones; they count once a second factor is confirmed", async () => {
    await call("POST", "/api/v1/users", { username: "first", password: "password of first" });
    expect(await call("PATCH", path("first"), { roles: ["owner"] })).toMatchObject({
      status: 200,
      body: { roles: ["owner"] },
    });
    expect((await call("PATCH", path("first"), { roles: [] })).status).toBe(200);
  });
});

describe("roles, once somebody administers", () => {
  let owner: Person;
  let administrator: Person;

  beforeAll(async () => {
    owner = await signedInPerson(service, "owner", "owner");
    administrator = await signedInPerson(service, "administrator", "administrator");
    await call("POST", "/api/v1/users", { username: "colleague" });
  });

  it("200: an owner gives and takes them", async () => {
    const given = await owner.browser.call("PATCH", path("colleague"), { roles: ["auditor", "auditor"] });
    expect(given).toMatchObject({ status: 200, body: { roles: ["auditor"] } });
    expect((await owner.browser.call("PATCH", path("colleague"), { roles: [] })).status).toBe(200);
  });

  it("403: nobody else does, and nobody to themselves", async () => {
    expect(
      (await administrator.browser.call("PATCH", path("colleague"), { roles: ["auditor"] })).status,
    ).toBe(403);
    expect(
      (await administrator.browser.call("PATCH", path("administrator"), { roles: ["owner"] })).status,
    ).toBe(403);
    expect((await owner.browser.call("PATCH", path("owner"), { roles: [] })).status).toBe(403);
    expect((await call("PATCH", path("colleague"), { roles: ["auditor"] })).status).toBe(403);
    expect((await call("PATCH", path("owner"), { email: "thief@example.org" })).status).toBe(403);
  });

  it("403: an administrator does not touch an owner", async () => {
    expect(
      (await administrator.browser.call("PATCH", path("owner"), { email: "thief@example.org" })).status,
    ).toBe(403);
  });

  it("403: an application moves an owner into no group where policy asks for less, nor sends their notices elsewhere", async () => {
    for (const change of [{ groups: ["office"] }, { email: "thief@example.org" }, { preferredFactors: [] }]) {
      expect(await directory.call("PATCH", path("owner"), change)).toMatchObject({
        status: 403,
        body: { code: "forbidden" },
      });
    }
    expect((await directory.call("PATCH", path("colleague"), { groups: ["office"] })).status).toBe(200);
    expect((await call("GET", path("owner"))).body).toMatchObject({ groups: [], email: null });
  });

  it("200: users change their own name, 403: not their groups", async () => {
    const user = await signedInPerson(service, "user");
    expect(await user.browser.call("PATCH", path("user"), { displayName: "U. Ser" })).toMatchObject({
      status: 200,
      body: { displayName: "U. Ser" },
    });
    expect((await user.browser.call("PATCH", path("user"), { groups: ["exempt"] })).status).toBe(403);
    expect((await administrator.browser.call("PATCH", path("user"), { groups: ["staff"] })).status).toBe(200);
  });

  it("404: an unknown user, 400: an unknown role", async () => {
    expect((await owner.browser.call("PATCH", path("nobody"), { roles: [] })).status).toBe(404);
    expect((await owner.browser.call("PATCH", path("colleague"), { roles: ["god"] })).status).toBe(400);
  });
});
