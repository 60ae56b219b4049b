import { SaxesParser, type SaxesTagNS } from "saxes";
import {
  MAX_TEXT_LENGTH,
  MAX_XML_ATTRIBUTES,
  MAX_XML_CHILDREN,
  MAX_XML_DEPTH,
  MAX_XML_ELEMENTS,
} from "./limits.js";
import { FileRefusal } from "./refusals.js";
import { decodeHead, encodingByMark, type SeedFile, textChunks } from "./text.js";

/** An XML element with its name space resolved; `attributes` are those without a prefix. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** Its own text, without that of its children. */
  text: string;
}

/** What a reader of an XML format does: look at the root, then at each complete child of it, in order. */
export interface XmlVisitor {
  root(element: XmlElement): void;
  child(element: XmlElement): void;
}

/**
 * Walks an XML file without holding more of it than one child of the root. Refuses the file (FileRefusal) with
 * `doctype_forbidden` at any DOCTYPE, before its root is seen; `truncated` where it ends too early; `file_rejected`
 * above the limits of depth, elements, attributes or text; and `not_well_formed`. What the visitor throws is passed on.
 */
export async function readXml(file: SeedFile, visitor: XmlVisitor): Promise<void> {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: XmlElement[] = [];
  let children = 0;
  let elements = 0;
  let attributes = 0;
  // saxes would throw its own error from here too; this one carries no text of the file.
  parser.on("error", () => {
    throw new FileRefusal("not_well_formed");
  });
  parser.on("doctype", () => {
    throw new FileRefusal("doctype_forbidden");
  });
  parser.on("opentagstart", () => {
    attributes = 0;
    if (open.length >= MAX_XML_DEPTH) throw new FileRefusal("file_rejected");
  });
  parser.on("attribute", ({ value }) => {
    attributes += 1;
    if (attributes > MAX_XML_ATTRIBUTES || value.length > MAX_TEXT_LENGTH) {
      throw new FileRefusal("file_rejected");
    }
  });
  parser.on("opentag", (tag) => {
    const element = elementOf(tag);
    if (open.length === 0) visitor.root(element);
    if (open.length === 1) {
      children += 1;
      elements = 0;
    }
    elements += 1;
    if (children > MAX_XML_CHILDREN || elements > MAX_XML_ELEMENTS) throw new FileRefusal("file_rejected");
    // Children of the root are handed over, not kept.
    if (open.length > 1) open.at(-1)?.children.push(element);
    open.push(element);
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element === undefined || open.length === 1) return;
    if (element.text.length + text.length > MAX_TEXT_LENGTH) throw new FileRefusal("file_rejected");
    element.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = open.pop();
    if (element !== undefined && open.length === 1) visitor.child(element);
  });

  const encoding = declaredEncoding(file.bytes);
  try {
    for await (const chunk of textChunks(file, { encoding, fatal: true })) parser.write(chunk);
  } catch (error) {
    // TextDecoder's word for bytes that are none of the encoding's.
    throw error instanceof TypeError ? new FileRefusal("not_well_formed") : error;
  }
  try {
    parser.close();
  } catch (error) {
    if (!(error instanceof FileRefusal) || error.code !== "not_well_formed") throw error;
    throw new FileRefusal(/<!DOCTYPE/.test(decodeHead(file.bytes)) ? "doctype_forbidden" : "truncated");
  }
}

/** The child element of that name, in that name space (any, where none is given); undefined where there is none. */
export function childOf(
  parent: XmlElement | undefined,
  name: string,
  namespace?: string,
): XmlElement | undefined {
  return parent?.children.find(
    (child) => child.name === name && (namespace === undefined || child.namespace === namespace),
  );
}

function elementOf(tag: SaxesTagNS): XmlElement {
  const attributes = new Map<string, string>();
  for (const { prefix, local, value } of Object.values(tag.attributes)) {
    if (prefix === "") attributes.set(local, value);
  }
  return { name: tag.local, namespace: tag.uri, attributes, children: [], text: "" };
}

/** The encoding by byte order mark, else by the XML declaration (XML 1.0 appendix F), of those that we read. */
function declaredEncoding(bytes: Uint8Array): string {
  const byMark = encodingByMark(bytes);
  if (byMark !== "utf-8") return byMark;
  const declared = /^\uFEFF?<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(decodeHead(bytes))?.[1];
  switch (declared?.toLowerCase()) {
    case undefined:
    case "utf-8":
    case "us-ascii":
      return "utf-8";
    case "iso-8859-1":
    case "windows-1252":
      return "windows-1252";
    default:
      throw new FileRefusal("not_well_formed");
  }
}
