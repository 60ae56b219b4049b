import { z } from "zod";
import type { Factor } from "../factors/factor.js";
import { AddressRanges } from "../network.js";

const groupName = z.string().trim().min(1).max(128);

const addressRange = z
  .string()
  .max(64)
  .refine(isAddressRange, "An address or a CIDR range, such as 10.0.0.0/8.");

/** Types that a user can be asked for beside the password, in the default fallback order. */
export const OFFERED_FACTORS = ["webauthn", "totp", "hotp", "yubico-otp"] as const;

const offeredFactor = z.enum(OFFERED_FACTORS);

/** What holds for a user; a group may have some of it otherwise. */
const rulesShape = {
  factors: z
    .array(offeredFactor)
    .max(OFFERED_FACTORS.length)
    .refine((types) => new Set(types).size === types.length, "Each factor once.")
    .describe("Allowed factors, in fallback order."),
  enrol: z
    .array(z.enum(["app", "device"]))
    .max(2)
    .describe("What users may set up by themselves; nothing where a company hands out hardware tokens only."),
  selfAssignTokens: z
    .boolean()
    .describe("Whether users may take a token from the stock by its serial and its next code."),
  recovery: z
    .enum(["key", "codes", "none"])
    .describe("What comes with the first factor: one recovery key, ten recovery codes, or nothing."),
  userVerification: z
    .enum(["required", "preferred", "discouraged"])
    .describe("Whether a FIDO2 device must ask for PIN or finger."),
  attestation: z
    .enum(["none", "direct", "required"])
    .describe("Whether a device must prove its model at registration."),
  passkeySignIn: z
    .enum(["off", "device-bound", "any"])
    .describe("Passkeys that stand in for password and second factor."),
  networks: z.array(addressRange).max(256).describe("Address ranges from which the second step is skipped."),
  rememberDays: z.int().min(0).max(365).describe("Days for which a browser may be remembered; 0 for never."),
  tokenMessage: z
    .string()
    .max(4000)
    .describe("What a user reads who has no token and may set up nothing (Markdown)."),
} as const;

const rules = z.strictObject(rulesShape);

const groupRules = z.strictObject({ group: groupName, rules: rules.partial() });

const enforcement = z.strictObject({
  for: z.enum(["nobody", "everybody", "groups", "applications", "privileged"]),
  groups: z.array(groupName).max(500),
  applications: z.array(z.string().max(64)).max(500),
  exemptGroups: z.array(groupName).max(500).describe("Exempt wins, except for users who hold a role."),
  graceUntil: z.iso.datetime().nullable().describe("Until then an enforced user may go on without a factor."),
  graceLogins: z
    .int()
    .min(0)
    .max(100)
    .describe("So many sign-ins an enforced user may go on without a factor."),
});

const basicAuthentication = z
  .strictObject({
    users: z
      .array(z.string().trim().min(1).max(256))
      .max(50)
      .describe("Users whose password alone reads what is their own, by HTTP basic authentication."),
  })
  .describe("Refused for everybody while the list is empty, as it goes past the second factor.");

/** The whole policy of an instance. */
export const policySchema = z.strictObject({
  enforcement,
  rules,
  groups: z
    .array(groupRules)
    .max(200)
    .describe("The first group that a user is in and that states a rule decides it."),
  // Whoever writes a policy and knows nothing of it allows nobody.
  basicAuthentication: basicAuthentication.default({ users: [] }),
});

export type Policy = z.output<typeof policySchema>;
export type Rules = z.output<typeof rules>;

/** Nothing is enforced, nothing is skipped, everything is allowed. */
export const DEFAULT_POLICY: Policy = {
  enforcement: {
    for: "nobody",
    groups: [],
    applications: [],
    exemptGroups: [],
    graceUntil: null,
    graceLogins: 0,
  },
  rules: {
    factors: [...OFFERED_FACTORS],
    enrol: ["app", "device"],
    selfAssignTokens: false,
    recovery: "key",
    userVerification: "preferred",
    attestation: "none",
    passkeySignIn: "device-bound",
    networks: [],
    rememberDays: 0,
    tokenMessage: "",
  },
  groups: [],
  basicAuthentication: { users: [] },
};

/** A policy that a version of Latchkey before stored, with what has come since at its default. */
export function completePolicy(stored: Partial<Policy>): Policy {
  return {
    enforcement: { ...DEFAULT_POLICY.enforcement, ...stored.enforcement },
    rules: { ...DEFAULT_POLICY.rules, ...stored.rules },
    groups: stored.groups ?? [],
    basicAuthentication: stored.basicAuthentication ?? DEFAULT_POLICY.basicAuthentication,
  };
}

/** The rules that hold for somebody who is in these groups. */
export function rulesFor(policy: Policy, groups: readonly string[]): Rules {
  const held = new Set(groups);
  const stated = policy.groups.filter(({ group }) => held.has(group)).map(({ rules: of }) => of);
  // The first group decides: later ones are laid down first.
  return Object.assign({ ...policy.rules }, ...stated.reverse()) as Rules;
}

/** Whether the rules let this type in; one that policy knows nothing of is Latchkey's own affair, such as the password. */
export function isAllowed(
  { factors, recovery }: Rules,
  { type, kind }: Pick<Factor, "type" | "kind">,
): boolean {
  if (kind === "recovery") return recovery !== "none";
  return !OFFERED_FACTORS.some((known) => known === type) || factors.some((allowed) => allowed === type);
}

/** Whether the policy lets somebody in these groups set up a second factor by themselves; otherwise they get a token. */
export function setsUpByThemselves(policy: Policy, { groups }: { groups: readonly string[] }): boolean {
  const rules = rulesFor(policy, groups);
  const may = {
    app: { type: "totp", kind: "code" },
    device: { type: "webauthn", kind: "assertion" },
  } as const;
  return rules.enrol.some((what) => isAllowed(rules, may[what]));
}

function isAddressRange(text: string): boolean {
  try {
    new AddressRanges([text]);
    return true;
  } catch {
    return false;
  }
}
