import { describe, expect, it } from "vitest";
import { verifyRegistration } from "../../../server/factors/webauthn/registration.js";
import { FLAG } from "../../support/authenticator.js";
import {
  CHALLENGE,
  expectRefusal,
  expectRegistrationRefused,
  newAuthenticator,
  ORIGIN,
  registrationCeremony,
} from "./ceremony.js";

describe("a good registration", () => {
  it.each(["ES256", "EdDSA", "RS256"] as const)(
    "of an %s key is accepted and described",
    async (algorithm) => {
      const authenticator = newAuthenticator({ algorithm, transports: ["usb", "nfc"] });
      const credential = await verifyRegistration(registrationCeremony({}, {}, authenticator));
      expect(credential).toMatchObject({
        credentialId: authenticator.credentials[0]?.id.toString("base64url"),
        signCount: 1,
        aaguid: "00000000-0000-0000-0000-000000000000",
        transports: ["nfc", "usb"],
        backupEligible: false,
        backedUp: false,
        userVerified: true,
        discoverable: true,
        attestation: { format: "none", type: "none", verified: false },
      });
    },
  );

  it("of a synced passkey says that it is backed up", async () => {
    const ceremony = registrationCeremony({ backupEligible: true, backedUp: true });
    await expect(verifyRegistration(ceremony)).resolves.toMatchObject({
      backupEligible: true,
      backedUp: true,
    });
  });

  it("may come from any of several origins", async () => {
    const ceremony = { ...registrationCeremony(), origins: ["https://other.example.org", ORIGIN] };
    await expect(verifyRegistration(ceremony)).resolves.toBeDefined();
  });

  it("does not need user verification unless it is required", async () => {
    const ceremony = registrationCeremony({ userVerification: false });
    await expect(verifyRegistration(ceremony)).resolves.toMatchObject({ userVerified: false });
  });

  it("may carry extension outputs that nobody asked for (step 20)", async () => {
    const ceremony = registrationCeremony(
      {},
      {
        flags: (flags) => flags | FLAG.ED,
        authData: (bytes) => Buffer.concat([bytes, Buffer.from("a16161f5", "hex")]),
      },
    );
    await expect(verifyRegistration(ceremony)).resolves.toBeDefined();
  });

  it("may carry client data with a byte order mark, which is stripped (step 5)", async () => {
    const bom = Buffer.from("efbbbf", "hex");
    const ceremony = registrationCeremony({}, { clientDataBytes: (bytes) => Buffer.concat([bom, bytes]) });
    await expect(verifyRegistration(ceremony)).resolves.toBeDefined();
  });

  it("may carry client data members that are not known yet (step 6)", async () => {
    const ceremony = registrationCeremony({}, { clientData: (data) => ({ ...data, future: { a: [1] } }) });
    await expect(verifyRegistration(ceremony)).resolves.toBeDefined();
  });
});

describe("client data is refused (section 7.1 steps 6 to 11)", () => {
  it("if it is of an authentication", () =>
    expectRegistrationRefused("ceremony_type", {
      clientData: (data) => ({ ...data, type: "webauthn.get" }),
    }));

  it("if another challenge was signed", () =>
    expectRegistrationRefused("challenge", { clientData: (data) => ({ ...data, challenge: "AAAA" }) }));

  it("if the challenge is only encoded differently", () =>
    expectRegistrationRefused("challenge", {
      clientData: (data) => ({ ...data, challenge: `${CHALLENGE}=` }),
    }));

  it.each(["http://example.org", "https://example.org:8443", "https://evil.example", "https://example.org/"])(
    "if it is of the origin %s",
    (origin) => expectRegistrationRefused("origin", { clientData: (data) => ({ ...data, origin }) }),
  );

  it("if the page was framed by another origin, with and without topOrigin", async () => {
    await expectRegistrationRefused("cross_origin", {
      clientData: (data) => ({ ...data, crossOrigin: true }),
    });
    await expectRegistrationRefused("cross_origin", {
      clientData: (data) => ({ ...data, crossOrigin: true, topOrigin: ORIGIN }),
    });
  });

  it("if it names a top origin though it is not cross-origin", () =>
    expectRegistrationRefused("cross_origin", { clientData: (data) => ({ ...data, topOrigin: ORIGIN }) }));

  it("if crossOrigin is no boolean", () =>
    expectRegistrationRefused("malformed", { clientData: (data) => ({ ...data, crossOrigin: "true" }) }));

  it.each(["null", "[]", '"text"', "{", "{}", ""])("if it is %s", (text) =>
    expectRegistrationRefused("malformed", { clientDataBytes: () => Buffer.from(text) }),
  );
});

