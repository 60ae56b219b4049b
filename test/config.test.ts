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

describe("A5 settings of where the audit trail is sent", () => {
  const secret = `whsec_${Buffer.alloc(32).toString("base64")}`;

  it("have the ports of the standards unless stated", () => {
    const settings = (url: string) => readConfig({ LATCHKEY_SYSLOG_URL: url }).auditDestinations.syslog;
    expect(settings("syslog+tls://siem.example")).toMatchObject({ host: "siem.example", port: 6514 });
    expect(settings("syslog+tcp://[2001:db8::7]")).toMatchObject({ host: "2001:db8::7", port: 601 });
    expect(settings("syslog+udp://192.0.2.1:5514/")).toMatchObject({ transport: "udp", port: 5514 });
  });

  it.each([
    [{ LATCHKEY_SYSLOG_URL: "syslog://siem.example" }, "LATCHKEY_SYSLOG_URL"],
    [{ LATCHKEY_SYSLOG_URL: "syslog+tcp://user@siem.example" }, "LATCHKEY_SYSLOG_URL"],
    [{ LATCHKEY_SYSLOG_CA_FILE: fileWith("-----BEGIN CERTIFICATE-----") }, "LATCHKEY_SYSLOG_CA_FILE"],
    [
      { LATCHKEY_SYSLOG_URL: "syslog+tls://siem.example", LATCHKEY_SYSLOG_CA_FILE: fileWith("none") },
      "LATCHKEY_SYSLOG_CA_FILE",
    ],
    [
      {
        LATCHKEY_SYSLOG_URL: "syslog+tcp://siem.example",
        LATCHKEY_SYSLOG_CA_FILE: fileWith("-----BEGIN CERTIFICATE-----"),
      },
      "LATCHKEY_SYSLOG_CA_FILE",
    ],
    [{ LATCHKEY_AUDIT_WEBHOOK_URL: "https://siem.example/" }, "LATCHKEY_AUDIT_WEBHOOK_URL needs"],
    [{ LATCHKEY_AUDIT_WEBHOOK_SECRET: secret }, "LATCHKEY_AUDIT_WEBHOOK_URL is needed"],
    [
      { LATCHKEY_AUDIT_WEBHOOK_URL: "http://siem.example/", LATCHKEY_AUDIT_WEBHOOK_SECRET: secret },
      "LATCHKEY_AUDIT_WEBHOOK_URL must be https",
    ],
    [
      { LATCHKEY_AUDIT_WEBHOOK_URL: "http://127.0.0.1.example/", LATCHKEY_AUDIT_WEBHOOK_SECRET: secret },
      "LATCHKEY_AUDIT_WEBHOOK_URL must be https",
    ],
    [
      { LATCHKEY_AUDIT_WEBHOOK_URL: "https://a:b@siem.example/", LATCHKEY_AUDIT_WEBHOOK_SECRET: secret },
      "LATCHKEY_AUDIT_WEBHOOK_URL must have no user name",
    ],
    [
      {
        LATCHKEY_AUDIT_WEBHOOK_URL: "https://siem.example/",
        LATCHKEY_AUDIT_WEBHOOK_SECRET: "whsec_c2hvcnQ=",
      },
      "LATCHKEY_AUDIT_WEBHOOK_SECRET",
    ],
    [
      {
        LATCHKEY_AUDIT_WEBHOOK_URL: "https://siem.example/",
        LATCHKEY_AUDIT_WEBHOOK_SECRET: secret,
        LATCHKEY_AUDIT_WEBHOOK_SECRET_FILE: fileWith(secret),
      },
      "Set LATCHKEY_AUDIT_WEBHOOK_SECRET or",
    ],
  ])("that do not fit stop the start with one sentence: %j", (env, expected) => {
    expect(faultsOf(env as Record<string, string>)).toEqual([expect.stringContaining(expected)]);
  });

  it("take the secret from a file, and http to this machine itself", () => {
    for (const host of ["localhost:9000", "127.0.0.1:9000", "[::1]:9000"]) {
      const { webhook } = readConfig({
        LATCHKEY_AUDIT_WEBHOOK_URL: `http://${host}/in`,
        LATCHKEY_AUDIT_WEBHOOK_SECRET_FILE: fileWith(`${secret}\n`),
      }).auditDestinations;
      expect(webhook?.secret).toHaveLength(32);
    }
  });
});

describe("A5 settings of how long the audit trail is kept", () => {
  it("keep everything unless stated, and archive into the data folder", () => {
    expect(readConfig({ LATCHKEY_DATA_DIR: "/var/lib/latchkey" })).toMatchObject({
      auditRetentionDays: null,
      auditArchiveDir: "/var/lib/latchkey/archive",
    });
    const env = { LATCHKEY_AUDIT_RETENTION_DAYS: "365", LATCHKEY_AUDIT_ARCHIVE_DIR: "/archive" };
    expect(readConfig(env)).toMatchObject({ auditRetentionDays: 365, auditArchiveDir: "/archive" });
    expect(faultsOf({ LATCHKEY_AUDIT_RETENTION_DAYS: "0" })).toEqual([
      expect.stringContaining("LATCHKEY_AUDIT_RETENTION_DAYS: At least 1."),
    ]);
  });
});
