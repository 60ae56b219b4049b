import { randomBytes } from "node:crypto";

const SEED_BYTES = 20;

/** An OATH CSV file of so many HOTP tokens with serials that begin with `prefix`. */
export function oathCsv(prefix, count) {
  return lines(count, (i) => `${prefix}${i},${seed()},hotp,6,0\n`);
}

/** A plain PSKC file (RFC 6030 section 4) of so many HOTP tokens. */
export function pskc(prefix, count) {
  const packages = lines(
    count,
    (
      i,
    ) => `<KeyPackage><DeviceInfo><Manufacturer>Bench</Manufacturer><SerialNo>${prefix}${i}</SerialNo></DeviceInfo>
<Key Id="${prefix}${i}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"><AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
<Data><Secret><PlainValue>${randomBytes(SEED_BYTES).toString("base64")}</PlainValue></Secret><Counter><PlainValue>0</PlainValue></Counter></Data></Key></KeyPackage>
`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
${packages}</KeyContainer>
`;
}

function lines(count, line) {
  return Array.from({ length: count }, (_, i) => line(i)).join("");
}

function seed() {
  return randomBytes(SEED_BYTES).toString("hex");
}
