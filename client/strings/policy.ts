import { policy as en, type PolicyTexts } from "./en/policy.js";
import { translated } from "./language.js";

/** usePolicyTexts gives the texts of `en/policy.ts` in the page's language. */
export const usePolicyTexts = translated<PolicyTexts>({ en });
