import type { Token, TokenMove, TokenState } from "../../api-token-types.js";

/** Which changes a token's state allows, in the order they are offered; a test holds it to the service's rules. */
const moves: Readonly<Record<TokenState, readonly TokenMove[]>> = {
  pending: ["activate", "revoke"],
  in_stock: ["suspend", "lost", "revoke"],
  assigned: ["lost", "suspend", "unassign", "revoke"],
  suspended: ["resume", "lost", "unassign", "revoke"],
  lost: ["found", "unassign", "revoke"],
  revoked: [],
};

/** allowedMoves gives the changes that a token's state allows. What nobody has cannot be taken back. */
export function allowedMoves({ state, username }: Pick<Token, "state" | "username">): readonly TokenMove[] {
  return moves[state].filter((move) => move !== "unassign" || username !== undefined);
}

/** canResynchronise says whether a token's drift can be mended: Yubico OTP has none. */
export function canResynchronise({ state, type }: Pick<Token, "state" | "type">): boolean {
  return state === "assigned" && type !== "yubico-otp";
}
