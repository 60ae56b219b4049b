import { describe, expect, it } from "vitest";
import { standingOf } from "../../server/access/standing.js";
import { createRegistry, FACTORS } from "../../server/factors/index.js";
import type { Credential, Session, User } from "../../server/storage/storage.js";

const factors = createRegistry(FACTORS);
const now = new Date("2026-11-24T12:00:00Z");
const later = new Date(now.getTime() + 1);

const session = (fields: Partial<Session>): Session => ({
  id: "id",
  publicId: "public id",
  userId: "user",
  kind: "full",
  csrfToken: "token",
  createdAt: now,
  expiresAt: later,
  elevatedUntil: later,
  factor: null,
  ip: null,
  userAgent: null,
  ...fields,
});

const user = (...held: string[]): User => ({
  id: "user",
  version: 1,
  decoy: false,
  username: "anna",
  displayName: null,
  language: null,
  email: null,
  groups: [],
  roles: ["owner"],
  suspended: false,
  preferredFactors: [],
  factorRequired: false,
  graceLoginsUsed: 0,
  handle: "handle",
  guard: { failures: 0, notBefore: null, updatedAt: now },
  credentials: held.map(
    (factor): Credential => ({
      id: factor,
      factor,
      name: factor,
      state: "active",
      createdAt: now,
      lastUsedAt: null,
      spent: null,
    }),
  ),
  createdAt: now,
  directory: null,
});

describe("what a session counts for", () => {
  it("elevation by the password holds while there is no factor, and no role counts", () => {
    const standing = standingOf(
      session({ factor: "password" }),
      user("password", "recovery-key"),
      factors,
      now,
    );
    expect(standing).toEqual({ roles: [], elevatedUntil: later });
  });

  it.each([null, "password", "resynchronisation", "a factor that is no more"])(
    "%s does not make up for a second factor that the user has",
    (factor) => {
      const standing = standingOf(session({ factor }), user("password", "totp"), factors, now);
      expect(standing).toEqual({ roles: [], elevatedUntil: null });
    },
  );

  it.each(["totp", "hotp", "webauthn", "recovery-key"])("%s verifies the session", (factor) => {
    const standing = standingOf(session({ factor }), user("totp"), factors, now);
    expect(standing).toEqual({ roles: ["owner"], elevatedUntil: later });
  });

  it("roles end with the last factor", () => {
    expect(standingOf(session({ factor: "totp" }), user("password"), factors, now).roles).toEqual([]);
  });

  it("elevation ends at its instant", () => {
    const standing = standingOf(session({ factor: "totp" }), user("totp"), factors, later);
    expect(standing.elevatedUntil).toBeNull();
  });
});
