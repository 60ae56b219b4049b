import type { IncomingMessage } from "node:http";
import { type AddressRanges, plainAddress } from "../network.js";

/**
 * The address a request came from. X-Forwarded-For is walked from the right to the first address that is no trusted
 * proxy; what stands further left was written by the sender and may be forged.
 * @returns null where the socket is gone already
 */
export function clientAddress(request: IncomingMessage, trusted: AddressRanges): string | null {
  let address = plainAddress(request.socket.remoteAddress ?? "");
  const hops = [request.headers["x-forwarded-for"] ?? ""].flat().join(",").split(",").reverse();
  for (const hop of hops) {
    if (address === null || !trusted.has(address)) return address;
    const next = plainAddress(hop);
    if (next === null) return address;
    address = next;
  }
  return address;
}
