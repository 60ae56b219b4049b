import { decodeBase64 } from "../encodings.js";
import {
  checkEncryptedValue,
  decryptValue,
  hasValidMac,
  openKeys,
  type PskcEncryption,
  type PskcKeys,
} from "../pskc/encryption.js";
import { type DataValue, isPinOnly, readKeyPackage, serialOf, valuesOf } from "../pskc/key-package.js";
import { PSKC } from "../pskc/namespaces.js";
import type { SeedReader } from "../reader.js";
import { FileRefusal } from "../refusals.js";
import { ReportBuilder } from "../report-builder.js";
import type { SeedFile } from "../text.js";
import { childOf, readXml, type XmlElement } from "../xml.js";

/**
 * Portable Symmetric Key Container (RFC 6030), version 1.0: plain, or AES-CBC with HMAC by a pre-shared key or a
 * password. An encrypted file is walked twice, so that neither memory nor trust is spent ahead of need: first all of
 * it is found well-formed, with ciphers that we know and a MAC for each value; then the key is derived, and each
 * value's MAC is checked before that value is decrypted. One MAC that is wrong refuses the file.
 */
export const pskc = {
  async read(file, options, report) {
    const now = options.now ?? new Date();
    const encryption: { encryptionKey?: XmlElement; macMethod?: XmlElement } = {};
    const found = (): PskcEncryption => ({
      encryptionKey: encryption.encryptionKey,
      macMethod: encryption.macMethod,
    });
    let encrypted = false;
    await readContainer(file, (element, row) => {
      if (element.name === "EncryptionKey") encryption.encryptionKey = element;
      if (element.name === "MACMethod") encryption.macMethod = element;
      if (row === undefined) return;
      for (const value of valuesOf(element).filter(isEncrypted)) {
        checkEncryptedValue(value, found());
        encrypted = true;
      }
      // Once a value was seen encrypted this walk only looks for reasons to refuse the file.
      if (encrypted || isPinOnly(element)) return;
      report.row(row, serialOf(element), () => readKeyPackage(element, plainValue, now));
    });
    if (!encrypted) return report.finish();
    return readEncrypted(file, await openKeys(found(), options), now);
  },
} satisfies SeedReader;

async function readEncrypted(file: SeedFile, keys: PskcKeys, now: Date): ReturnType<SeedReader["read"]> {
  const report = new ReportBuilder();
  let forged = false;
  const readValue = (value: XmlElement): DataValue | undefined =>
    isEncrypted(value) ? { bytes: decryptValue(value, keys), encrypted: true } : plainValue(value);
  await readContainer(file, (element, row) => {
    if (row === undefined) return;
    if (
      !valuesOf(element)
        .filter(isEncrypted)
        .every((value) => hasValidMac(value, keys))
    ) {
      forged = true;
      report.refuseRow(row, serialOf(element), "mac_invalid");
    } else if (!isPinOnly(element)) {
      report.row(row, serialOf(element), () => readKeyPackage(element, readValue, now));
    }
  });
  return forged ? report.refuseFileForRows("mac_invalid") : report.finish();
}

/** Walks the children of a KeyContainer; `row` is the number of a KeyPackage, undefined for the other children. */
async function readContainer(
  file: SeedFile,
  visit: (element: XmlElement, row?: number) => void,
): Promise<void> {
  let row = 0;
  await readXml(file, {
    root(container) {
      if (container.name !== "KeyContainer") throw new FileRefusal("unknown_format");
      // Drafts of the RFC had other name spaces and other elements; RFC 6030 section 4.1 requires Version.
      const version = container.attributes.get("Version");
      if (container.namespace !== PSKC || version !== "1.0") throw new FileRefusal("unsupported_version");
    },
    child(element) {
      if (element.namespace !== PSKC) return;
      if (element.name === "KeyPackage") visit(element, ++row);
      else visit(element);
    },
  });
}

function isEncrypted(value: XmlElement): boolean {
  return childOf(value, "EncryptedValue", PSKC) !== undefined;
}

/** The PlainValue of an element of Data: a secret in base64, everything else as its text. */
function plainValue(value: XmlElement): DataValue | undefined {
  const text = childOf(value, "PlainValue", PSKC)?.text;
  if (text === undefined) return undefined;
  const bytes = value.name === "Secret" ? decodeBase64(text) : Buffer.from(text, "utf8");
  return { bytes, encrypted: false };
}
