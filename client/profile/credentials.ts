import type { Credential, User } from "../api-types.js";

/** Holdings are a person's credentials, by where the page shows them. Pending ones are apart. */
export interface Holdings {
  readonly app: Credential | null;
  readonly pendingApp: Credential | null;
  readonly keys: readonly Credential[];
  readonly tokens: readonly Credential[];
  readonly recovery: Credential | null;
}

/** holdingsOf sorts a person's credentials by kind. An authenticator app is a `totp` credential without a token. */
export function holdingsOf({ credentials }: Pick<User, "credentials">): Holdings {
  const isApp = ({ factor, token }: Credential) => factor === "totp" && token === undefined;
  const used = credentials.filter(({ state }) => state !== "pending");
  return {
    app: used.find(isApp) ?? null,
    pendingApp: credentials.find((credential) => isApp(credential) && credential.state === "pending") ?? null,
    keys: used.filter(({ factor }) => factor === "webauthn"),
    tokens: used.filter(
      (credential) => !isApp(credential) && !["webauthn", "recovery-key"].includes(credential.factor),
    ),
    recovery: used.find(({ factor }) => factor === "recovery-key") ?? null,
  };
}

/** countActive is how many second factors a person can use now; a recovery key is none by itself. */
export function countActive({ credentials }: Pick<User, "credentials">): number {
  return credentials.filter(({ state, factor }) => state === "active" && factor !== "recovery-key").length;
}
