import { defineConfig } from "vite";

/**
 * The pages' scripts and styles, one entry a page, with hashed names and a manifest from which the service
 * writes its pages. The service's own compiler writes to dist/server and dist/client; this goes to dist/web.
 */
export default defineConfig({
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
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
