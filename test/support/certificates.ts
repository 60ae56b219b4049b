import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { isIP } from "node:net";

/** What a test certificate says; everything has a default that passes every check of WebAuthn section 8.2.1. */
export interface CertificateFields {
  /** Attributes of the subject in order; an empty list makes an empty name. */
  subject?: readonly (readonly ["C" | "O" | "OU" | "CN", string])[];
  /** Validity; both far from the instant of any test by default. */
  notBefore?: Date;
  notAfter?: Date;
  /** Whether basicConstraints says CA. */
  ca?: boolean;
  /** Value of id-fido-gen-ce-aaguid; absent by default. */
  aaguid?: Uint8Array;
  /** Host name or IPv4 address that a server's certificate is for (RFC 5280 §4.2.1.6). */
  host?: string;
  /** A CRL address, which nobody may ever fetch. */
  crlUrl?: string;
  /** Host names and IPv4 addresses that the certificate is for (RFC 5280 section 4.2.1.6); none by default. */
  hosts?: readonly string[];
  /** X.509 version; 3 by default. */
  version?: 1 | 3;
  /** The key that is certified; a new P-256 pair by default. */
  keys?: KeyPair;
}

/** A private key and its public key. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A certificate with the key it certifies. */
export interface Certified {
  readonly der: Buffer;
  readonly pem: string;
  readonly keys: KeyPair;
  readonly name: Buffer;
}

/** newEcKeys makes an EC key pair on the named curve. */
export function newEcKeys(namedCurve = "P-256"): KeyPair {
  return generateKeyPairSync("ec", { namedCurve });
}

function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  if (body.length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, body.length]), body]);
  return Buffer.concat([Buffer.from([tag, 0x82, body.length >> 8, body.length & 0xff]), body]);
}

const sequence = (...content: Uint8Array[]) => der(0x30, ...content);
const bytes = (...values: number[]) => Buffer.from(values);

/** oid encodes a dotted object identifier (X.690 section 8.19). */
function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const arcs = rest.flatMap((arc) => {
    const septets = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) septets.unshift((left & 0x7f) | 0x80);
    return septets;
  });
  return der(0x06, bytes(first * 40 + second, ...arcs));
}

const ATTRIBUTES = { C: "2.5.4.6", O: "2.5.4.10", OU: "2.5.4.11", CN: "2.5.4.3" } as const;

function distinguishedName(attributes: NonNullable<CertificateFields["subject"]>): Buffer {
  return sequence(
    ...attributes.map(([key, value]) =>
      der(0x31, sequence(oid(ATTRIBUTES[key]), der(key === "C" ? 0x13 : 0x0c, Buffer.from(value)))),
    ),
  );
}

const time = (date: Date) =>
  der(
    0x18,
    Buffer.from(
      `${date
        .toISOString()
        .replace(/[-:T]/g, "")
        .replace(/\.\d+Z$/, "")}Z`,
    ),
  );

function extension(id: string, critical: boolean, value: Uint8Array): Buffer {
  return sequence(oid(id), ...(critical ? [bytes(0x01, 0x01, 0xff)] : []), der(0x04, value));
}

function generalName(host: string): Buffer {
  return isIP(host) === 4 ? der(0x87, bytes(...host.split(".").map(Number))) : der(0x82, Buffer.from(host));
}

function extensions(fields: CertificateFields): Buffer {
  const list = [extension("2.5.29.19", true, sequence(...(fields.ca ? [bytes(0x01, 0x01, 0xff)] : [])))];
  if (fields.aaguid) list.push(extension("1.3.6.1.4.1.45724.1.1.4", false, der(0x04, fields.aaguid)));
  if (fields.host) {
    const isAddress = /^[\d.]+$/.test(fields.host);
    const name = isAddress
      ? der(0x87, bytes(...fields.host.split(".").map(Number)))
      : der(0x82, Buffer.from(fields.host));
    list.push(extension("2.5.29.17", false, sequence(name)));
  }
  if (fields.crlUrl) {
    const fullName = der(0xa0, der(0x86, Buffer.from(fields.crlUrl)));
    list.push(extension("2.5.29.31", false, sequence(sequence(der(0xa0, fullName)))));
  }
  if (fields.hosts) list.push(extension("2.5.29.17", false, sequence(...fields.hosts.map(generalName))));
  return der(0xa3, sequence(...list));
}

const ECDSA_WITH_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));
const LEAF_SUBJECT = [
  ["C", "AA"],
  ["O", "Latchkey tests"],
  ["OU", "Authenticator Attestation"],
  ["CN", "Test authenticator"],
] as const;
let serial = 0x1000;

/** issueCertificate makes a certificate, signed by `issuer` (whose key must be on P-256) or by itself. */
export function issueCertificate(fields: CertificateFields = {}, issuer?: Certified): Certified {
  const keys = fields.keys ?? newEcKeys();
  const name = distinguishedName(fields.subject ?? LEAF_SUBJECT);
  serial += 1;
  const toBeSigned = sequence(
    ...(fields.version === 1 ? [] : [der(0xa0, bytes(0x02, 0x01, 0x02))]),
    der(0x02, bytes(serial >> 8, serial & 0xff)),
    ECDSA_WITH_SHA256,
    issuer?.name ?? name,
    sequence(
      time(fields.notBefore ?? new Date("2020-01-01T00:00:00Z")),
      time(fields.notAfter ?? new Date("2090-01-01T00:00:00Z")),
    ),
    name,
    keys.publicKey.export({ format: "der", type: "spki" }),
    ...(fields.version === 1 ? [] : [extensions(fields)]),
  );
  const signature = sign("sha256", toBeSigned, (issuer?.keys ?? keys).privateKey);
  const whole = sequence(toBeSigned, ECDSA_WITH_SHA256, der(0x03, bytes(0), signature));
  const pem = `-----BEGIN CERTIFICATE-----\n${whole.toString("base64")}\n-----END CERTIFICATE-----\n`;
  return { der: whole, pem, keys, name };
}

/** newCertificateAuthority makes a self-signed root. */
export function newCertificateAuthority(commonName = "Test root", fields: CertificateFields = {}): Certified {
  return issueCertificate({ ca: true, subject: [["CN", commonName]], ...fields });
}
