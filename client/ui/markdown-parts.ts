/**
 * The strict part of Markdown that an administrator's message may use: paragraphs, headings, lists, bold, italic, code,
 * and links to https. There is no HTML in it at all: what looks like a tag is text. The parts are data, so that whoever
 * draws them cannot but make elements of them.
 */

/** Inline is a run of text. */
export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "strong" | "emphasis"; readonly parts: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly parts: readonly Inline[] }
  | { readonly kind: "break" };

/** Block is a paragraph, a heading or a list. */
export type Block =
  | { readonly kind: "paragraph" | "heading"; readonly parts: readonly Inline[] }
  | { readonly kind: "bullets" | "numbers"; readonly items: readonly (readonly Inline[])[] };

/** What may stand inside of a link, or of bold text, and so on; deeper is text. */
const deepest = 3;

const heading = /^#{1,6}\s+(.+)$/;
const bullet = /^[-*+]\s+(.+)$/;
const number = /^\d{1,9}[.)]\s+(.+)$/;

/** Alternatives in the order in which they are tried at each place. None of them can match in two ways, so none is slow. */
const inline = new RegExp(
  [
    String.raw`\\(?<escaped>[\\${"`"}*_[\]()#+\-.!<>])`,
    "`(?<code>[^`\\n]+)`",
    String.raw`\[(?<label>[^[\]\n]+)\]\((?<href>[^()\s]+)\)`,
    String.raw`\*\*(?<strong>[^*\n]+)\*\*`,
    String.raw`\*(?<starred>[^*\n]+)\*`,
    String.raw`(?<![\p{L}\p{N}_])_(?<lined>[^_\n]+)_(?![\p{L}\p{N}_])`,
    String.raw`(?<line>\n)`,
  ].join("|"),
  "gu",
);

/** markdownParts reads a text; it never throws, whatever the text is. */
export function markdownParts(text: string): readonly Block[] {
  const blocks = text.replace(/\r\n?/g, "\n").split(/\n[ \t]*\n/);
  return blocks.flatMap((block) => blocksOf(block.split("\n").map((line) => line.trim())));
}

/** Lines of one kind in a row are one block, so that a list may follow its sentence at once. */
function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let run: { kind: Block["kind"]; lines: string[] } | null = null;
  const close = () => {
    if (run !== null) blocks.push(blockOf(run.kind, run.lines));
    run = null;
  };
  for (const line of lines) {
    if (line === "") continue;
    const [kind, content] = kindOf(line);
    if (run === null || run.kind !== kind || kind === "heading") {
      close();
      run = { kind, lines: [content] };
    } else run.lines.push(content);
  }
  close();
  return blocks;
}

function kindOf(line: string): [kind: Block["kind"], content: string] {
  for (const [kind, pattern] of [
    ["heading", heading],
    ["bullets", bullet],
    ["numbers", number],
  ] as const) {
    const content = pattern.exec(line)?.[1];
    if (content !== undefined) return [kind, content];
  }
  return ["paragraph", line];
}

function blockOf(kind: Block["kind"], lines: readonly string[]): Block {
  if (kind === "bullets" || kind === "numbers") return { kind, items: lines.map((line) => inlines(line, 0)) };
  return { kind, parts: inlines(lines.join("\n"), 0) };
}

function inlines(text: string, depth: number): readonly Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  const plain = (to: number) => {
    if (to > end) parts.push({ kind: "text", text: text.slice(end, to) });
  };
  for (const match of text.matchAll(inline)) {
    const part = inlineOf(match, depth);
    if (part === null) continue;
    plain(match.index);
    parts.push(part);
    end = match.index + match[0].length;
  }
  plain(text.length);
  return parts;
}

function inlineOf({ groups = {} }: RegExpExecArray, depth: number): Inline | null {
  const { escaped, code, label, href, strong, starred, lined, line } = groups;
  if (escaped !== undefined) return { kind: "text", text: escaped };
  if (code !== undefined) return { kind: "code", text: code };
  if (line !== undefined) return { kind: "break" };
  if (depth >= deepest) return null;
  if (strong !== undefined) return { kind: "strong", parts: inlines(strong, depth + 1) };
  const emphasised = starred ?? lined;
  if (emphasised !== undefined) return { kind: "emphasis", parts: inlines(emphasised, depth + 1) };
  if (label === undefined || href === undefined) return null;
  const address = safeAddress(href);
  return address === null ? null : { kind: "link", href: address, parts: inlines(label, deepest) };
}

/** An https address whose host is what it seems to be; null for everything else, which stays text. */
function safeAddress(typed: string): string | null {
  if (!/^https:\/\/[^\\]+$/i.test(typed) || !URL.canParse(typed)) return null;
  const { protocol, username, password, href } = new URL(typed);
  return protocol === "https:" && username === "" && password === "" ? href : null;
}
