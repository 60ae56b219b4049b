import { createCipheriv, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ImportReport, type ReadSeedFileOptions, readSeedFile } from "../../../tokens/seeds/index.js";

/** RFC 4226 appendix D: the ASCII secret of most vectors. */
export const SECRET = Buffer.from("12345678901234567890");
export const SECRET_HEX = SECRET.toString("hex");
/** Another secret of 20 bytes, so that two tokens of a file differ. */
export const OTHER_HEX = "00112233445566778899aabbccddeeff00112233";

/** Reads a text as a seed file in UTF-8. */
export function readText(text: string, options: ReadSeedFileOptions = {}): Promise<ImportReport> {
  return readSeedFile(Buffer.from(text, "utf8"), options);
}

/** Reads a file of test/vectors/pskc. */
export function vector(name: string): Buffer {
  return readFileSync(new URL(`../../vectors/pskc/${name}`, import.meta.url));
}

/** The codes of the refused rows, as `row:code`. */
export function refusals(report: ImportReport): string[] {
  return report.rowErrors.map(({ row, error }) => `${row}:${error}`);
}

/** A plain KeyPackage; each part can be replaced. */
export function keyPackage(parts: {
  serial?: string;
  id?: string;
  algorithm?: string;
  format?: string;
  data?: string;
  rest?: string;
}): string {
  const serial = parts.serial ?? "TOKEN-1";
  return `<KeyPackage><DeviceInfo><SerialNo>${serial}</SerialNo></DeviceInfo>
    <Key Id="${parts.id ?? "k"}" Algorithm="${parts.algorithm ?? "urn:ietf:params:xml:ns:keyprov:pskc:hotp"}">
    <AlgorithmParameters>${parts.format ?? '<ResponseFormat Length="6" Encoding="DECIMAL"/>'}</AlgorithmParameters>
    <Data>${parts.data ?? secretElement(SECRET)}</Data>${parts.rest ?? ""}</Key></KeyPackage>`;
}

/** A plain Secret element. */
export function secretElement(secret: Buffer): string {
  return `<Secret><PlainValue>${secret.toString("base64")}</PlainValue></Secret>`;
}

/** A KeyContainer around packages. */
export function container(content: string, attributes = 'Version="1.0"'): string {
  return `<?xml version="1.0" encoding="UTF-8"?><KeyContainer ${attributes}
    xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
    xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${content}</KeyContainer>`;
}

const MACS = {
  sha1: "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
  sha256: "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
};

/** Encrypts values as RFC 6030 section 6.1 says, so that containers of every key length can be made. */
export class PskcWriter {
  readonly #key: Buffer;
  readonly #hash: "sha1" | "sha256";
  readonly #macKey: Buffer;

  constructor(keyBytes: 16 | 24 | 32, hash: "sha1" | "sha256") {
    this.#key = Buffer.alloc(keyBytes, 0x5a);
    this.#hash = hash;
    this.#macKey = Buffer.alloc(20, 0xa5);
  }

  get keyHex(): string {
    return this.#key.toString("hex");
  }

  head(): string {
    return `<EncryptionKey><ds:KeyName>k</ds:KeyName></EncryptionKey><MACMethod Algorithm="${MACS[this.#hash]}">
      <MACKey>${this.#encrypted(this.#macKey)}</MACKey></MACMethod>`;
  }

  element(name: string, value: Buffer): string {
    const mac = createHmac(this.#hash, this.#macKey).update(this.#cipherText(value)).digest("base64");
    return `<${name}><EncryptedValue>${this.#encrypted(value)}</EncryptedValue><ValueMAC>${mac}</ValueMAC></${name}>`;
  }

  #encrypted(value: Buffer): string {
    return `<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes${this.#key.length * 8}-cbc"/>
      <xenc:CipherData><xenc:CipherValue>${this.#cipherText(value).toString("base64")}</xenc:CipherValue></xenc:CipherData>`;
  }

  #cipherText(value: Buffer): Buffer {
    const iv = Buffer.alloc(16, value.length);
    const cipher = createCipheriv(`aes-${this.#key.length * 8}-cbc`, this.#key, iv);
    return Buffer.concat([iv, cipher.update(value), cipher.final()]);
  }
}

/** Writes one field of a protobuf message. */
export function protobufField(number: number, value: bigint | number | Uint8Array): Buffer {
  const wireType = value instanceof Uint8Array ? 2 : 0;
  const content =
    value instanceof Uint8Array ? [varint(BigInt(value.length)), value] : [varint(BigInt(value))];
  return Buffer.concat([varint(BigInt(number * 8 + wireType)), ...content]);
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}

/** One entry of an otpauth-migration payload. */
export function migrationEntry(fields: {
  secret?: Buffer;
  name?: string;
  issuer?: string;
  algorithm?: number;
  digits?: number;
  type?: number;
  counter?: bigint;
}): Buffer {
  const { secret = SECRET, name = "TOKEN-1", issuer, algorithm = 1, digits = 1, type = 2, counter } = fields;
  return Buffer.concat([
    protobufField(1, secret),
    protobufField(2, Buffer.from(name)),
    ...(issuer === undefined ? [] : [protobufField(3, Buffer.from(issuer))]),
    protobufField(4, algorithm),
    protobufField(5, digits),
    protobufField(6, type),
    ...(counter === undefined ? [] : [protobufField(7, counter)]),
  ]);
}

/** An otpauth-migration URI of entries; `batch` is size, index and id, `escaped` how its base64 is written. */
export function migrationUri(
  entries: Buffer[],
  batch: [number, number, number] = [1, 0, 7],
  {
    version = 1,
    escaped = encodeURIComponent,
  }: { version?: number; escaped?: (text: string) => string } = {},
): string {
  const payload = Buffer.concat([
    ...entries.map((entry) => protobufField(1, entry)),
    protobufField(2, version),
    protobufField(3, batch[0]),
    protobufField(4, batch[1]),
    protobufField(5, batch[2]),
  ]);
  return `otpauth-migration://offline?data=${escaped(payload.toString("base64"))}`;
}

/** A seeded pseudo-random generator (xorshift32), so that a failing case can be had again. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}
