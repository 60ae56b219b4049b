import { z } from "zod";
import { activateToken, readAccessCode } from "../../tokens/provisioning.js";
import { testToken } from "../../tokens/test-token.js";
import { defineRoute, type Route } from "../route.js";
import { verifiedAnswer } from "../schemas.js";
import { assertMayTouchHolder } from "./token-life-cycle.js";
import { serialPath, tokenAnswer, tokenView } from "./token-schemas.js";
import { MAY_CHANGE_TOKENS } from "./tokens.js";

/** Yubico OTP: 15 bits count uses after power-up, 8 bits the taps within one. */
const MOST_USES = 0x7fff;
const MOST_TAPS = 0xff;

const activate = defineRoute({
  method: "post",
  path: "/api/v1/tokens/:serial/activate",
  summary: "Take a provisioned token into the stock",
  access: MAY_CHANGE_TOKENS,
  params: serialPath,
  body: z.strictObject({
    // What the key has typed while it was checked.
    used: z
      .union([
        z.strictObject({ counter: z.int().min(0) }),
        z.strictObject({
          useCounter: z.int().min(0).max(MOST_USES),
          sessionCounter: z.int().min(0).max(MOST_TAPS),
        }),
      ])
      .optional(),
  }),
  responses: { 200: tokenAnswer },
  errors: ["not_found", "conflict"],
  async handle({ params, body, deps, caller }) {
    return { status: 200, body: tokenView(await activateToken(deps, caller(), params.serial, body.used)) };
  },
});

const accessCode = defineRoute({
  method: "get",
  path: "/api/v1/tokens/:serial/access-code",
  summary: "The access code of a YubiKey slot, for writing it again; every look is audited",
  access: { scopes: ["tokens"], person: { roles: ["owner", "administrator"], elevated: true } },
  params: serialPath,
  responses: { 200: z.strictObject({ accessCodeHex: z.string() }) },
  errors: ["not_found"],
  async handle({ params, deps, caller }) {
    return { status: 200, body: { accessCodeHex: await readAccessCode(deps, caller(), params.serial) } };
  },
});

const test = defineRoute({
  method: "post",
  path: "/api/v1/tokens/:serial/test",
  summary: "Try a code of an assigned token: one attempt on its user's guard, and a right code is spent",
  access: MAY_CHANGE_TOKENS,
  params: serialPath,
  body: z.strictObject({ code: z.string().max(128) }),
  responses: { 200: verifiedAnswer.pick({ verified: true, factor: true, credentialId: true }) },
  errors: ["not_found", "conflict", "verification_failed", "too_many_attempts"],
  async handle({ params, body, deps, principal, caller }) {
    await assertMayTouchHolder(deps, principal, params.serial);
    const { factor, credentialId } = await testToken(deps, caller(), params.serial, body.code);
    return { status: 200, body: { verified: true as const, factor, credentialId } };
  },
});

export const tokenProvisioningRoutes: readonly Route[] = [activate, accessCode, test];
