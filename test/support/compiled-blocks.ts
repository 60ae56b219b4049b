/** Compiles the TypeScript of a page as a reader would: in a project of their own that has Latchkey installed. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";
import { blocksOf, ROOT, readPage } from "./docs.js";

/** What the reader has installed. */
const INSTALLED = { latchkey: ".", "@simplewebauthn/browser": "node_modules/@simplewebauthn/browser" };

const TSCONFIG = {
  compilerOptions: {
    target: "es2023",
    lib: ["es2023", "dom"],
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    outDir: "out",
    rootDir: ".",
    types: ["node"],
    typeRoots: [join(realpathSync(join(ROOT, "node_modules")), "@types")],
  },
};

/** A page's blocks, compiled. */
export interface CompiledBlocks {
  /** The JavaScript file of a block, by the name that the page gives it. */
  fileOf(name: string): string;
  /** The module of a block, with what the page says it exports. */
  load<Exports>(name: string): Promise<Exports>;
}

/**
 * Compiles the blocks that a page names.
 * @throws Error with the compiler's words where they do not compile, or where Latchkey is not built
 */
export function compileBlocks(page: string): CompiledBlocks {
  if (!existsSync(join(ROOT, "dist", "client", "application"))) throw new Error("not built: npm run build");
  const folder = mkdtempSync(join(tmpdir(), "latchkey-docs-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, target] of Object.entries(INSTALLED)) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(join(ROOT, target)), link);
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
  for (const { language, title, text } of blocksOf(readPage(page))) {
    if (language === "ts") writeFileSync(join(folder, title), text);
  }
  compile(folder);
  const fileOf = (name: string) => join(folder, "out", name.replace(/\.ts$/, ".js"));
  return { fileOf, load: (name) => import(pathToFileURL(fileOf(name)).href) };
}

function compile(folder: string): void {
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  try {
    execFileSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  } catch (error) {
    throw new Error(`the page's TypeScript does not compile:\n${(error as { stdout: string }).stdout}`);
  }
}
