import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";

const project = join(import.meta.dirname, "../../..");

/** Languages as somebody might add them, by the name of the file. */
const FIXTURES = {
  whole: `
    import { german } from "@/de/index.js";
    import { elevation as other } from "@/de/elevation.js";
    import type { ElevationTexts } from "@/en/elevation.js";
    import type { LanguageTexts } from "@/texts.js";
    const elevation: ElevationTexts = { ...other, title: "Déverrouiller" };
    const books = { ...german.books, elevation: async () => elevation };
    export const french: LanguageTexts = { name: "Français", books };`,
  withoutText: `
    import { elevation } from "@/de/elevation.js";
    import type { ElevationTexts } from "@/en/elevation.js";
    const { title, ...others } = elevation;
    export const french: ElevationTexts = { ...others };`,
  withoutCode: `
    import { activityTexts } from "@/de/activity.js";
    import type { ActivityTexts } from "@/en/activity.js";
    const { "user.rescue": gone, ...others } = activityTexts;
    export const french: ActivityTexts = others;`,
  withoutBook: `
    import { german } from "@/de/index.js";
    import type { LanguageTexts } from "@/texts.js";
    const { login, ...books } = german.books;
    export const french: LanguageTexts = { name: "Français", books };`,
  surplus: `
    import { elevation } from "@/de/elevation.js";
    import type { ElevationTexts } from "@/en/elevation.js";
    export const french: ElevationTexts = { ...elevation, nobodyAsks: "Rien" };`,
};

/** What the compiler said, of one fixture. */
let said: (fixture: keyof typeof FIXTURES) => string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-language-"));
  try {
    await writeFile(join(folder, "package.json"), '{"type":"module"}');
    for (const [name, source] of Object.entries(FIXTURES)) {
      const text = source.replaceAll("@/", `${join(project, "client/strings")}/`);
      await writeFile(join(folder, `${name}.ts`), text);
    }
    const extended = join(project, "tsconfig.json");
    const compilerOptions = { rootDir: "/", types: [] };
    const config = { extends: extended, compilerOptions, include: ["*.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(project, "node_modules/typescript/bin/tsc");
    const run = promisify(execFile)(process.execPath, [tsc, "-p", folder, "--noEmit", "--pretty", "false"]);
    const lines = await run.then(
      () => "",
      (error: { stdout: string }) => error.stdout,
    );
    const entries = lines.split(/\n(?=\S)/);
    said = (fixture) => entries.filter((entry) => entry.includes(`${fixture}.ts(`)).join("\n");
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe("17 languages: the compiler", () => {
  it("takes a language that has every text", () => {
    expect(said("whole")).toBe("");
  });

  it("refuses a language that lacks a text", () => {
    expect(said("withoutText")).toContain("Property 'title' is missing");
  });

  it("refuses a language that lacks a text which is looked up by a code", () => {
    expect(said("withoutCode")).toContain("Property '\"user.rescue\"' is missing");
  });

  it("refuses a language that lacks a whole book", () => {
    expect(said("withoutBook")).toContain("Property 'login' is missing");
  });

  it("refuses a text that no page has", () => {
    expect(said("surplus")).toContain("'nobodyAsks' does not exist");
  });
});
