import { describe, expect, it } from "vitest";
import { createRegistry, FACTORS } from "../../server/factors/index.js";
import { mayChange } from "../../server/http/may-change.js";
import { mayEnrol } from "../../server/http/may-enrol.js";
import type { Principal } from "../../server/http/principal.js";
import { DEFAULT_POLICY } from "../../server/policy/policy.js";
import type { Credential, Role, User } from "../../server/storage/storage.js";

const factors = createRegistry(FACTORS);
const mayEnrolApp = (principal: Principal, registry: typeof factors) =>
  mayEnrol(principal, registry, DEFAULT_POLICY, { type: "totp", kind: "app" });
const key = { factor: "webauthn", state: "active" } as Credential;

const user = (id: string, credentials: Credential[], roles: Role[] = []) =>
  ({ id, credentials, roles, groups: [] }) as unknown as User;
const person = (of: User): Principal =>
  ({ kind: "person", user: of, roles: of.roles, session: { id: "session" } }) as unknown as Principal;

describe("who may change the authenticators of a user, asked inside the write", () => {
  it("not a person who came before there was a factor, once somebody else has enrolled one", () => {
    const before = user("ada", []);
    const after = user("ada", [key]);
    expect(() => mayEnrolApp(person(before), factors)(before)).not.toThrow();
    expect(() => mayEnrolApp(person(before), factors)(after)).toThrow(/verify yourself/);
    expect(() => mayChange(person(before), factors)(after)).toThrow(/verify yourself/);
    expect(() => mayChange(person(after), factors)(after)).not.toThrow();
  });

  it("of one who holds a role, only that person and those of a higher rank", () => {
    const owner = user("owner", [key], ["owner"]);
    const administrator = user("administrator", [key], ["administrator"]);
    expect(() => mayChange(person(administrator), factors)(owner)).toThrow(/does not reach/);
    expect(() => mayChange(person(administrator), factors)(administrator)).not.toThrow();
    expect(() => mayChange(person(owner), factors)(administrator)).not.toThrow();
    expect(() => mayChange(person(administrator), factors)(user("ada", [key]))).not.toThrow();
  });

  it("of one who holds a role, no application, once there is a factor", () => {
    const users = { kind: "application", application: { scopes: ["users"] } } as unknown as Principal;
    expect(() => mayEnrolApp(users, factors)(user("ada", [key], ["helpdesk"]))).toThrow(/Only people/);
    expect(() => mayEnrolApp(users, factors)(user("ada", [], ["helpdesk"]))).not.toThrow();
    expect(() => mayEnrolApp(users, factors)(user("ada", [key]))).not.toThrow();
  });

  it("an application that may only enrol, while there is no factor", () => {
    const principal = { kind: "application", application: { scopes: ["enrol"] } } as unknown as Principal;
    expect(() => mayEnrolApp(principal, factors)(user("ada", []))).not.toThrow();
    expect(() => mayEnrolApp(principal, factors)(user("ada", [key]))).toThrow(/second factor already/);
  });
});
