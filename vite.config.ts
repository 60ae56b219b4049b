import { defineConfig, type Plugin } from "vite";

/** The hook of a book of texts, such as client/strings/login.ts; the module that has no book of that name is no hook. */
const HOOK = /\/client\/strings\/([\w-]+)\.ts$/;

/**
 * Writes texts.json: which books of texts each page wants. The service has the browser fetch them, in the page's
 * language, beside the page's script.
 */
function textsOfPages(): Plugin {
  return {
    name: "texts-of-pages",
    generateBundle(_options, bundle) {
      const pages: Record<string, string[]> = {};
      for (const entry of Object.values(bundle)) {
        if (entry.type !== "chunk" || !entry.isEntry) continue;
        const books = new Set<string>();
        const seen = new Set<string>();
        const walk = (name: string): void => {
          const chunk = bundle[name];
          if (chunk?.type !== "chunk" || seen.has(name)) return;
          seen.add(name);
          for (const id of chunk.moduleIds) {
            const [, book] = HOOK.exec(id) ?? [];
            if (book !== undefined) books.add(book);
          }
          for (const imported of chunk.imports) walk(imported);
        };
        walk(entry.fileName);
        pages[entry.name] = [...books].sort();
      }
      this.emitFile({ type: "asset", fileName: "texts.json", source: JSON.stringify(pages) });
    },
  };
}

/**
 * The pages' scripts and styles, one entry a page, with hashed names and a manifest from which the service
 * writes its pages. The service's own compiler writes to dist/server and dist/client; this goes to dist/web.
 */
export default defineConfig({
  publicDir: false,
  plugins: [textsOfPages()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    manifest: "manifest.json",
    // The service's own documents say what to preload; without it the sign-in page is lighter.
    modulePreload: false,
    assetsInlineLimit: 0,
    target: "es2022",
    rolldownOptions: {
      input: {
        login: "client/login/main.tsx",
        setup: "client/setup/main.tsx",
        "set-password": "client/set-password/main.tsx",
        profile: "client/profile/main.tsx",
        admin: "client/admin/main.tsx",
      },
    },
  },
});
