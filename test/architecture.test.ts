import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";

/** Imports against the arrows of the architecture, as [file, what it imports]. */
const REFUSED: [string, string][] = [
  ["server/storage/seal.ts", "mongodb"],
  ["server/verification/verify.ts", "mongodb"],
  ["server/http/routes/verify.ts", "mongodb"],
  ["server/main.ts", "mongodb"],
  ["server/storage/mongod/local-mongod.ts", "mongodb"],
  ["tokens/seeds/csv.ts", "mongodb"],
  ["test/verification/verify.test.ts", "mongodb"],
  ["server/main.ts", "koa"],
  ["server/verification/verify.ts", "koa"],
  ["server/access/sessions.ts", "@koa/router"],
  ["server/storage/mongo/users.ts", "koa-helmet"],
  ["client/login/main.tsx", "koa"],
  ["server/tokens/provision.ts", "node-hid"],
  ["server/http/routes/tokens.ts", "node-hid"],
  ["tokens/seeds/csv.ts", "node-hid"],
  ["tokens/seeds/csv.ts", "../../server/errors.js"],
  ["tokens/yubikey/slots.ts", "../../server/storage/storage.js"],
  ["server/tokens/provision.ts", "../../tokens/yubikey/slots.js"],
  ["server/http/routes/tokens.ts", "../../../tokens/yubikey/slots.js"],
  ["server/main.ts", "../tokens/cli.js"],
  ["client/api.ts", "../server/errors.js"],
  ["server/app.ts", "./storage/mongo/storage.js"],
  ["server/http/routes/verify.ts", "../../storage/mongo/users.js"],
  ["server/access/sessions.ts", "../storage/mongod/local-mongod.js"],
  ["server/storage/seal.ts", "./mongo/users.js"],
  ["server/storage/mongo/users.ts", "../mongod/local-mongod.js"],
  ["server/enrolment/app.ts", "../http/route.js"],
  ["server/tokens/inventory.ts", "../app.js"],
  ["server/verification/verify.ts", "../enrolment/app.js"],
  ["server/verification/verify.ts", "../tokens/inventory.js"],
  ["server/verification/verify.ts", "../access/sessions.js"],
  ["server/verification/verify.ts", "../http/route.js"],
  ["server/factors/totp.ts", "../verification/verify.js"],
  ["server/factors/totp.ts", "../policy/decide.js"],
  ["server/factors/webauthn/assertion.ts", "../../audit/writer.js"],
  ["server/policy/decide.ts", "../verification/guard.js"],
  ["server/audit/writer.ts", "../verification/record.js"],
  ["server/mail/notices.ts", "../people/users.js"],
  ["server/storage/storage.ts", "../factors/factor.js"],
  ["server/storage/mongo/users.ts", "../../verification/guard.js"],
];

/** Imports along the arrows. */
const ACCEPTED: [string, string][] = [
  ["server/storage/mongo/users.ts", "mongodb"],
  ["server/storage/mongo/users.ts", "../storage.js"],
  ["server/storage/mongod/first-start.ts", "../mongo/bootstrap.js"],
  ["test/support/mongo.ts", "mongodb"],
  ["server/http/route.ts", "koa"],
  ["server/app.ts", "@koa/router"],
  ["tokens/yubikey/transport.ts", "node-hid"],
  ["server/tokens/import.ts", "../../tokens/seeds/read.js"],
  ["server/cli.ts", "../tokens/cli.js"],
  ["server/cli.ts", "./storage/mongo/storage.js"],
  ["server/main.ts", "./storage/mongod/local-mongod.js"],
  ["server/http/routes/verify.ts", "../../verification/verify.js"],
  ["server/http/routes/tokens.ts", "../../tokens/inventory.js"],
  ["server/enrolment/app.ts", "../verification/verify.js"],
  ["server/verification/verify.ts", "../policy/decide.js"],
  ["server/verification/verify.ts", "../audit/writer.js"],
  ["server/policy/decide.ts", "../factors/index.js"],
  ["server/factors/totp.ts", "../storage/storage.js"],
];

/** Every form an import can take; a rule that misses one can be walked around. */
const FORMS = [
  'import { x } from "mongodb";',
  'import type { X } from "mongodb";',
  'export { x } from "mongodb";',
  'export * from "mongodb";',
  'await import("mongodb");',
];
const FORMS_FILE = "server/verification/forms.ts";

const ROOT = join(import.meta.dirname, "..");
const LINTER = join(ROOT, "node_modules", "@biomejs", "biome", "bin", "biome");

let refusals: Set<string>;

beforeAll(() => {
  const files = new Map([[FORMS_FILE, FORMS]]);
  for (const [file, target] of [...REFUSED, ...ACCEPTED]) {
    files.set(file, [...(files.get(file) ?? []), `import "${target}";`]);
  }
  refusals = refusedLines(files);
});

describe("the linter", () => {
  test.each(REFUSED)("refuses that %s imports %s", (file, target) => {
    expect(refusals).toContain(`${file}: import "${target}";`);
  });

  test.each(ACCEPTED)("accepts that %s imports %s", (file, target) => {
    expect(refusals).not.toContain(`${file}: import "${target}";`);
  });

  test.each(FORMS)("sees the form %s", (statement) => {
    expect(refusals).toContain(`${FORMS_FILE}: ${statement}`);
  });
});

/** Lints files of these lines under the project's own configuration; which lines the import rules refuse. */
function refusedLines(files: Map<string, string[]>): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-imports-"));
  try {
    for (const name of ["biome.json", "biome.imports.json", ".gitignore"]) {
      copyFileSync(join(ROOT, name), join(folder, name));
    }
    for (const [file, lines] of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), lines.join("\n"));
    }
    const args = [
      "lint",
      "--only=style/noRestrictedImports",
      "--max-diagnostics=none",
      "--reporter=json",
      ".",
    ];
    const { stdout } = spawnSync(process.execPath, [LINTER, ...args], { cwd: folder, encoding: "utf8" });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
    return new Set(
      diagnostics.map(({ location: { path, start } }) => `${path}: ${files.get(path)?.[start.line - 1]}`),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Diagnostic {
  location: { path: string; start: { line: number } };
}
