import { decodeHex } from "../encodings.js";
import { onlyPresent, readCounter, readDetail } from "../fields.js";
import type { SeedReader } from "../reader.js";
import { FileRefusal, RowRefusal } from "../refusals.js";
import type { TokenDraft } from "../report-builder.js";
import { childOf, readXml, type XmlElement } from "../xml.js";

/** As many hex digits as SHA-256 has (privacyIDEA's rule: the file names no hash). */
const SHA256_HEX_DIGITS = 64;

/**
 * SafeNet's and Aladdin's eToken XML: `Tokens/Token@serial/Applications/Application/{Seed, MovingFactor}`. All are
 * HOTP with 6 digits; a seed of 64 hex digits means SHA-256.
 */
export const safenetXml = {
  async read(file, _options, report) {
    let row = 0;
    await readXml(file, {
      root(element) {
        if (element.name !== "Tokens") throw new FileRefusal("unknown_format");
      },
      child(element) {
        if (element.name !== "Token") return;
        row += 1;
        report.row(row, element.attributes.get("serial") ?? "", () => draftOf(element));
      },
    });
    return report.finish();
  },
} satisfies SeedReader;

function draftOf(token: XmlElement): TokenDraft {
  const fields = (childOf(token, "Applications")?.children ?? [])
    .filter((application) => application.name === "Application")
    .flatMap((application) => application.children);
  const texts = (name: string): string[] =>
    fields.filter((field) => field.name.toLowerCase() === name).map((field) => field.text.trim());
  const [seed, ...otherSeeds] = texts("seed");
  const [movingFactor, ...otherFactors] = texts("movingfactor");
  // Two seeds under one serial: nothing says which of them the buttons of the token use.
  if (otherSeeds.length > 0 || otherFactors.length > 0) throw new RowRefusal("bad_payload");
  if (seed === undefined || seed === "") throw new RowRefusal("missing_secret");
  if (movingFactor === undefined || movingFactor === "") throw new RowRefusal("missing_counter");
  return onlyPresent({
    type: "hotp" as const,
    digits: 6,
    algorithm: seed.length === SHA256_HEX_DIGITS ? ("SHA256" as const) : ("SHA1" as const),
    counter: readCounter(movingFactor),
    secret: decodeHex(seed),
    model: readDetail(childOf(token, "ProductName")?.text ?? ""),
  });
}
