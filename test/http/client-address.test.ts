import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { clientAddress } from "../../server/http/client-address.js";
import { AddressRanges } from "../../server/network.js";

const NOBODY = new AddressRanges([]);
const PROXIES = new AddressRanges(["10.0.0.0/8", "fd00::/8"]);

describe("the address that a request came from", () => {
  it("is the socket's where no proxy is trusted, whatever the header says", () => {
    expect(address("203.0.113.7", "198.51.100.1", NOBODY)).toBe("203.0.113.7");
    expect(address("10.0.0.1", "198.51.100.1", NOBODY)).toBe("10.0.0.1");
  });

  it("is the socket's where the sender is no trusted proxy, so that nobody can forge one", () => {
    expect(address("203.0.113.7", "198.51.100.1, 10.0.0.2", PROXIES)).toBe("203.0.113.7");
  });

  it("is what the trusted proxy saw, not what was written before it", () => {
    expect(address("10.0.0.1", "6.6.6.6, 7.7.7.7, 203.0.113.7", PROXIES)).toBe("203.0.113.7");
  });

  it("is found behind a chain of trusted proxies", () => {
    expect(address("10.0.0.1", "6.6.6.6, 203.0.113.7, fd00::5, 10.9.9.9", PROXIES)).toBe("203.0.113.7");
  });

  it("is the outermost trusted proxy where all are trusted, or where it saw no address", () => {
    expect(address("10.0.0.1", "10.0.0.3, 10.0.0.2", PROXIES)).toBe("10.0.0.3");
    expect(address("10.0.0.1", "203.0.113.7, unknown, 10.0.0.2", PROXIES)).toBe("10.0.0.2");
    expect(address("10.0.0.1", undefined, PROXIES)).toBe("10.0.0.1");
    expect(address("10.0.0.1", "", PROXIES)).toBe("10.0.0.1");
  });

  it("is one address however IPv6 writes it: mapped IPv4, zones, capitals", () => {
    expect(address("::ffff:10.0.0.1", "2001:DB8::7", PROXIES)).toBe("2001:db8::7");
    expect(address("::ffff:203.0.113.7", undefined, PROXIES)).toBe("203.0.113.7");
    expect(address("fe80::1%eth0", undefined, PROXIES)).toBe("fe80::1");
  });

  it("reads a header that is there several times as one, the last written last", () => {
    expect(address("10.0.0.1", ["6.6.6.6", "203.0.113.7"], PROXIES)).toBe("203.0.113.7");
  });

  it("is unknown when the socket is gone", () => {
    expect(address(undefined, "203.0.113.7", PROXIES)).toBeNull();
  });
});

function address(
  remoteAddress: string | undefined,
  forwarded: string | string[] | undefined,
  trusted: AddressRanges,
) {
  const request = { socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } };
  return clientAddress(request as unknown as IncomingMessage, trusted);
}
