import type { ApiClient } from "../api-client.js";
import type { Handout } from "../assignment-list.js";
import { listTokens } from "../token-api.js";

/** Who gets which key. */
export interface Handouts {
  /** The user for a key or token of these serials; null where nobody is meant to have it. */
  userFor(serials: readonly string[]): Promise<string | null>;
  /** This user is served, or cannot be. */
  done(username: string): void;
  /** Whether a list of people in order has come to its end. */
  isAtEnd(): Promise<boolean>;
}

export const noHandouts: Handouts = {
  userFor: async () => null,
  done: () => undefined,
  isAtEnd: async () => false,
};

/** By the serials of the list where it has them, otherwise in its order. */
export function handoutsOf(list: readonly Handout[], api: ApiClient, type: string): Handouts {
  return list.some(({ serial }) => serial !== null) ? bySerial(list) : inOrder(list, api, type);
}

function bySerial(list: readonly Handout[]): Handouts {
  const users = new Map(list.map(({ serial, username }) => [serial?.toLowerCase(), username]));
  return {
    ...noHandouts,
    userFor: async (serials) =>
      serials.map((serial) => users.get(serial.toLowerCase())).find((user) => user) ?? null,
  };
}

/** A user who has such a token already was served before an interruption, and is left out. */
function inOrder(list: readonly Handout[], api: ApiClient, type: string): Handouts {
  const waiting = list.map(({ username }) => username);
  let isChecked = false;
  const next = async (): Promise<string | null> => {
    while (waiting[0] !== undefined && !isChecked) {
      if (await hasToken(api, waiting[0], type)) waiting.shift();
      else isChecked = true;
    }
    return waiting[0] ?? null;
  };
  return {
    userFor: next,
    isAtEnd: async () => (await next()) === null,
    done(username) {
      if (waiting[0] !== username) return;
      waiting.shift();
      isChecked = false;
    },
  };
}

async function hasToken(api: ApiClient, username: string, type: string): Promise<boolean> {
  const same = (name: string | undefined) => name?.toLowerCase() === username.toLowerCase();
  for await (const token of listTokens(api, { query: username, state: "assigned" })) {
    if (token.type === type && same(token.username)) return true;
  }
  return false;
}
