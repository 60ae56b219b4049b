import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { z } from "zod";
import type { KeyMaterial } from "./keys.js";

const KEY_BYTES = 32;

const key = z
  .string()
  .refine((text) => Buffer.from(text, "base64").length === KEY_BYTES, "A key is 32 bytes in base64.");

const keyMaterial = z
  .strictObject({
    lookup: key,
    digest: key,
    sealing: z.strictObject({ current: z.string(), keys: z.record(z.string(), key) }),
  })
  .refine(
    ({ sealing }) => Object.hasOwn(sealing.keys, sealing.current),
    "The current sealing key is not in the ring.",
  );

/**
 * Reads the keys from where `LATCHKEY_KEYS` says: `file:PATH`, `env:NAME` or `command:…` (its standard output).
 * @param mayCreate whether a missing key file may be made: only for a data folder that is new, since keys that went
 *   missing beside a database must stop the start
 * @throws Error with a sentence for the administrator
 */
export async function loadKeyMaterial(
  source: string,
  env: NodeJS.ProcessEnv,
  mayCreate: () => Promise<boolean>,
): Promise<KeyMaterial> {
  const [scheme, rest] = [source.slice(0, source.indexOf(":")), source.slice(source.indexOf(":") + 1)];
  if (scheme === "file") return parse(await readKeyFile(rest, mayCreate), `the file ${rest}`);
  if (scheme === "env") {
    const text = env[rest];
    if (!text) throw new Error(`LATCHKEY_KEYS names the variable ${rest}, which is not set.`);
    return parse(text, `the variable ${rest}`);
  }
  const { stdout } = await promisify(execFile)("/bin/sh", ["-c", rest], { timeout: 10_000 });
  return parse(stdout, "the command of LATCHKEY_KEYS");
}

async function readKeyFile(path: string, mayCreate: () => Promise<boolean>): Promise<string> {
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0)
      throw new Error(`The key file ${path} is open to others. Run: chmod 600 ${path}`);
    return await readFile(path, "utf8");
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
  if (!(await mayCreate())) {
    throw new Error(
      `The key file ${path} is missing, but the database holds data sealed with it. Restore the file from your backup; Latchkey has changed nothing.`,
    );
  }
  const fresh = JSON.stringify(newKeyMaterial(), null, 2);
  try {
    await writeFile(path, `${fresh}\n`, { mode: 0o600, flag: "wx" });
    return fresh;
  } catch (error) {
    // Another process of this deployment was first.
    if (hasCode(error, "EEXIST")) return readFile(path, "utf8");
    throw error;
  }
}

/** Fresh random keys. */
export function newKeyMaterial(): KeyMaterial {
  const fresh = () => randomBytes(KEY_BYTES).toString("base64");
  return { lookup: fresh(), digest: fresh(), sealing: { current: "k1", keys: { k1: fresh() } } };
}

function parse(text: string, where: string): KeyMaterial {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`The keys in ${where} are not JSON.`);
  }
  const result = keyMaterial.safeParse(json);
  if (!result.success)
    throw new Error(`The keys in ${where} are not complete: ${z.prettifyError(result.error)}`);
  return result.data;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
