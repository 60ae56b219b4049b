import type { MongoClient } from "mongodb";
import type { UserStore } from "../storage.js";
import type { Collections } from "./storage.js";
import { writeTokens } from "./tokens.js";

type Owned = Pick<
  Collections,
  | "users"
  | "claims"
  | "tokens"
  | "sessions"
  | "devices"
  | "passwordLinks"
  | "tickets"
  | "registrations"
  | "enforcementNotices"
  | "reminders"
>;

/** The one place that knows everything that belongs to a user, wherever it is kept. */
export function createUserDeleter(client: MongoClient, c: Owned): UserStore["delete"] {
  return async ({ id, version }, tokens) =>
    client.withSession((session) =>
      session.withTransaction(async () => {
        const { deletedCount } = await c.users.deleteOne({ _id: id, version }, { session });
        if (deletedCount !== 1 || !(await writeTokens(c.tokens, tokens, session))) {
          await session.abortTransaction();
          return false;
        }
        await c.claims.deleteMany({ user: id }, { session });
        for (const owned of [c.sessions, c.devices, c.tickets, c.registrations]) {
          await owned.deleteMany({ userId: id } as object, { session });
        }
        for (const owned of [c.passwordLinks, c.enforcementNotices, c.reminders]) {
          await owned.deleteOne({ _id: id } as object, { session });
        }
        return true;
      }),
    );
}
