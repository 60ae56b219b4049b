import type { PageEntry } from "./built.js";

/** What a page's document is made of. */
export interface Shell {
  /** BCP 47 tag of the language it is written in. */
  language: string;
  title: string;
  entry: PageEntry;
  /** Rendered markup, already safe. */
  content: string;
  /** JSON that the script goes on from. */
  state?: object;
  /** Where the document leads to by itself, where there is no script to do it. */
  refreshTo?: string;
  /** The script, where there is one, goes another way: then the document does not lead anywhere. */
  scriptGoes?: boolean;
}

/** The key of the brand, as the icon of the tab. */
const ICON = encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#a67413" stroke-width="3">' +
    '<circle cx="10" cy="16" r="7"/><path d="M17 16h13M26 16v6M21 16v4"/></svg>',
);

/** The HTML document of a page. Nothing in it is inline, so that the strict Content-Security-Policy holds. */
export function renderShell({ language, title, entry, content, state, ...shell }: Shell): string {
  const data = state ? ` data-state="${escapeHtml(JSON.stringify(state))}"` : "";
  const { refreshTo, scriptGoes } = shell;
  const meta = refreshTo ? `<meta http-equiv="refresh" content="0;url=${escapeHtml(refreshTo)}">` : "";
  const refresh = scriptGoes ? `<noscript>${meta}</noscript>` : meta;
  return [
    `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>${refresh}`,
    `<link rel="icon" href="data:image/svg+xml,${ICON}">`,
    ...entry.styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    ...[...entry.modules, ...(entry.texts[language] ?? [])].map(
      (href) => `<link rel="modulepreload" href="${href}">`,
    ),
    entry.script === "" ? "" : `<script type="module" src="${entry.script}"></script>`,
    `</head><body><div id="app"${data}>${content}</div></body></html>`,
  ].join("");
}

/** Text as it may stand in markup and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
