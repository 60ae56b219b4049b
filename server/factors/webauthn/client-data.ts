import { refuseErrors, refuseUnless } from "./refusal.js";

/** Client data after its one parse (WebAuthn section 5.8.1). */
export interface ClientData {
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
  /** Whether the page stood in a frame of another origin. */
  readonly crossOrigin: boolean;
  readonly topOrigin: unknown;
}

/** What the client data must say. */
export interface ExpectedClientData {
  readonly type: "webauthn.create" | "webauthn.get";
  /** The challenge of the options, base64url. */
  readonly challenge: string;
  /** Origins of Latchkey's own pages, as `URL.origin` writes them. */
  readonly origins: readonly string[];
}

// "UTF-8 decode" strips a byte order mark and replaces what is not UTF-8 (section 7.1 step 5); the
// library decodes in the same way, so that both read the same text.
const utf8 = new TextDecoder();

/**
 * parseClientData decodes and parses client data (section 7.1 steps 5 and 6, section 7.2 steps 8 and 9).
 *
 * @throws WebAuthnRefusal `malformed`
 */
export function parseClientData(bytes: Uint8Array): ClientData {
  const data: unknown = refuseErrors("malformed", "client data is not JSON", () =>
    JSON.parse(utf8.decode(bytes)),
  );
  refuseUnless(typeof data === "object" && data !== null, "malformed", "client data is no object");
  const { type, challenge, origin, crossOrigin, topOrigin } = data as Record<string, unknown>;
  refuseUnless(
    typeof type === "string" && typeof challenge === "string" && typeof origin === "string",
    "malformed",
    "client data lacks type, challenge or origin",
  );
  refuseUnless(
    crossOrigin === undefined || typeof crossOrigin === "boolean",
    "malformed",
    "crossOrigin is no boolean",
  );
  return { type, challenge, origin, crossOrigin: crossOrigin === true, topOrigin };
}

/**
 * checkClientData runs section 7.1 steps 7 to 11 and section 7.2 steps 10 to 14.
 *
 * @throws WebAuthnRefusal
 */
export function checkClientData(data: ClientData, expected: ExpectedClientData): void {
  refuseUnless(data.type === expected.type, "ceremony_type", "client data is of another ceremony");
  refuseUnless(data.challenge === expected.challenge, "challenge", "another challenge was signed");
  refuseUnless(expected.origins.includes(data.origin), "origin", "client data is of another origin");
  // Latchkey's pages forbid framing, so no embedded ceremony is ever expected. crossOrigin is tested
  // itself, as Safari sends no topOrigin.
  refuseUnless(!data.crossOrigin, "cross_origin", "the page was framed by another origin");
  refuseUnless(data.topOrigin === undefined, "cross_origin", "the page had another top origin");
}
