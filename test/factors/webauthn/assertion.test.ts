import { describe, expect, it } from "vitest";
import { verifyAssertion } from "../../../server/factors/webauthn/assertion.js";
import { FLAG } from "../../support/authenticator.js";
import { encodeCbor } from "../../support/cbor.js";
import { expectAssertionRefused, expectRefusal, ORIGIN, registered } from "./ceremony.js";

describe("a good assertion", () => {
  it.each(["ES256", "EdDSA", "RS256"] as const)("of an %s key is accepted", async (algorithm) => {
    const { assert } = await registered({ algorithm });
    await expect(verifyAssertion(assert())).resolves.toEqual({
      signCount: 2,
      backedUp: false,
      userVerified: true,
    });
  });

  it("may lack the user handle where the user is known", async () => {
    const { assert } = await registered();
    await expect(verifyAssertion(assert({ userHandle: null }))).resolves.toBeDefined();
  });

  it("may report that a passkey has been backed up since", async () => {
    const { assert } = await registered({ backupEligible: true });
    const ceremony = assert({ flags: (flags) => flags | FLAG.BS });
    await expect(verifyAssertion(ceremony)).resolves.toMatchObject({ backedUp: true });
  });

  it("may come from an authenticator without a counter", async () => {
    const { assert } = await registered({ signCount: null });
    await expect(verifyAssertion(assert())).resolves.toMatchObject({ signCount: 0 });
  });

  it("may carry client data with a byte order mark (step 8)", async () => {
    const { assert } = await registered();
    const bom = Buffer.from("efbbbf", "hex");
    const ceremony = assert({ clientDataBytes: (bytes) => Buffer.concat([bom, bytes]) });
    await expect(verifyAssertion(ceremony)).resolves.toBeDefined();
  });

  it("may carry extension outputs (step 23)", async () => {
    const { assert } = await registered();
    const ceremony = assert({
      flags: (flags) => flags | FLAG.ED,
      authData: (bytes) => Buffer.concat([bytes, encodeCbor(new Map([["uvm", [[2, 4, 2]]]]))]),
    });
    await expect(verifyAssertion(ceremony)).resolves.toBeDefined();
  });
});

describe("an assertion is refused for whose it is (section 7.2 steps 5 and 6)", () => {
  it("if it is of another credential", async () => {
    const { assert } = await registered();
    const ceremony = assert();
    const credential = { ...ceremony.credential, id: "AAAA" };
    await expectRefusal(verifyAssertion({ ...ceremony, credential }), "credential_id");
  });

  it("if id and rawId differ", async () => {
    const ceremony = (await registered()).assert();
    const response = { ...(ceremony.response as object), rawId: "AAAA" };
    await expectRefusal(verifyAssertion({ ...ceremony, response }), "credential_id");
  });

  it("if the user handle is of another user", () =>
    expectAssertionRefused("user_handle", { userHandle: Buffer.alloc(32, 8).toString("base64url") }));

  it("if the user handle is missing where it alone says who the user is", () =>
    expectAssertionRefused("user_handle", { userHandle: null }, { requireUserHandle: true }));
});

describe("client data is refused (section 7.2 steps 9 to 14)", () => {
  it("if it is of a registration", () =>
    expectAssertionRefused("ceremony_type", {
      clientData: (data) => ({ ...data, type: "webauthn.create" }),
    }));

  it("if another challenge was signed", () => expectAssertionRefused("challenge", {}, { challenge: "AAAA" }));

  it("if it is of another origin", () =>
    expectAssertionRefused("origin", {
      clientData: (data) => ({ ...data, origin: "https://evil.example" }),
    }));

  it("A-crossorigin: if the page was framed, also without topOrigin as Safari reports it", async () => {
    await expectAssertionRefused("cross_origin", { clientData: (data) => ({ ...data, crossOrigin: true }) });
    await expectAssertionRefused("cross_origin", {
      clientData: (data) => ({ ...data, crossOrigin: true, topOrigin: ORIGIN }),
    });
  });

  it.each(["null", "{", "{}"])("if it is %s", (text) =>
    expectAssertionRefused("malformed", { clientDataBytes: () => Buffer.from(text) }),
  );
});

