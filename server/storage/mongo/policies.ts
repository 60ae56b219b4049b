import type { Collection } from "mongodb";
import type { PolicyStore, PolicyVersion } from "../storage.js";
import { isDuplicateKey } from "./errors.js";

/** `_id` is the version, so that two changes made from one version cannot both be written. */
export type PolicyDocument = Omit<PolicyVersion, "version"> & { _id: number };

export function createPolicyStore(
  policies: Collection<PolicyDocument>,
  readNow: () => Promise<Date>,
): PolicyStore {
  const toVersion = ({ _id: version, ...fields }: PolicyDocument): PolicyVersion => ({ version, ...fields });
  return {
    async latest() {
      const [newest] = await policies.find().sort({ _id: -1 }).limit(1).toArray();
      return newest ? toVersion(newest) : null;
    },
    async append(version, policy, by) {
      const document = { _id: version, policy, at: await readNow(), by };
      try {
        await policies.insertOne(document);
        return toVersion(document);
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },
    async history(limit) {
      return (await policies.find().sort({ _id: -1 }).limit(limit).toArray()).map(toVersion);
    },
  };
}
