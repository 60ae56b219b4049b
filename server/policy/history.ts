import type { PolicyVersion } from "../storage/storage.js";
import { type Difference, differences } from "./differences.js";
import { completePolicy } from "./policy.js";

/** A version of the policy with what it changed of the one before. */
export interface ChangedVersion {
  version: number;
  at: string;
  by: string;
  changes: Difference[];
}

/**
 * What each version changed.
 * @param versions newest first, one more than is to be told, as each is compared with the one before it
 * @param limit how many to tell at most
 */
export function changedVersions(versions: readonly PolicyVersion[], limit: number): ChangedVersion[] {
  return versions.slice(0, limit).map(({ version, at, by, policy }, index) => ({
    version,
    at: at.toISOString(),
    by,
    changes: differences(completePolicy(versions[index + 1]?.policy ?? {}), completePolicy(policy)),
  }));
}
