import { describe, expect, it } from "vitest";
import type { FactorContext } from "../../../server/factors/factor.js";
import { hintsFor } from "../../../server/factors/webauthn/hints.js";
import { nobodysKey } from "../../../server/factors/webauthn/nobodys-key.js";
import { webauthn } from "../../../server/factors/webauthn.js";
import type { Credential, Spend } from "../../../server/storage/storage.js";
import { CHALLENGE, NOW, ORIGIN, RP_ID, registered, USER_HANDLE } from "./ceremony.js";

const context: FactorContext = {
  now: NOW,
  handle: USER_HANDLE,
  relyingParty: { id: RP_ID, name: "Example", origins: [ORIGIN], timeoutSeconds: 300 },
  challenge: CHALLENGE,
  requireUserVerification: false,
  unseal: () => new Uint8Array(),
  digestBypassCode: () => "",
  digestBreakGlassCode: () => "",
  digestRecoveryKey: () => "",
  directoryAccepts: async () => false,
};

/** A registered key as the user's credential, and its taps. */
async function device(spent: Spend | null = null) {
  const login = await registered();
  const { credentialId, publicKey, transports, signCount } = login.registered;
  const key = { credentialId, publicKey, transports: [...transports], backupEligible: false };
  const credential = {
    id: "1",
    factor: "webauthn",
    spent: spent ?? { signCount, backedUp: false },
    webauthn: key,
  };
  const tap = (...tweaks: Parameters<typeof login.assert>) =>
    webauthn.response.parse(login.assert(...tweaks).response);
  return { credential: credential as unknown as Credential, tap };
}

describe("the webauthn factor", () => {
  it("matches a tap of one of the credentials and spends its counter", async () => {
    const [first, second] = [await device(), await device()];
    const match = await webauthn.verify([first.credential, second.credential], second.tap(), context);
    expect(match).toEqual({ credentialId: "1", spend: { signCount: 2, backedUp: false } });
  });

  it("matches nothing that is not of these credentials, without a challenge, or with a counter that did not rise", async () => {
    const { credential, tap } = await device();
    const { credential: other } = await device();
    expect(await webauthn.verify([other], tap(), context)).toBeNull();
    expect(await webauthn.verify([credential], tap(), { ...context, challenge: null })).toBeNull();
    const used = { ...credential, spent: { signCount: 9, backedUp: false } };
    expect(await webauthn.verify([used], tap(), context)).toBeNull();
  });

  it("gives out a fresh challenge of 256 bits, and asks for user verification where it is required", async () => {
    const { credential } = await device();
    const challenges = new Set<string>();
    for (const requireUserVerification of [true, false]) {
      const { challenge, options } = await webauthn.challenge([credential], {
        ...context,
        challenge: null,
        requireUserVerification,
      });
      expect(Buffer.from(challenge, "base64url")).toHaveLength(32);
      expect(options).toMatchObject({
        challenge,
        userVerification: requireUserVerification ? "required" : "preferred",
        timeout: 300_000,
      });
      challenges.add(challenge);
    }
    expect(challenges.size).toBe(2);
  });

  it("verifies the signature of a decoy's tap with a key that is one, and refuses it", async () => {
    const { credential, tap } = await device();
    const decoy = {
      ...credential,
      webauthn: { ...credential.webauthn, publicKey: nobodysKey() },
    } as Credential;
    expect(await webauthn.verify([decoy], tap(), context)).toBeNull();
  });
});

describe("hints", () => {
  it("lead with the security key where every credential is on one", () => {
    const on = (...transports: string[]) => ({ id: "A", transports });
    expect(hintsFor([on("usb"), on("nfc", "usb")])).toEqual(["security-key"]);
    expect(hintsFor([on("usb"), on("internal")])).toEqual([]);
    expect(hintsFor([on("usb"), on()])).toEqual([]);
    expect(hintsFor([])).toEqual([]);
  });
});
