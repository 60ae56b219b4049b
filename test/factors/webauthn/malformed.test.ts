import { describe, expect, it } from "vitest";
import { verifyAssertion } from "../../../server/factors/webauthn/assertion.js";
import { WebAuthnRefusal } from "../../../server/factors/webauthn/refusal.js";
import { verifyRegistration } from "../../../server/factors/webauthn/registration.js";
import { expectRefusal, registered, registrationCeremony } from "./ceremony.js";

const SEED = 20_260_601;
const ROUNDS = 400;

/** Things that are no response, or not of the right shape. */
const JUNK: readonly unknown[] = [
  undefined,
  null,
  0,
  "",
  "text",
  [],
  {},
  { id: "AAAA", rawId: "AAAA", type: "public-key" },
  { id: "AAAA", rawId: "AAAA", type: "public-key", response: null },
  { id: "AAAA", rawId: "AAAA", type: "public-key", response: {} },
  { id: {}, rawId: {}, type: "public-key", response: {} },
];

/** Values put in place of each member of a good response. */
const WRONG: readonly unknown[] = [
  null,
  1,
  true,
  [],
  {},
  { length: 3 },
  "*",
  "A",
  "AAA=",
  "a".repeat(60_000),
];

/** random makes a reproducible generator (mulberry32) of integers below a bound. */
function random(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

/** mutated flips, cuts, inserts or repeats bytes inside one base64url member. */
function mutated(text: string, below: (bound: number) => number): string {
  const bytes = Buffer.from(text, "base64url");
  const at = below(bytes.length + 1);
  const kind = below(5);
  if (kind === 0) return bytes.subarray(0, at).toString("base64url");
  if (kind === 1)
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([below(256)]), bytes.subarray(at)]).toString(
      "base64url",
    );
  if (kind === 2) return Buffer.concat([bytes, bytes.subarray(at)]).toString("base64url");
  const copy = Buffer.from(bytes);
  for (let flips = 1 + below(4); flips > 0 && copy.length > 0; flips -= 1) {
    const where = below(copy.length);
    copy[where] = kind === 3 ? below(256) : (copy[where] ?? 0) ^ (1 << below(8));
  }
  return copy.toString("base64url");
}

type Verify = (response: unknown) => Promise<unknown>;
interface GoodResponse {
  readonly id: string;
  readonly response: object;
}

/** outcome is "accepted" or "refused"; any other exception fails the test. */
async function outcome(verify: Verify, response: unknown): Promise<"accepted" | "refused"> {
  try {
    await verify(response);
    return "accepted";
  } catch (error) {
    if (error instanceof WebAuthnRefusal) return "refused";
    throw error;
  }
}

/** fuzz gives the members that were changed and accepted all the same. */
async function fuzz(verify: Verify, good: GoodResponse, members: readonly string[]): Promise<string[][]> {
  const below = random(SEED);
  const accepted: string[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const member = members[below(members.length)] ?? "";
    const text = (good.response as Record<string, string>)[member] ?? "";
    const changed = mutated(text, below);
    const response = { ...good, response: { ...good.response, [member]: changed } };
    if ((await outcome(verify, response)) === "accepted" && changed !== text)
      accepted.push([member, changed]);
  }
  return accepted;
}

describe("a malformed registration is refused and nothing else happens", () => {
  const ceremony = registrationCeremony();
  const good = ceremony.response as GoodResponse;

  it.each(JUNK)("if it is %j", (response) =>
    expectRefusal(verifyRegistration({ ...ceremony, response }), "malformed"),
  );

  it.each(["clientDataJSON", "attestationObject", "transports"])(
    "if %s is of a wrong type or size",
    async (member) => {
      for (const value of WRONG) {
        if (member === "transports" && Array.isArray(value)) continue;
        const response = { ...good, response: { ...good.response, [member]: value } };
        await expect(verifyRegistration({ ...ceremony, response })).rejects.toBeInstanceOf(WebAuthnRefusal);
      }
    },
  );

  it("if its type is another", () =>
    expectRefusal(verifyRegistration({ ...ceremony, response: { ...good, type: "password" } }), "malformed"));

  it("while megabytes of extension outputs are dropped unread", async () => {
    const clientExtensionResults = { large: "a".repeat(3_000_000) };
    await expect(
      verifyRegistration({ ...ceremony, response: { ...good, clientExtensionResults } }),
    ).resolves.toBeDefined();
  });

  it.each(["none", "packed-self", "packed", "fido-u2f"] as const)(
    "or accepted, however its bytes are changed (%s)",
    async (attestation) => {
      const fuzzed = registrationCeremony({ attestation });
      const verify: Verify = (response) => verifyRegistration({ ...fuzzed, response });
      const members = ["attestationObject", "attestationObject", "clientDataJSON"];
      const accepted = await fuzz(verify, fuzzed.response as GoodResponse, members);
      // `none` signs nothing, and without a root nobody checks who signed a certificate.
      if (attestation === "packed-self") expect(accepted).toEqual([]);
    },
  );
});

describe("a malformed assertion is refused and nothing else happens", async () => {
  const { assert } = await registered();
  const ceremony = assert();
  const good = ceremony.response as GoodResponse;

  it.each(JUNK)("if it is %j", (response) =>
    expectRefusal(verifyAssertion({ ...ceremony, response }), "malformed"),
  );

  it.each(["clientDataJSON", "authenticatorData", "signature", "userHandle"])(
    "if %s is of a wrong type or size",
    async (member) => {
      for (const value of WRONG) {
        if (member === "userHandle" && value === null) continue;
        const response = { ...good, response: { ...good.response, [member]: value } };
        await expect(verifyAssertion({ ...ceremony, response })).rejects.toBeInstanceOf(WebAuthnRefusal);
      }
    },
  );

  it.each(["ES256", "EdDSA", "RS256"] as const)("whenever one byte is changed (%s)", async (algorithm) => {
    const login = await registered({ algorithm });
    const fuzzed = login.assert();
    const verify: Verify = (response) => verifyAssertion({ ...fuzzed, response });
    const members = ["authenticatorData", "clientDataJSON", "signature"];
    expect(await fuzz(verify, fuzzed.response as GoodResponse, members)).toEqual([]);
  });
});
