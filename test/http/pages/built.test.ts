import { gzipSync } from "node:zlib";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { LoginPage } from "../../../client/login/login-page.js";
import { emptyLogin, type LoginState } from "../../../client/login/state.js";
import { loadTexts } from "../../../client/strings/language.js";
import { LANGUAGES, type Language } from "../../../client/strings/languages.js";
import { PageLanguage } from "../../../client/ui/page-language.js";
import { readBuiltPages } from "../../../server/http/pages/built.js";
import { escapeHtml, renderShell } from "../../../server/http/pages/shell.js";

const built = readBuiltPages();

function entryOf(page: string) {
  const entry = built.entries.get(page);
  if (!entry) throw new Error(`${page} is not built: npm run build`);
  return entry;
}

async function render(language: Language, initial: LoginState): Promise<string> {
  await loadTexts(language);
  return renderToString(h(PageLanguage, { initial: language, children: h(LoginPage, { initial }) }));
}

describe("the built pages", () => {
  it.each(LANGUAGES)(
    "keep the sign-in page under 30 KB in all, as it goes over the wire: %s",
    async (language) => {
      const entry = entryOf("login");
      const state = emptyLogin("/profile");
      const content = await render(language, state);
      const html = gzipSync(renderShell({ language, title: "Sign in", entry, content, state })).length;
      const loaded = [entry.script, ...entry.modules, ...(entry.texts[language] ?? []), ...entry.styles];
      const files = loaded.map((path) => built.files.get(path)?.gzip.length ?? Number.NaN);
      const total = files.reduce((sum, bytes) => sum + bytes, html);
      expect(total).toBeLessThan(30_000);
      expect(entry.texts[language]?.length).toBeGreaterThan(1);
    },
  );

  it("have nothing inline that the Content-Security-Policy would stop", () => {
    for (const page of ["login", "setup", "profile"]) {
      const html = renderShell({ language: "en", title: page, entry: entryOf(page), content: "" });
      expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
    }
  });

  it("name each file by its content, so that it may be kept for ever", () => {
    for (const path of built.files.keys()) expect(path).toMatch(/^\/assets\/[\w-]+-[\w-]{8}\.(js|css)$/);
  });

  it("let no text of a page become markup", async () => {
    expect(escapeHtml(`<a b="c" d='e'>&`)).toBe("&#60;a b=&#34;c&#34; d=&#39;e&#39;&#62;&#38;");
    const hostile = { ...emptyLogin("/profile"), username: `"><script>alert(1)</script>` };
    const content = await render("en", hostile);
    const html = renderShell({
      language: "en",
      title: "<x>",
      entry: entryOf("login"),
      content,
      state: hostile,
    });
    expect(html).not.toContain("<script>");
    expect(html).not.toContain("<x>");
  });
});
