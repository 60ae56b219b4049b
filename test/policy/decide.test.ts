import { describe, expect, it } from "vitest";
import { createRegistry, FACTORS } from "../../server/factors/index.js";
import { type Decision, decide } from "../../server/policy/decide.js";
import { enforcementOn, isWanted } from "../../server/policy/enforcement.js";
import { DEFAULT_POLICY, type Policy, type Rules } from "../../server/policy/policy.js";
import type { Credential, User } from "../../server/storage/storage.js";

const factors = createRegistry(FACTORS);
const NOW = new Date("2026-11-24T12:00:00.000Z");

type Some = Partial<
  Pick<
    User,
    "groups" | "roles" | "preferredFactors" | "factorRequired" | "graceLoginsUsed" | "decoy" | "suspended"
  >
>;

/** A user who holds these factors and a recovery key with them. */
function user(held: string[], some: Some = {}): User {
  const types = held.length > 0 ? [...held, "recovery-key"] : [];
  const credentials = types.map((factor) => ({ id: factor, factor, state: "active" }) as Credential);
  const nobody = { groups: [], roles: [], preferredFactors: [], graceLoginsUsed: 0, decoy: false };
  return { ...nobody, ...some, credentials } as unknown as User;
}

function policy(
  enforcement: Partial<Policy["enforcement"]>,
  rules: Partial<Rules> = {},
  groups: Policy["groups"] = [],
): Policy {
  return {
    ...DEFAULT_POLICY,
    enforcement: { ...DEFAULT_POLICY.enforcement, ...enforcement },
    rules: { ...DEFAULT_POLICY.rules, ...rules },
    groups,
  };
}

const outcome = ({ decision, ...rest }: Decision) =>
  "reason" in rest ? `${decision}: ${rest.reason}` : decision;

interface Where {
  application?: string;
  ip?: string;
}

const none = user([]);
const staff = user([], { groups: ["staff"] });
const kiosk = user([], { groups: ["kiosk"] });
const required = user([], { factorRequired: true });
const app = user(["totp"]);
const forStaff = policy({ for: "groups", groups: ["staff"] });
const forWiki = policy({ for: "applications", applications: ["wiki"] });
const notKiosk = policy({ for: "everybody", exemptGroups: ["kiosk"] });
const threeLogins = policy({ for: "everybody", graceLogins: 3 });
const office = policy({}, { networks: ["10.0.0.0/8", "fd00::/8"] });

const OFF = "skipped: not_enforced";
const ENROL = "enrolment_required: enforced";
const PRIVILEGED = "enrolment_required: privileged";

