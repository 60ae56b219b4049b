import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMAND_LINE_VARIABLES, environmentSchema } from "../../server/config.js";
import { pages, ROOT, readPage } from "../support/docs.js";

const LINK = /\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g;
/** A path of the repository as pages write it, such as `server/config.ts`; not a pattern with a star. */
const FILE = /`((?:server|client|tokens|test|scripts|docs)\/[\w./-]*[\w/])`/g;
const SETTING = /\bLATCHKEY_[A-Z_]+\b/g;
const LARGEST_PICTURE = 150 * 1024;

describe.each(pages())("%s", (page) => {
  const text = readPage(page);
  const prose = text.replace(/^```.*?^```$/gms, "");

  it("links to pages, headings and pictures that are there", () => {
    const broken = linksOf(prose).filter((link) => !leadsSomewhere(page, link));
    expect(broken).toEqual([]);
  });

  it("names files that are there", () => {
    const named = [...prose.matchAll(FILE)].map(([, path = ""]) => path);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("names settings that there are", () => {
    const named = [...text.matchAll(SETTING)].map(([name]) => name);
    const isKnown = (name: string) =>
      Object.hasOwn(environmentSchema.shape, name) || COMMAND_LINE_VARIABLES.has(name);
    expect(named.filter((name) => !isKnown(name))).toEqual([]);
  });

  it("shows pictures of at most 150 KB", () => {
    const pictures = linksOf(prose).filter((link) => link.endsWith(".png"));
    const sizes = pictures.map((link) => statSync(join(ROOT, dirname(page), link)).size);
    expect(sizes.filter((size) => size > LARGEST_PICTURE)).toEqual([]);
  });
});

function linksOf(text: string): string[] {
  return [...text.matchAll(LINK)].map(([, link, attribute]) => link ?? attribute ?? "");
}

/** Addresses elsewhere are not asked: tests run without the Internet. */
function leadsSomewhere(page: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [path = "", heading] = link.split("#");
  const target = path === "" ? join(ROOT, page) : join(ROOT, dirname(page), path);
  if (!existsSync(target)) return false;
  return heading === undefined || headingsOf(readFileSync(target, "utf8")).includes(heading);
}

/** Headings as their anchors are made: small letters, without punctuation, dashes for spaces. */
function headingsOf(text: string): string[] {
  const headings = text.replace(/^```.*?^```$/gms, "").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
