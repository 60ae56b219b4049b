import type { Storage, TokenChange, User } from "../storage/storage.js";
import { withoutHolder } from "./life-cycle.js";

/**
 * A user's hardware tokens as they shall be once that user is rescued or gone: taken back with their counters, and
 * suspended until somebody looks at them; a lost one stays lost.
 */
export async function tokensTakenBack(
  storage: Pick<Storage, "tokens">,
  user: User,
  now: Date,
): Promise<TokenChange[]> {
  const changes: TokenChange[] = [];
  for (const credential of user.credentials) {
    const read = credential.token && (await storage.tokens.read(credential.token.serial));
    if (!read || read.token.userId !== user.id) continue;
    const state = read.token.state === "lost" ? "lost" : "suspended";
    changes.push({
      previous: read.token,
      next: { ...withoutHolder(read.token, credential), state, updatedAt: now },
    });
  }
  return changes;
}
