import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../server/config.js";

function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    return String(error).split("\n  - ").slice(1);
  }
  return [];
}

function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "latchkey-config-")), "key");
  writeFileSync(path, text);
  return path;
}

describe("a bad configuration", () => {
  it("lists every fault at once: values, names that nothing reads, and settings that do not go together", () => {
    const faults = faultsOf({
      PORT: "eighty",
      LATCHKEY_PUBLIC_URL: "http://id.example",
      LATCHKEY_TRUSTED_PROXIES: "the-proxy",
      LATCHKEY_SMTP_URL: "smtp://mail.example",
      LATCHKEY_ADMIN_KEY: "short",
      LATCHKEY_TYPO: "1",
    });
    for (const name of [
      "PORT",
      "LATCHKEY_PUBLIC_URL",
      "LATCHKEY_TRUSTED_PROXIES",
      "LATCHKEY_MAIL_FROM",
      "LATCHKEY_ADMIN_KEY",
      "LATCHKEY_TYPO",
    ]) {
      expect(faults.filter((fault) => fault.startsWith(name))).toHaveLength(1);
    }
    expect(faults).toHaveLength(6);
  });

  it("includes a key in a file that no header could carry", () => {
    const file = fileWith(`${"k".repeat(40)} ${"k".repeat(40)}\n`);
    expect(faultsOf({ LATCHKEY_ADMIN_KEY_FILE: file })).toHaveLength(1);
    expect(faultsOf({ LATCHKEY_ADMIN_KEY_FILE: fileWith(`${"k".repeat(40)}\n`) })).toEqual([]);
  });
});
