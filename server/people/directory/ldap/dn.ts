/**
 * One form of a distinguished name (RFC 4514) for comparing: types and values in small letters, spaces folded, escapes
 * undone, so that what one server writes as `CN=Finance\2C EU, OU=Groups` another may write in its own way.
 * @returns null for what is no distinguished name
 */
export function comparableDn(dn: string): string | null {
  const names: string[] = [];
  for (const rdn of split(dn, ",")) {
    const pairs = split(rdn, "+").map(comparablePair);
    if (pairs.includes(null)) return null;
    names.push(pairs.sort().join("+"));
  }
  return names.join(",");
}

function comparablePair(pair: string): string | null {
  const equals = pair.indexOf("=");
  const type = pair.slice(0, equals).trim().toLowerCase();
  const value = unescaped(pair.slice(equals + 1));
  if (equals < 1 || value === null || !/^([a-z][a-z0-9-]*|\d+(\.\d+)*)$/.test(type)) return null;
  const folded = value.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
  // So that a value cannot look like the next name.
  return `${type}=${JSON.stringify(folded)}`;
}

/** Splits at a separator that is not escaped. */
function split(text: string, separator: string): string[] {
  const parts = [""];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === separator) parts.push("");
    else if (character === "\\") parts[parts.length - 1] += character + (text[++at] ?? "");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** Undoes escapes (RFC 4514 §2.4): a character, or bytes of UTF-8 as hexadecimal pairs. Null where one is broken. */
function unescaped(value: string): string | null {
  // Unescaped spaces around a value are no part of it; an escaped one is.
  const inner = value.replace(/^ +/, "").replace(/(?<!\\) +$/, "");
  let broken = false;
  const text = inner.replace(/((?:\\[0-9a-fA-F]{2})+)|\\(.?)/gs, (_, bytes?: string, character?: string) => {
    if (bytes !== undefined) return Buffer.from(bytes.replaceAll("\\", ""), "hex").toString("utf8");
    if (!character) broken = true;
    return character ?? "";
  });
  return broken ? null : text;
}
