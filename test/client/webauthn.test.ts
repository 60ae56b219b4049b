import { afterEach, describe, expect, it, vi } from "vitest";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "../../client/api-types.js";
import { askKey, CeremonyError, cancelCeremony, makeKey } from "../../client/webauthn.js";

afterEach(() => vi.unstubAllGlobals());

/** A browser that knows WebAuthn, and whose every ceremony ends as given. */
function browserWhere(end: (signal: AbortSignal) => Promise<never>) {
  const credentials = {
    get: ({ signal }: { signal: AbortSignal }) => end(signal),
    create: ({ signal }: { signal: AbortSignal }) => end(signal),
  };
  vi.stubGlobal("PublicKeyCredential", class {});
  vi.stubGlobal("navigator", { credentials });
  vi.stubGlobal("location", { hostname: "localhost" });
}

const refusing = (name: string) => () => Promise.reject(new DOMException("no", name));

const request = (timeout: number): PublicKeyCredentialRequestOptionsJSON => ({
  challenge: "AAAA",
  rpId: "localhost",
  timeout,
});

const creation: PublicKeyCredentialCreationOptionsJSON = {
  challenge: "AAAA",
  rp: { id: "localhost", name: "Latchkey" },
  user: { id: "AAAA", name: "ann", displayName: "ann" },
  pubKeyCredParams: [{ type: "public-key", alg: -7 }],
};

const endOf = (ceremony: Promise<unknown>) =>
  ceremony.then(
    () => "answered",
    (error) => (error instanceof CeremonyError ? error.end : error),
  );

describe("how a tap ends", () => {
  it("tells a cancelled one from one that nobody answered in time, which browsers report alike", async () => {
    browserWhere(refusing("NotAllowedError"));
    expect(await endOf(askKey(request(60_000)))).toBe("cancelled");
    expect(await endOf(askKey(request(1)))).toBe("timed_out");
  });

  it("says cancelled where the person pressed our own Cancel, and aborted where the page moved on", async () => {
    browserWhere(
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
        }),
    );
    const first = endOf(askKey(request(60_000)));
    cancelCeremony();
    expect(await first).toBe("cancelled");
    const second = endOf(askKey(request(60_000)));
    const third = endOf(askKey(request(60_000)));
    expect(await second).toBe("aborted");
    cancelCeremony();
    expect(await third).toBe("cancelled");
  });

  it("knows a key that is registered already", async () => {
    browserWhere(refusing("InvalidStateError"));
    expect(await endOf(makeKey(creation))).toBe("already_registered");
  });

  it("knows a key that cannot do what is asked, and an address where keys cannot work", async () => {
    browserWhere(refusing("NotSupportedError"));
    expect(await endOf(makeKey(creation))).toBe("not_supported");
    browserWhere(refusing("SecurityError"));
    vi.stubGlobal("location", { hostname: "192.0.2.1" });
    expect(await endOf(askKey(request(60_000)))).toBe("wrong_address");
  });

  it("says that a browser without WebAuthn cannot be used", async () => {
    expect(await endOf(askKey(request(60_000)))).toBe("not_supported");
  });
});
