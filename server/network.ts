import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Bits of an address that stand for one network at the first factor's guard. */
const IPV4_BITS = 24;
const IPV6_BITS = 56;

/**
 * The network an address belongs to: an IPv4 /24 or an IPv6 /56, as text; IPv4-mapped IPv6 counts as IPv4.
 * @param ip null where the address is not known; such callers share one network
 */
export function networkOf(ip: string | null): string {
  const address = ip === null ? null : plainAddress(ip);
  if (address === null) return "unknown";
  if (isIPv4(address))
    return `${address
      .split(".")
      .slice(0, IPV4_BITS / 8)
      .join(".")}.0/${IPV4_BITS}`;
  const hex = expandIPv6(address).join("");
  return `${hex.slice(0, IPV6_BITS / 4)}/${IPV6_BITS}`;
}

/** An address without its zone, IPv4-mapped IPv6 as IPv4; null where it is no address. */
export function plainAddress(text: string): string | null {
  const address = text
    .trim()
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  return isIPv4(address) || isIPv6(address) ? address.toLowerCase() : null;
}

/** The eight groups of an IPv6 address (RFC 4291 §2.2), each four hex digits. */
function expandIPv6(address: string): string[] {
  const withoutIPv4 = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a, b, c, d] = bytes.slice(0, 4).map(Number);
    return `${(((a ?? 0) << 8) | (b ?? 0)).toString(16)}:${(((c ?? 0) << 8) | (d ?? 0)).toString(16)}`;
  });
  const [head = "", tail = ""] = withoutIPv4.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  const groups = withoutIPv4.includes("::") ? [...left, ...zeros, ...right] : left;
  return groups.map((group) => group.padStart(4, "0"));
}

/** Whether two ranges have an address in common: of two CIDR ranges that do, one contains the other's first address. */
export function overlap(a: string, b: string): boolean {
  const [first, second] = [a, b].map((range) => range.split("/")[0] ?? "") as [string, string];
  return new AddressRanges([a]).has(second) || new AddressRanges([b]).has(first);
}

/** Address ranges such as `10.0.0.0/8, fd00::/8, 127.0.0.1`. */
export class AddressRanges {
  readonly #list = new BlockList();
  readonly entries: readonly string[];

  /** @throws RangeError naming the entry that is no address or CIDR range */
  constructor(entries: readonly string[]) {
    this.entries = entries;
    for (const entry of entries) this.#add(entry);
  }

  has(ip: string): boolean {
    // The usual case, asked at every request.
    if (this.entries.length === 0) return false;
    const address = plainAddress(ip);
    return address !== null && this.#list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  }

  #add(entry: string): void {
    const [text = "", bits] = entry.split("/");
    const address = plainAddress(text);
    if (address === null) throw new RangeError(`${entry} is no address or CIDR range.`);
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    const most = family === "ipv4" ? 32 : 128;
    if (bits === undefined) {
      this.#list.addAddress(address, family);
      return;
    }
    if (!/^\d{1,3}$/.test(bits) || Number(bits) > most)
      throw new RangeError(`${entry} is no address or CIDR range.`);
    this.#list.addSubnet(address, Number(bits), family);
  }
}
