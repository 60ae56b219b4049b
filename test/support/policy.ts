import { DEFAULT_POLICY, type Policy } from "../../server/policy/policy.js";
import type { TestService } from "./service.js";

/** What a test's policy has otherwise than the default. */
export interface PolicyParts {
  enforcement?: Partial<Policy["enforcement"]>;
  rules?: Partial<Policy["rules"]>;
  groups?: Policy["groups"];
}

/** Puts the default policy with these changes into force, by the environment's key; so only while nobody administers. */
export async function setPolicy(service: TestService, parts: PolicyParts): Promise<void> {
  const { version } = await service.deps.policy.versioned();
  const policy = {
    enforcement: { ...DEFAULT_POLICY.enforcement, ...parts.enforcement },
    rules: { ...DEFAULT_POLICY.rules, ...parts.rules },
    groups: parts.groups ?? [],
  };
  const { status } = await service.call("PUT", "/api/v1/policy", { version, policy });
  if (status !== 200) throw new Error(`writing the policy was answered ${status}`);
}
