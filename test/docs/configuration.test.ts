import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { environmentSchema } from "../../server/config.js";
import { configurationPage } from "../../server/operations/configuration-page.js";

const PAGE = join(import.meta.dirname, "..", "..", "docs", "configuration.md");

it("docs/configuration.md is what `npm run docs` writes", () => {
  expect(readFileSync(PAGE, "utf8"), "run: npm run docs").toBe(configurationPage());
});

it("every setting says in a sentence what it does", () => {
  for (const [name, { description }] of Object.entries(environmentSchema.shape)) {
    expect(description, name).toMatch(/^[A-Z`].*\.$/);
  }
});
