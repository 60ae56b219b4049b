import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** Lines of the server that call something's `verify` method, and the modules that reach for a factor of their own. */
function linesMatching(pattern: RegExp): string[] {
  const files = readdirSync("server", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return files
    .filter((file) =>
      readFileSync(join("server", file), "utf8")
        .split("\n")
        .some((line) => pattern.test(line)),
    )
    .sort();
}

describe("one pipeline", () => {
  it("has the only call of Factor.verify in the server", () => {
    expect(linesMatching(/\bfactor\??\.verify\(/)).toEqual(["verification/check.ts"]);
  });

  it("is the only importer of check and settle", () => {
    expect(linesMatching(/import \{[^}]*\bcheck\b[^}]*\} from ".*check\.js"/)).toEqual([
      "verification/verify.ts",
    ]);
    expect(linesMatching(/import .* from ".*\/settle\.js"/)).toEqual([
      "verification/record.ts",
      "verification/verify.ts",
    ]);
  });

  it("is the only way to a factor: the registry alone imports their files", () => {
    const importers = linesMatching(
      /import \{[^}]*\b(totp|hotp|recoveryKey|webauthn|password)\b[^}]*\} from ".*(totp|hotp|recovery-key|webauthn|password)\.js"/,
    );
    expect(importers).toEqual(["factors/index.ts"]);
  });
});
