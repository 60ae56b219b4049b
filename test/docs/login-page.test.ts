import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { registerDevice } from "../support/device.js";
import { blocksOf, readPage } from "../support/docs.js";
import { ADMIN_KEY, testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const run = promisify(execFile);
const service = await testService();
const blocks = blocksOf(readPage("docs/login-page.md"));

const alice = await userWithApp(service, "alice");
await registerDevice(service, "alice");
const bob = await userWithApp(service, "bob");

/** What a reader has in their shell: the address, the keys, and what earlier answers said. */
const shell: Record<string, string> = { LATCHKEY: service.url, ADMIN_KEY };

describe("docs/login-page.md", () => {
  const commands = blocks.flatMap(({ language, text }, at) =>
    language === "bash" ? [{ text, shown: blocks[at + 1], name: nameOf(text) }] : [],
  );

  it.each(commands)("the command for $name answers what the page shows", async ({ text, shown }) => {
    service.clock.advance(30);
    const env = { PATH: process.env.PATH ?? "", ...shell, CODE: alice.code() };
    const { stdout } = await run("bash", ["-euo", "pipefail", "-c", text], { env });
    if (shown?.language === "json") expect(JSON.parse(stdout)).toEqual(likeShown(JSON.parse(shown.text)));
    else if (shown?.language === "") expect(stdout).toBe(shown.text);
    if (stdout.startsWith("{")) await remember(JSON.parse(stdout));
  });
});

function nameOf(command: string): string {
  return /"\$LATCHKEY(\S+)"/.exec(command)?.[1] ?? command;
}

/** The shown JSON as a pattern: `…` stands for what differs from run to run. */
function likeShown(shown: unknown): unknown {
  if (typeof shown === "string" && shown.includes("…")) {
    const parts = shown.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return expect.stringMatching(new RegExp(`^${parts.join(".+")}$`));
  }
  if (Array.isArray(shown)) return shown.map(likeShown);
  if (typeof shown !== "object" || shown === null) return shown;
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, likeShown(value)]));
}

/** Later commands use what an answer said: `verificationId` as `$VERIFICATION_ID`. */
async function remember(answer: Record<string, unknown>): Promise<void> {
  for (const [name, value] of Object.entries(answer)) {
    if (typeof value === "string") shell[name.replace(/[A-Z]/g, "_$&").toUpperCase()] = value;
  }
  const page = /\/login\?verification=(.+)$/.exec(String(answer.url))?.[1];
  if (page !== undefined) shell.RETURNED_CODE = await returnedCode(page, bob.code());
}

/** The person enters a code on the hosted page; the code with which the browser is sent back. */
async function returnedCode(page: string, code: string): Promise<string> {
  const done = await service.call(
    "POST",
    "/api/v1/hosted/attempts",
    { page, factor: "totp", response: { code } },
    { apiKey: null, headers: { origin: service.url } },
  );
  return new URL(String(done.body.returnTo)).searchParams.get("code") ?? "";
}