describe("authenticator data is refused (section 7.2 steps 15 to 19)", () => {
  it("if it is of another relying party", () => expectAssertionRefused("rp_id", { rpId: "evil.example" }));

  it("if nobody touched the authenticator", () =>
    expectAssertionRefused("user_presence", { flags: (flags) => flags & ~FLAG.UP }));

  it("if user verification is required and missing", () =>
    expectAssertionRefused(
      "user_verification",
      {},
      { requireUserVerification: true },
      { userVerification: false },
    ));

  it("if the credential is backed up but cannot be", () =>
    expectAssertionRefused("backup_flags", { flags: (flags) => flags | FLAG.BS }));

  it("if backup eligibility appeared since the registration", () =>
    expectAssertionRefused("backup_eligibility", { flags: (flags) => flags | FLAG.BE }));

  it("if backup eligibility vanished since the registration", () =>
    expectAssertionRefused(
      "backup_eligibility",
      { flags: (flags) => flags & ~FLAG.BE },
      {},
      { backupEligible: true },
    ));

  it("A-ad-at: if it carries attested credential data", async () => {
    const { assert, registered: credential } = await registered();
    const id = Buffer.from(credential.credentialId, "base64url");
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, credential.publicKey]);
    const ceremony = assert({
      flags: (flags) => flags | FLAG.AT,
      authData: (bytes) => Buffer.concat([bytes, attested]),
    });
    await expectRefusal(verifyAssertion(ceremony), "malformed");
  });

  it("if bytes follow it", () =>
    expectAssertionRefused("malformed", { authData: (bytes) => Buffer.concat([bytes, Buffer.from([0])]) }));

  it("if it announces extension outputs and has none", () =>
    expectAssertionRefused("malformed", { flags: (flags) => flags | FLAG.ED }));
});

describe("a signature is refused (section 7.2 step 21)", () => {
  it("if one bit is wrong, whatever the algorithm", async () => {
    for (const algorithm of ["ES256", "EdDSA", "RS256"] as const) {
      const signature = (bytes: Buffer) => {
        const copy = Buffer.from(bytes);
        copy.writeUInt8(copy.readUInt8(copy.length - 1) ^ 1, copy.length - 1);
        return copy;
      };
      await expectAssertionRefused("signature", { signature }, {}, { algorithm });
    }
  });

  it("A-sig-tail: if bytes follow the DER of an ECDSA signature", () =>
    expectAssertionRefused("signature", { signature: (bytes) => Buffer.concat([bytes, Buffer.from([0])]) }));

  it("if it is empty or no DER at all", async () => {
    await expectAssertionRefused("signature", { signature: () => Buffer.alloc(0) });
    await expectAssertionRefused("signature", { signature: () => Buffer.alloc(64, 1) });
  });

  it("if it is of another key", async () => {
    const other = await registered();
    const { assert } = await registered();
    const { credential, ...ceremony } = assert();
    const publicKey = other.registered.publicKey;
    await expectRefusal(
      verifyAssertion({ ...ceremony, credential: { ...credential, publicKey } }),
      "signature",
    );
  });

  it("with the reason `signature` even if the counter is wrong too, so that nobody can fake a clone warning", () =>
    expectAssertionRefused("signature", { signCount: 0, signature: () => Buffer.alloc(64, 1) }));
});

describe("a signature counter that does not rise is refused as a clone (section 7.2 step 22)", () => {
  it.each([
    ["stays", 5, 5],
    ["falls", 5, 4],
    ["falls to zero", 5, 0],
  ])("if it %s", async (_how, stored, signCount) => {
    const { assert } = await registered();
    const { credential, ...ceremony } = assert({ signCount });
    await expectRefusal(
      verifyAssertion({ ...ceremony, credential: { ...credential, signCount: stored } }),
      "sign_count",
    );
  });

  it("when a clone is used after the original", async () => {
    const { authenticator, assert } = await registered();
    const clone = authenticator.clone();
    const { signCount } = await verifyAssertion(assert());
    const { credential, ...ceremony } = assert({}, clone);
    await expectRefusal(
      verifyAssertion({ ...ceremony, credential: { ...credential, signCount } }),
      "sign_count",
    );
  });

  it("and one that begins to count is accepted", async () => {
    const { assert } = await registered({ signCount: null });
    await expect(verifyAssertion(assert({ signCount: 1 }))).resolves.toMatchObject({ signCount: 1 });
  });
});
