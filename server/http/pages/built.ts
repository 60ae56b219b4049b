/**
 * The built pages: what `vite build` left in dist/web, read once. Files are served from a map made of the manifest,
 * so that no path of a request ever reaches the file system.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { unavailable } from "../../errors.js";

/** One file of the pages, with its hash in its name. */
export interface PageFile {
  type: string;
  plain: Buffer;
  gzip: Buffer;
}

/** What a page loads, as paths from the root of the service. */
export interface PageEntry {
  /** Empty for a page that is complete as it is rendered. */
  script: string;
  /** Modules that the script imports, to be fetched beside it. */
  modules: string[];
  styles: string[];
  /** Modules of its texts by language, which the script fetches in the page's. */
  texts: Readonly<Record<string, readonly string[]>>;
}

/** All built pages. */
export interface BuiltPages {
  /** By path from the root, such as `/assets/login-1a2b3c.js`. */
  files: ReadonlyMap<string, PageFile>;
  /** By the name of the page, such as `login`. */
  entries: ReadonlyMap<string, PageEntry>;
}

const chunk = z.object({
  file: z.string(),
  isEntry: z.boolean().optional(),
  imports: z.array(z.string()).optional(),
  css: z.array(z.string()).optional(),
  assets: z.array(z.string()).optional(),
});

/** Of vite.config.ts: the books of texts by page. */
const wantedTexts = z.record(z.string(), z.array(z.string()));

type Manifest = Record<string, z.output<typeof chunk>>;

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/**
 * Reads the built pages.
 * @param folder of the manifest; by default dist/web of this package
 * @throws LatchkeyError `unavailable` where the pages were not built
 */
export function readBuiltPages(folder: string = join(packageFolder(), "dist", "web")): BuiltPages {
  const path = join(folder, "manifest.json");
  if (!existsSync(path)) throw unavailable(`the pages are not built: no ${path}; run "npm run build"`);
  const manifest = z.record(z.string(), chunk).parse(JSON.parse(readFileSync(path, "utf8")));
  const wanted = wantedTexts.parse(JSON.parse(readFileSync(join(folder, "texts.json"), "utf8")));
  const files = new Map<string, PageFile>();
  for (const { file, css = [], assets = [] } of Object.values(manifest)) {
    for (const name of [file, ...css, ...assets]) {
      const plain = readFileSync(join(folder, name));
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      files.set(`/${name}`, { type, plain, gzip: gzipSync(plain, { level: 9 }) });
    }
  }
  const entries = new Map<string, PageEntry>();
  for (const [source, { isEntry }] of Object.entries(manifest)) {
    const [, page] = /^client\/([^/]+)\/main\.tsx$/.exec(source) ?? [];
    if (isEntry && page !== undefined) {
      entries.set(page, { ...entryOf(manifest, source), texts: textsOf(manifest, wanted[page] ?? []) });
    }
  }
  return { files, entries };
}

function entryOf(manifest: Manifest, source: string): Omit<PageEntry, "texts"> {
  const modules = new Set<string>();
  const styles = new Set<string>();
  const walk = (key: string): void => {
    const found = manifest[key];
    if (!found || modules.has(`/${found.file}`)) return;
    // What is imported comes first, so that a page's own styles win over the kit's.
    for (const imported of found.imports ?? []) walk(imported);
    for (const name of found.css ?? []) styles.add(`/${name}`);
    modules.add(`/${found.file}`);
  };
  walk(source);
  const list = [...modules];
  return { script: list.pop() ?? "", modules: list, styles: [...styles] };
}

function textsOf(manifest: Manifest, books: readonly string[]): PageEntry["texts"] {
  const texts: Record<string, string[]> = {};
  for (const source of Object.keys(manifest)) {
    const [, language, book] = /^client\/strings\/([^/]+)\/([^/]+)\.ts$/.exec(source) ?? [];
    if (language === undefined || book === undefined || !books.includes(book)) continue;
    const { script, modules } = entryOf(manifest, source);
    texts[language] = [...new Set([...(texts[language] ?? []), ...modules, script])];
  }
  return texts;
}

/** The package's folder, from the sources (server/http/pages) and from the build (dist/server/http/pages) alike. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
