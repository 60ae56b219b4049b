import { expect, it } from "vitest";
import { newKeyMaterial } from "../../server/storage/key-source.js";
import { createKeys } from "../../server/storage/keys.js";
import { decoyUser } from "../../server/verification/decoy.js";

const keys = createKeys(newKeyMaterial());
const NOW = new Date("2026-11-24T12:00:00Z");

/** The factors that a name nobody has seems to have. */
function factorsOf(username: string): string {
  const types = decoyUser(keys, username, NOW).credentials.map(({ factor }) => factor);
  return [...new Set(types)].sort().join(" ");
}

it("names that nobody has seem to have every kind of factor that users have, so that none tells a user apart", () => {
  const names = Array.from({ length: 400 }, (_, i) => `name ${i}`);
  expect([...new Set(names.map(factorsOf))].sort()).toEqual([
    "hotp recovery-key",
    "hotp recovery-key webauthn",
    "recovery-key totp",
    "recovery-key totp webauthn",
    "recovery-key webauthn yubico-otp",
    "recovery-key yubico-otp",
  ]);
});

it("the same name always seems to have the same credentials, whatever its spelling", () => {
  const ids = (username: string) => decoyUser(keys, username, NOW).credentials.map(({ id }) => id);
  expect(ids("Grace Hopper")).toEqual(ids(" grace hopper"));
  expect(ids("Grace Hopper")).not.toEqual(ids("Ada Lovelace"));
});
