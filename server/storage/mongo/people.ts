import type { Collection, Filter } from "mongodb";
import type { Coverage, GroupCount, PeopleStore, UserOfDirectory, UserSearch } from "../people.js";
import { toUser, type UserDocument } from "./users.js";

/**
 * The order of names as people expect it, small and capital letters side by side; strength 5 breaks every tie, so that a
 * name is a cursor that skips nobody.
 */
export const NAME_ORDER = { locale: "en", strength: 5 } as const;

/** Only users have a name; decoys have none. */
export const NAMED = { username: { $exists: true } };

/** Only users of the directory have the id of an entry. */
const OF_DIRECTORY = { "directory.id": { $exists: true } };

export function createPeopleStore(users: Collection<UserDocument>): PeopleStore {
  return {
    async list(search) {
      const documents = await users
        .find(filterOf(search), { collation: NAME_ORDER })
        .sort({ username: 1 })
        .limit(search.limit)
        .toArray();
      return documents.map(toUser);
    },

    async listOfDirectory() {
      const projection = { _id: 0, id: "$_id", username: 1, suspended: 1, roles: 1, directory: 1 };
      return users.find<UserOfDirectory>(OF_DIRECTORY, { projection }).toArray();
    },

    async coverage(types) {
      const held = {
        $filter: {
          input: "$credentials",
          as: "one",
          cond: { $and: [{ $eq: ["$$one.state", "active"] }, { $in: ["$$one.factor", [...types]] }] },
        },
      };
      const kind = { $cond: [{ $gt: ["$$one.token", null] }, "token", "$$one.factor"] };
      const kinds = { $setUnion: [{ $map: { input: held, as: "one", in: kind } }, []] };
      const groups = await users
        .aggregate<{ _id: Omit<Coverage, "users">; users: number }>([
          { $match: NAMED },
          { $group: { _id: { kinds, suspended: "$suspended" }, users: { $sum: 1 } } },
        ])
        .toArray();
      return groups.map(({ _id, users: count }) => ({ ..._id, users: count }));
    },

    async groups(types) {
      const isHeld = { $and: [{ $eq: ["$$one.state", "active"] }, { $in: ["$$one.factor", [...types]] }] };
      const isProtected = { $anyElementTrue: [{ $map: { input: "$credentials", as: "one", in: isHeld } }] };
      const count = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } });
      const found = await users
        .aggregate<Omit<GroupCount, "name"> & { _id: string }>(
          [
            { $match: { ...NAMED, "groups.0": { $exists: true } } },
            { $project: { groups: 1, suspended: 1, isProtected } },
            { $unwind: "$groups" },
            {
              $group: {
                _id: "$groups",
                members: { $sum: 1 },
                suspended: count({ $eq: ["$suspended", true] }),
                protectedMembers: count({ $and: ["$isProtected", { $ne: ["$suspended", true] }] }),
              },
            },
            { $sort: { _id: 1 } },
          ],
          { collation: NAME_ORDER },
        )
        .toArray();
      return found.map(({ _id: name, ...counts }) => ({ name, ...counts }));
    },
  };
}

function filterOf({
  query,
  group,
  withoutFactors,
  suspended,
  blockedAt,
  after,
}: UserSearch): Filter<UserDocument> {
  const active = { $elemMatch: { state: "active", factor: { $in: [...(withoutFactors ?? [])] } } };
  // Beside decoys, which have no name, everybody's is greater than nothing: that is what lets the index serve it.
  const filter = {
    username: { $gt: after ?? "" },
    ...(query === undefined ? {} : { $or: contains(query) }),
    ...(group === undefined ? {} : { groups: group }),
    ...(withoutFactors === undefined ? {} : { credentials: { $not: active } }),
    ...(suspended === undefined ? {} : { suspended }),
    ...(blockedAt === undefined ? {} : { "guard.notBefore": { $gt: blockedAt } }),
  };
  return filter as Filter<UserDocument>;
}

/** A search as people type it: any part, whatever the case. */
function contains(query: string): object[] {
  const pattern = { $regex: query.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), $options: "i" };
  return [{ username: pattern }, { displayName: pattern }, { email: pattern }];
}