describe("who needs a second factor (mission S3, S5)", () => {
  it.each<[name: string, policy: Policy, user: User, where: Where, expected: string]>([
    ["nobody by default", DEFAULT_POLICY, none, {}, OFF],
    ["whoever has one is asked for it", DEFAULT_POLICY, app, {}, "required"],
    ["everybody", policy({ for: "everybody" }), none, {}, ENROL],
    ["one of whom it is required", DEFAULT_POLICY, required, {}, ENROL],
    ["… also in an exempt group", notKiosk, user([], { factorRequired: true, groups: ["kiosk"] }), {}, ENROL],
    ["… with the policy's grace", policy({ graceLogins: 3 }), required, {}, "skipped: grace"],
    ["a chosen group", forStaff, staff, {}, ENROL],
    ["a suspended user, who passes nowhere", DEFAULT_POLICY, user([], { suspended: true }), {}, "required"],
    [
      "not from a listed network either",
      office,
      user(["totp"], { suspended: true }),
      { ip: "10.1.1.1" },
      "required",
    ],
    ["not another group", forStaff, kiosk, {}, OFF],
    ["a chosen application", forWiki, none, { application: "wiki" }, ENROL],
    ["not another application", forWiki, none, { application: "blog" }, OFF],
    ["privileged users only", policy({ for: "privileged" }), none, {}, OFF],
    [
      "a role, even where nothing is enforced",
      DEFAULT_POLICY,
      user([], { roles: ["auditor"] }),
      {},
      PRIVILEGED,
    ],
    ["exempt wins", notKiosk, kiosk, {}, OFF],
    ["but not over a role", notKiosk, user([], { groups: ["kiosk"], roles: ["owner"] }), {}, PRIVILEGED],
    [
      "grace by date",
      policy({ for: "everybody", graceUntil: "2026-12-01T00:00:00Z" }),
      none,
      {},
      "skipped: grace",
    ],
    ["grace that is over", policy({ for: "everybody", graceUntil: "2026-11-24T11:59:59Z" }), none, {}, ENROL],
    ["grace by sign-ins", threeLogins, user([], { graceLoginsUsed: 2 }), {}, "skipped: grace"],
    ["grace that is used up", threeLogins, user([], { graceLoginsUsed: 3 }), {}, ENROL],
    ["no grace for a role", threeLogins, user([], { roles: ["owner"] }), {}, PRIVILEGED],
    ["a listed network", office, app, { ip: "10.1.2.3" }, "skipped: network"],
    ["a listed IPv6 network", office, app, { ip: "fd12::1" }, "skipped: network"],
    ["another network", office, app, { ip: "11.1.2.3" }, "required"],
    ["an address that is not known", policy({}, { networks: ["0.0.0.0/0"] }), app, {}, "required"],
    [
      "an unknown name in a listed network",
      office,
      user(["totp"], { decoy: true }),
      { ip: "10.1.2.3" },
      "required",
    ],
    [
      "a network of another group",
      policy({}, {}, [{ group: "office", rules: { networks: ["10.0.0.0/8"] } }]),
      app,
      { ip: "10.1.2.3" },
      "required",
    ],
  ])("%s", (_name, of, who, { application = null, ip = null }, expected) => {
    expect(outcome(decide(of, { user: who, application, ip, now: NOW }, factors))).toBe(expected);
  });
});

describe("the fallback order (mission S2)", () => {
  const all = ["totp", "hotp", "webauthn"];
  const order = (of: Policy, who: User) =>
    decide(of, { user: who, application: null, ip: null, now: NOW }, factors).factors;

  it("has the recovery key last, whatever its age", () => {
    expect(order(DEFAULT_POLICY, user(all))).toEqual(["webauthn", "totp", "hotp", "recovery-key"]);
  });

  it("follows the default, and a group's own where it has one", () => {
    const of = policy({}, { factors: ["hotp", "totp"] }, [
      { group: "keys", rules: { factors: ["webauthn"] } },
    ]);
    expect(order(of, user(all))).toEqual(["hotp", "totp", "recovery-key"]);
    expect(order(of, user(all, { groups: ["keys"] }))).toEqual(["webauthn", "recovery-key"]);
  });

  it("goes by the first of the policy's groups that a user is in", () => {
    const groups: Policy["groups"] = [
      { group: "a", rules: { factors: ["totp"] } },
      { group: "b", rules: { factors: ["hotp"] } },
    ];
    expect(order(policy({}, {}, groups), user(all, { groups: ["b", "a"] }))).toEqual([
      "totp",
      "recovery-key",
    ]);
  });

  it("puts the user's own preference first, among what is allowed", () => {
    const of = policy({}, { factors: ["webauthn", "totp"] });
    const who = user(all, { preferredFactors: ["hotp", "totp"] });
    expect(order(of, who)).toEqual(["totp", "webauthn", "recovery-key"]);
  });

  it("is empty, and lets nobody in, where none of the user's factors is allowed", () => {
    expect(order(policy({}, { factors: ["webauthn"] }), app)).toEqual([]);
  });
});

describe("whether a second factor is wanted of somebody anywhere", () => {
  const users = [none, staff, kiosk, required, user([], { roles: ["auditor"], groups: ["kiosk"] })];
  const policies = [DEFAULT_POLICY, forStaff, forWiki, notKiosk, threeLogins, policy({ for: "privileged" })];

  it("is what signing in somewhere would come to, now or after some grace", () => {
    const found = new Set<boolean>();
    for (const one of users) {
      for (const rules of policies) {
        const places = [null, "wiki", "another"].map(
          (application) => enforcementOn(rules, { user: one, application, ip: null, now: NOW }).state,
        );
        const wanted = isWanted(rules, one);
        expect(wanted).toBe(places.some((state) => state !== "off"));
        found.add(wanted);
      }
    }
    expect(found.size).toBe(2);
  });
});
