import {
  draftOfMigration,
  type MigrationPayload,
  migrationLabel,
  readMigrationPayload,
} from "../otpauth/migration-payload.js";
import { isPicture, readQrPicture } from "../otpauth/qr-picture.js";
import { parseQuery, serialForAccount } from "../otpauth/uri.js";
import type { SeedReader } from "../reader.js";
import { FileRefusal, RowRefusal } from "../refusals.js";
import { type SeedFile, textLines } from "../text.js";
import { addOtpauthUri } from "./otpauth.js";

const PREFIX = /^otpauth-migration:\/\/offline\/?\?([^#]*)$/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The export of Google Authenticator: `otpauth-migration://offline?data=…`, one URI a line, or the QR codes of a PNG or
 * JPEG picture. An export cut into several codes has to be there as a whole (`batch_incomplete`). A picture of plain
 * `otpauth://` codes is read too. Rows are numbered entry by entry.
 */
export const otpauthMigration = {
  async read(file, _options, report) {
    const texts = await urisOf(file);
    if (texts.length > 0 && texts.every((text) => /^otpauth:\/\//i.test(text))) {
      for (const [index, text] of texts.entries()) addOtpauthUri(report, index + 1, text);
      return report.finish();
    }
    const entries = inOrder(texts.map(payloadOf)).flatMap((payload) => payload.entries);
    for (const [index, entry] of entries.entries()) {
      const { account, issuer } = migrationLabel(entry);
      report.row(index + 1, serialForAccount(account, issuer), () => draftOfMigration(entry));
    }
    return report.finish();
  },
} satisfies SeedReader;

async function urisOf(file: SeedFile): Promise<string[]> {
  if (isPicture(file.bytes)) return readQrPicture(file.bytes);
  const texts: string[] = [];
  for await (const { text } of textLines(file)) texts.push(text);
  return texts;
}

function payloadOf(uri: string): MigrationPayload {
  const query = PREFIX.exec(uri)?.[1];
  if (query === undefined) throw new FileRefusal("bad_uri");
  try {
    const data = parseQuery(query).get("data") ?? "";
    if (!BASE64.test(data)) throw new FileRefusal("bad_payload");
    return readMigrationPayload(Buffer.from(data, "base64"));
  } catch (error) {
    throw error instanceof RowRefusal ? new FileRefusal(error.code) : error;
  }
}

/** Sorts the parts of every batch; a part that is missing or there twice refuses the file. */
function inOrder(payloads: MigrationPayload[]): MigrationPayload[] {
  const batches = new Map<bigint, MigrationPayload[]>();
  for (const payload of payloads) {
    batches.set(payload.batchId, [...(batches.get(payload.batchId) ?? []), payload]);
  }
  return [...batches.values()].flatMap((parts) => {
    const sorted = parts.toSorted((a, b) => a.batchIndex - b.batchIndex);
    const size = parts[0]?.batchSize ?? 0;
    const whole = sorted.every((part, index) => part.batchIndex === index && part.batchSize === size);
    if (!whole || sorted.length !== size) throw new FileRefusal("batch_incomplete");
    return sorted;
  });
}