describe("authenticator data is refused (section 7.1 steps 14 to 17)", () => {
  it("if it is of another relying party", () => expectRegistrationRefused("rp_id", { rpId: "evil.example" }));

  it("if nobody touched the authenticator", () =>
    expectRegistrationRefused("user_presence", { flags: (flags) => flags & ~FLAG.UP }));

  it("if user verification is required and missing", () =>
    expectRefusal(
      verifyRegistration({
        ...registrationCeremony({ userVerification: false }),
        userVerification: "required",
      }),
      "user_verification",
    ));

  it("if the credential is backed up but cannot be", () =>
    expectRegistrationRefused("backup_flags", {}, { backupEligible: false, backedUp: true }));

  it("if it has no credential", () =>
    expectRegistrationRefused("malformed", {
      flags: (flags) => flags & ~FLAG.AT,
      authData: (bytes) => bytes.subarray(0, 37),
    }));

  it("if it goes on after its end", () =>
    expectRegistrationRefused("malformed", {
      authData: (bytes) => Buffer.concat([bytes, Buffer.from([0])]),
    }));

  it.each([
    ["no map", "01"],
    ["cut short", "a161"],
    ["missing", ""],
  ])("if its extension outputs are %s", (_what, hex) =>
    expectRegistrationRefused("malformed", {
      flags: (flags) => flags | FLAG.ED,
      authData: (bytes) => Buffer.concat([bytes, Buffer.from(hex, "hex")]),
    }),
  );

  it.each([0, 36, 37, 54, 60, 90])("if it is cut to %i bytes", (length) =>
    expectRegistrationRefused("malformed", { authData: (bytes) => bytes.subarray(0, length) }),
  );
});

describe("a credential id is refused (section 7.1 step 25 and bookkeeping)", () => {
  it("if the id of the response is not the attested one", () =>
    expectRegistrationRefused("credential_id", { credentialId: (id) => Buffer.from(id).reverse() }));

  it("if the attested one is empty", () =>
    expectRegistrationRefused("credential_id", { credentialId: () => Buffer.alloc(0) }));

  it("if id and rawId differ", () => expectChangedResponse({ rawId: "AAAA" }, "credential_id"));

  it("if both are empty", () => expectChangedResponse({ id: "", rawId: "" }, "credential_id"));

  it("if it is plain base64, padded, or no base64 at all", async () => {
    for (const id of ["ab+/", "AAA=", "*", "AA AA"])
      await expectChangedResponse({ id, rawId: id }, "malformed");
  });

  it("if it is not the canonical encoding of its bytes", () =>
    expectChangedResponse({ id: "AAB", rawId: "AAB" }, "malformed"));

  it("if it is longer than 1023 bytes", () => {
    const id = Buffer.alloc(1024).toString("base64url");
    return expectChangedResponse({ id, rawId: id }, "malformed");
  });
});

async function expectChangedResponse(change: object, reason: "credential_id" | "malformed") {
  const ceremony = registrationCeremony();
  const response = { ...(ceremony.response as object), ...change };
  await expectRefusal(verifyRegistration({ ...ceremony, response }), reason);
}
