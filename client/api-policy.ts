/** Requests about the policy. Changes need an elevated session. Each throws ApiError. */
import { send } from "./api.js";
import type {
  LettersPreview,
  LettersProgress,
  Policy,
  PolicyVersion,
  Question,
  Simulated,
  VersionedPolicy,
} from "./api-policy-types.js";

const path = "/api/v1/policy";

/** readPolicy returns the policy that holds. */
export function readPolicy(): Promise<VersionedPolicy> {
  return send("GET", path);
}

/** writePolicy writes a new version, made from the one that is named; `conflict` where that is not the last any more. */
export function writePolicy(changed: VersionedPolicy): Promise<VersionedPolicy> {
  return send("PUT", path, changed);
}

/** policyHistory returns the last changes, newest first. */
export async function policyHistory(): Promise<readonly PolicyVersion[]> {
  return (await send<{ versions: readonly PolicyVersion[] }>("GET", `${path}/history`)).versions;
}

/** simulate asks what would happen; `not_found` where there is no such user. */
export function simulate(question: Question): Promise<Simulated> {
  return send("POST", `${path}/simulation`, question);
}

/** lettersProgress says how far those who need a second factor were told by e-mail. */
export function lettersProgress(): Promise<LettersProgress> {
  return send("GET", `${path}/letters`);
}

/** previewLetters says how many would be told, if this policy were saved. */
export function previewLetters(policy: Policy): Promise<LettersPreview> {
  return send("POST", `${path}/letters/preview`, { policy });
}
