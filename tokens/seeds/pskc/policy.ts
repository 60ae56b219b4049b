import { RowRefusal } from "../refusals.js";
import type { SeedWarning } from "../report.js";
import type { XmlElement } from "../xml.js";
import { PSKC } from "./namespaces.js";

/** The attributes that RFC 6030 section 5 gives PINPolicy. */
const PIN_ATTRIBUTES = new Set([
  "PINKeyId",
  "PINUsageMode",
  "MaxFailedAttempts",
  "MinLength",
  "MaxLength",
  "PINEncoding",
]);

/**
 * Holds a key's Policy (RFC 6030 section 5) against what Latchkey does with keys, and returns the remarks that the
 * importer should see. Throws a RowRefusal `unsupported_policy` where the key must not be used: at any element or
 * attribute that is not in the RFC, a date that is none, a KeyUsage without OTP, and a PIN that would have to be part
 * of the code.
 */
export function checkPolicy(policy: XmlElement | undefined, now: Date): SeedWarning[] {
  const warnings: SeedWarning[] = [];
  const usages: string[] = [];
  for (const element of policy?.children ?? []) {
    if (element.namespace !== PSKC) throw new RowRefusal("unsupported_policy");
    switch (element.name) {
      case "StartDate":
        if (readDate(element.text) > now.getTime()) warnings.push("not_yet_valid");
        break;
      case "ExpiryDate":
        if (readDate(element.text) <= now.getTime()) warnings.push("expired");
        break;
      case "NumberOfTransactions":
        warnings.push("usage_limit_not_enforced");
        break;
      case "KeyUsage":
        usages.push(element.text.trim());
        break;
      case "PINPolicy":
        checkPinPolicy(element);
        break;
      default:
        throw new RowRefusal("unsupported_policy");
    }
  }
  if (usages.length > 0 && !usages.includes("OTP")) throw new RowRefusal("unsupported_policy");
  return warnings;
}

function checkPinPolicy(policy: XmlElement): void {
  const known =
    policy.children.length === 0 && [...policy.attributes.keys()].every((name) => PIN_ATTRIBUTES.has(name));
  // "Local": the token checks its PIN by itself. The other modes change what has to be verified.
  const mode = policy.attributes.get("PINUsageMode") ?? "Local";
  if (!known || mode !== "Local") throw new RowRefusal("unsupported_policy");
}

/** Reads an xs:dateTime as milliseconds since 1970; without a zone it is UTC, as RFC 6030 section 3 asks. */
function readDate(text: string): number {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:\d{2})?$/.exec(text.trim());
  const instant = match === null ? Number.NaN : Date.parse(`${match[1]}${match[2] ?? "Z"}`);
  if (Number.isNaN(instant)) throw new RowRefusal("unsupported_policy");
  return instant;
}
