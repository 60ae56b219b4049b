import { describe, expect, it } from "vitest";
import { WebAuthnRefusal } from "../../../server/factors/webauthn/refusal.js";
import { decodeCbor } from "../../../server/factors/webauthn/strict-cbor.js";

const decode = (hex: string) => decodeCbor(Buffer.from(hex, "hex"));

/** Examples of RFC 8949 appendix A that CTAP2 canonical CBOR allows. */
describe.each([
  ["00", 0],
  ["17", 23],
  ["1818", 24],
  ["1903e8", 1000],
  ["1a000f4240", 1_000_000],
  ["1b000000e8d4a51000", 1_000_000_000_000],
  ["20", -1],
  ["3903e7", -1000],
  ["f4", false],
  ["f5", true],
  ["f6", null],
  ["40", new Uint8Array()],
  ["4401020304", Uint8Array.of(1, 2, 3, 4)],
  ["60", ""],
  ["62c3bc", "ü".normalize("NFC")],
  ["80", []],
  ["8301820203820405", [1, [2, 3], [4, 5]]],
  ["a0", new Map()],
  [
    "a201020304",
    new Map([
      [1, 2],
      [3, 4],
    ]),
  ],
])("RFC 8949 example %s", (hex, value) => {
  it("decodes", () => {
    const decoded = decode(hex);
    expect(decoded instanceof Uint8Array ? Uint8Array.from(decoded) : decoded).toEqual(
      hex === "62c3bc" ? "ü" : value,
    );
  });
});

describe("strict CBOR refuses", () => {
  it.each([
    ["nothing", ""],
    ["bytes after the item", "0000"],
    ["an integer that is not in its shortest form", "1817"],
    ["a length that is not in its shortest form", "580101"],
    ["an integer above 2^53", "1bffffffffffffffff"],
    ["a byte string that is cut short", "42ff"],
    ["a byte string longer than memory", "5b001fffffffffffff"],
    ["an array longer than memory", "9b001fffffffffffff"],
    ["a map longer than memory", "bb001fffffffffffff"],
    ["an indefinite length", "5f41004100ff"],
    ["an indefinite array", "9fff"],
    ["a reserved length", "1c"],
    ["a tag", "c000"],
    ["a float", "fb3ff199999999999a"],
    ["undefined", "f7"],
    ["a simple value", "f820"],
    ["a break", "ff"],
    ["text that is not UTF-8", "62c328"],
    ["a duplicate key", "a201000100"],
    ["a key that is neither number nor text", "a1f400"],
    ["deep nesting", "8181818181818181818100"],
  ])("%s", (_what, hex) => {
    expect(() => decode(hex)).toThrow(WebAuthnRefusal);
  });
});
