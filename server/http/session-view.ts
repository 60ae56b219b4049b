import { z } from "zod";
import { standingOf } from "../access/standing.js";
import type { FactorRegistry } from "../factors/index.js";
import type { Session, User } from "../storage/storage.js";
import { isoDate } from "./schemas.js";

/** A session as its person's browser sees it. */
export const sessionAnswer = z.strictObject({
  username: z.string(),
  roles: z.array(z.enum(["owner", "administrator", "helpdesk", "auditor"])),
  csrfToken: z.string(),
  elevatedUntil: isoDate.nullable(),
  expiresAt: isoDate,
});

/** @param now the instant it is looked at; a session that was just begun or renewed is looked at as it began */
export function sessionView(
  session: Session,
  user: User,
  factors: FactorRegistry,
  now: Date = session.createdAt,
): z.input<typeof sessionAnswer> {
  const { roles, elevatedUntil } = standingOf(session, user, factors, now);
  return {
    username: user.username,
    roles,
    csrfToken: session.csrfToken,
    elevatedUntil: elevatedUntil?.toISOString() ?? null,
    expiresAt: session.expiresAt.toISOString(),
  };
}
