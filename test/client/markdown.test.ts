import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { Markdown } from "../../client/ui/markdown.js";

const html = (text: string) => renderToString(h(Markdown, { text }));

describe("an administrator's message", () => {
  it("has paragraphs, headings, lists, bold, italic, code and links", () => {
    const shown = html(
      "# Your token\n\nCome to **room 7** or\n*call* `4711`:\n- Monday\n- Tuesday\n\n1. Sign\n2. Take\n\n[Read _more_](https://intra.example.org/tokens)",
    );
    expect(shown).toBe(
      '<div class="stack prose"><p class="prose-heading">Your token</p>' +
        "<p>Come to <strong>room 7</strong> or<br/><em>call</em> <code>4711</code>:</p>" +
        "<ul><li>Monday</li><li>Tuesday</li></ul><ol><li>Sign</li><li>Take</li></ol>" +
        '<p><a href="https://intra.example.org/tokens" rel="noopener noreferrer">Read _more_</a></p></div>',
    );
  });

  it("takes a backslash for: this is no mark", () => {
    expect(html(String.raw`a \*b\* snake_case_name`)).toContain("a *b* snake_case_name");
  });
});

describe("a hostile message", () => {
  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "**<svg/onload=alert(1)>**",
    "`</code><script>alert(1)</script>`",
    "[<b onclick=alert(1)>x</b>](https://example.org)",
    "<!-- --><iframe srcdoc='<script>alert(1)</script>'>",
  ])("never becomes a tag of its own: %s", (text) => {
    const tags = html(text).match(/<[a-z/!][^>]*>/gi) ?? [];
    for (const tag of tags) expect(tag).toMatch(/^<\/?(div|p|strong|em|code|a|ul|ol|li|br)\b/);
    expect(tags.join("")).not.toMatch(/on\w+=|script|iframe|svg|srcdoc/i);
  });

  it.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert`1`)",
    "[x](java\tscript:alert`1`)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](http://example.org)",
    "[x](//example.org)",
    "[x](/admin)",
    "[x](https:\\\\example.org)",
    "[x](https:example.org)",
    "[x](https://)",
    "[bank](https://bank.example@evil.example/)",
    "[x](https://example.org\n/)",
    "![x](https://tracker.example/pixel.png",
  ])("links to nothing but an honest https address: %s", (text) => {
    expect(html(text)).not.toMatch(/<a |<img|src=/);
  });

  it("cannot end an attribute from inside of a link", () => {
    const shown = html(`[x](https://example.org/"onmouseover="alert` + "`1`" + `)`);
    expect(shown).not.toMatch(/" ?onmouseover/);
  });

  it("is read in no time, whatever it is", () => {
    const long = ["*", "_", "`", "[", "](", "**", "\\", "# ", "- ", "\n", "[a](https://", "1. "];
    const started = performance.now();
    for (const piece of long) html(piece.repeat(4000 / piece.length));
    html(`${"[".repeat(2000)}${"]".repeat(1000)}${"(".repeat(1000)}`);
    html("**a*b_c`".repeat(500));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
