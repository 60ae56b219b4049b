import { DEFAULT_POLICY, type Policy } from "../../server/policy/policy.js";
import type { TestService } from "./service.js";

/** What a test's policy has otherwise than the default. */
export interface PolicyParts {
  enforcement?: Partial<Policy["enforcement"]>;
  rules?: Partial<Policy["rules"]>;
  groups?: Policy["groups"];
  basicAuthentication?: Policy["basicAuthentication"];
}

/**
 * Puts the default policy with these changes into force, by the environment's key unless another is given: that one only
 * while nobody administers.
 */
export async function setPolicy(
  service: TestService,
  parts: PolicyParts,
  apiKey: string | undefined = undefined,
): Promise<void> {
  const { version } = await service.deps.policy.versioned();
  const policy = {
    enforcement: { ...DEFAULT_POLICY.enforcement, ...parts.enforcement },
    rules: { ...DEFAULT_POLICY.rules, ...parts.rules },
    groups: parts.groups ?? [],
    basicAuthentication: parts.basicAuthentication ?? { users: [] },
  };
  const { status } = await service.call(
    "PUT",
    "/api/v1/policy",
    { version, policy },
    apiKey === undefined ? {} : { apiKey },
  );
  if (status !== 200) throw new Error(`writing the policy was answered ${status}`);
}
