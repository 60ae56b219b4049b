import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { issueCertificate, newCertificateAuthority } from "../support/certificates.js";
import {
  attempt,
  authenticatorFor,
  beginRegistration,
  beginVerification,
  registerDevice,
  userWithDevice,
} from "../support/device.js";
import { signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";

const folder = mkdtempSync(join(tmpdir(), "latchkey-roots-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const root = newCertificateAuthority("Root");
const rootFile = join(folder, "roots.pem");
writeFileSync(rootFile, root.pem);

const plain = await testService();
const related = await testService({
  env: {
    LATCHKEY_RELATED_ORIGINS: "https://example.de,https://example.fr",
    LATCHKEY_ATTESTATION_ROOTS: rootFile,
  },
});

describe("GET /.well-known/webauthn", () => {
  it("200: names this origin and its related ones, to anybody", async () => {
    const answer = await related.call("GET", "/.well-known/webauthn", undefined, { apiKey: null });
    expect(answer).toMatchObject({
      status: 200,
      body: { origins: [related.url, "https://example.de", "https://example.fr"] },
    });
    expect(answer.headers.get("content-type")).toContain("application/json");
  });

  it("404: where none are configured", async () => {
    expect((await plain.call("GET", "/.well-known/webauthn")).status).toBe(404);
  });

  it("a key that was registered on a related origin verifies on every other", async () => {
    await related.call("POST", "/api/v1/users", { username: "abroad" });
    const authenticator = authenticatorFor(related, { origin: "https://example.de" });
    await registerDevice(related, "abroad", { authenticator });
    for (const origin of ["https://example.fr", related.url]) {
      Object.assign(authenticator.settings, { origin });
      const { verificationId, options } = await beginVerification(related, "abroad");
      expect((await attempt(related, verificationId, authenticator.assert(options))).status).toBe(200);
    }
  });
});

describe("GET …/webauthn/signals", () => {
  it("200: what the browser's passkey manager needs to forget what was revoked", async () => {
    const { browser } = await signedInPerson(plain, "signals");
    const device = await registerDevice(plain, "signals");
    const kept = await registerDevice(plain, "signals", { name: "Kept" });
    const path = "/api/v1/users/signals/webauthn/signals";
    const idOf = ({ authenticator }: typeof device) => authenticator.credentials[0]?.id.toString("base64url");
    expect((await browser.call("GET", path)).body).toEqual({
      rpId: "localhost",
      userId: kept.authenticator.credentials[0]?.userHandle,
      allAcceptedCredentialIds: [idOf(device), idOf(kept)],
      name: "signals",
      displayName: "signals",
    });
    await browser.call("DELETE", `/api/v1/users/signals/credentials/${device.credentialId}`);
    expect((await browser.call("GET", path)).body.allAcceptedCredentialIds).toEqual([idOf(kept)]);
  });

  it("403: somebody else's, and applications; 401: nobody", async () => {
    await userWithDevice(plain, "private");
    const { browser } = await signedInPerson(plain, "nosy");
    const path = "/api/v1/users/private/webauthn/signals";
    expect((await browser.call("GET", path)).status).toBe(403);
    expect((await plain.call("GET", path)).status).toBe(403);
    expect((await plain.call("GET", path, undefined, { apiKey: null })).status).toBe(401);
  });
});

describe("attestation", () => {
  const yubikey5 = Buffer.from("cb69481e8ff7403993ec0a2729a154a8", "hex");
  const attested = (issuer = root) => {
    const certificate = issueCertificate({}, issuer);
    return authenticatorFor(related, { attestation: "packed", certificate, aaguid: yubikey5 });
  };
  const modelOf = async (username: string) => {
    const { body } = await related.call("GET", `/api/v1/users/${username}`);
    return (body.credentials as unknown as { model?: string }[])[0]?.model;
  };

  it("is asked for where roots could verify it, and only there", async () => {
    await related.call("POST", "/api/v1/users", { username: "asked" });
    await plain.call("POST", "/api/v1/users", { username: "asked" });
    expect((await beginRegistration(related, "asked")).options.attestation).toBe("direct");
    expect((await beginRegistration(plain, "asked")).options.attestation).toBe("none");
    expect((await beginRegistration(plain, "asked", { attestation: "direct" })).options.attestation).toBe(
      "direct",
    );
  });

  it("names the model of a key that a configured root vouches for, and of no other", async () => {
    await related.call("POST", "/api/v1/users", { username: "model" });
    await registerDevice(related, "model", { authenticator: attested() });
    expect(await modelOf("model")).toBe("YubiKey 5 (USB)");
    await related.call("POST", "/api/v1/users", { username: "rogue" });
    await registerDevice(related, "rogue", { authenticator: attested(newCertificateAuthority("Rogue")) });
    expect(await modelOf("rogue")).toBeUndefined();
  });
});
