import { LatchkeyError } from "../errors.js";
import type { Token, TokenState } from "../storage/storage.js";

/** Changes of a token's state. What is not named here is refused with 409. */
export type TokenAction =
  | "activate"
  | "assign"
  | "unassign"
  | "suspend"
  | "resume"
  | "lost"
  | "found"
  | "revoke";

interface Transition {
  from: readonly TokenState[];
  /** Whether the token must have a user, or must have none. */
  assigned?: boolean;
  to(token: Token): TokenState;
}

const held = ({ userId }: Token): TokenState => (userId === null ? "in_stock" : "assigned");

const TRANSITIONS: Record<TokenAction, Transition> = {
  activate: { from: ["pending"], to: () => "in_stock" },
  assign: { from: ["in_stock"], to: () => "assigned" },
  // A suspended or lost token stays so when it is taken from its user: it does not become good again by that.
  unassign: {
    from: ["assigned", "suspended", "lost"],
    assigned: true,
    to: ({ state }) => (state === "assigned" ? "in_stock" : state),
  },
  suspend: { from: ["in_stock", "assigned"], to: () => "suspended" },
  resume: { from: ["suspended"], to: held },
  lost: { from: ["in_stock", "assigned", "suspended"], to: () => "lost" },
  found: { from: ["lost"], to: held },
  revoke: { from: ["pending", "in_stock", "assigned", "suspended", "lost"], to: () => "revoked" },
};

/**
 * The state of a token after an action.
 * @throws LatchkeyError `conflict` where the action is not allowed in the token's state
 */
export function nextState(token: Token, action: TokenAction): TokenState {
  const { from, assigned, to } = TRANSITIONS[action];
  if (!from.includes(token.state)) {
    const state = token.state.replace("_", " ");
    throw new LatchkeyError("conflict", `A token that is ${state} cannot go on by “${action}”.`);
  }
  if (assigned && token.userId === null)
    throw new LatchkeyError("conflict", "This token is assigned to nobody.");
  return to(token);
}
