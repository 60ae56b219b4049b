import { unavailable } from "../errors.js";
import { type Change, MOST_RACES } from "./change-user.js";
import type { BatchChange } from "./people.js";
import type { Storage, User } from "./storage.js";

/** A user who was changed: `before` is null for one who was created. */
export interface Changed {
  before: User | null;
  user: User;
}

/**
 * The same as `changeUser` for many at once, in as many round trips as for one: all are read, changed and written
 * together, and from the read again where somebody else wrote to one of them meanwhile. Give no more than some hundred,
 * since whoever signs in waits for the write.
 * @param ids each once
 * @param change pure; null is nobody, for whom a user may be made; null leaves them as they are
 * @returns those who were changed, in the order of the ids, and the database's instant
 * @throws what `change` and the write throw; then nobody was changed
 */
export async function changeUsers(
  storage: Pick<Storage, "users">,
  ids: readonly string[],
  change: (user: User | null, id: string, now: Date) => Change | null,
): Promise<{ changed: Changed[]; now: Date }> {
  for (let race = 0; race < MOST_RACES; race++) {
    const { users, now } = await storage.users.readMany(ids);
    const known = new Map(users.map((user) => [user.id, user]));
    const changes = ids.flatMap((id): BatchChange[] => {
      const read = known.get(id) ?? null;
      const next = change(read?.decoy === false ? read : null, id, now);
      if (next === null) return [];
      return [{ previous: read, next: next.user, ...(next.claims ? { claims: next.claims } : {}) }];
    });
    if (changes.length === 0 || (await storage.users.writeMany(changes))) {
      const changed = changes.map(({ previous, next }) => ({
        before: previous?.decoy === false ? previous : null,
        user: next,
      }));
      return { changed, now };
    }
  }
  throw unavailable(`lost ${MOST_RACES} races for one batch of users in a row`);
}
