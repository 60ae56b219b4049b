import {
  type ImportReport,
  type ReadSeedFileOptions,
  readSeedFile,
  type SeedToken,
} from "../../tokens/seeds/index.js";
import type { Caller } from "../audit/audit.js";
import { newId } from "../secrets.js";
import type { TokenDeps } from "./change-token.js";
import { type NewToken, tokenOf } from "./new-token.js";

/** Tokens inserted at once: large enough for speed, small enough to seal and send between other requests. */
const BATCH = 1000;

/** An import that has been idle for so long belongs to a process that died. */
export const IDLE_IMPORT_SECONDS = 60;

/** What to do with the file. */
export interface ImportOptions extends ReadSeedFileOptions {
  /** Only look. */
  dryRun: boolean;
  /** Only these rows; all where it is not given. */
  rows?: readonly number[] | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** The reader's report, without what is not imported, and the id of the import. */
export interface ImportResult extends ImportReport {
  importId?: string;
}

/**
 * Reads a whole seed file and, unless it is a dry run, adds its tokens to the stock in batches under one import id.
 * They can be seen once the last batch is stored. A serial that is known is reported and changed in nothing.
 */
export async function importSeeds(
  deps: TokenDeps,
  caller: Caller,
  file: Uint8Array,
  { dryRun, rows, onProgress, ...options }: ImportOptions,
): Promise<ImportResult> {
  const report = await readSeedFile(file, options);
  if (report.fileError !== null) return report;
  const wanted = rows === undefined ? null : new Set(rows);
  const named = report.tokens.filter(({ row }) => wanted === null || wanted.has(row));
  const chosen = named.filter(isExact);
  const inexact = named
    .filter((token) => !isExact(token))
    .map(({ row, serial }) => ({ row, error: "bad_counter" as const, serial }));
  const known = await knownSerials(deps, chosen);
  const fresh = chosen.filter(({ serial }) => !known.has(idOf(serial)));
  const rowErrors = [...report.rowErrors, ...inexact, ...duplicates(chosen, known)];
  if (dryRun || fresh.length === 0) return { ...report, tokens: fresh, rowErrors: inOrder(rowErrors) };
  const importId = newId();
  const taken = await store(deps, importId, fresh, onProgress);
  await recordImport(deps, caller, importId, fresh.length - taken.size);
  return {
    tokens: fresh.filter(({ serial }) => !taken.has(idOf(serial))),
    rowErrors: inOrder([...rowErrors, ...duplicates(fresh, taken)]),
    fileError: null,
    importId,
  };
}

async function store(
  deps: TokenDeps,
  importId: string,
  fresh: readonly SeedToken[],
  onProgress: ImportOptions["onProgress"],
): Promise<Set<string>> {
  const now = await deps.storage.now();
  const taken = new Set<string>();
  await deps.storage.tokens.beginImport(importId);
  for (let from = 0; from < fresh.length; from += BATCH) {
    const batch = fresh
      .slice(from, from + BATCH)
      .map((token) => tokenOf(deps.keys, newTokenOf(token), { state: "in_stock", importId, now }));
    for (const serial of await deps.storage.tokens.addToImport(importId, batch)) taken.add(serial);
    onProgress?.(Math.min(from + BATCH, fresh.length), fresh.length);
  }
  await deps.storage.tokens.commitImport(importId);
  return taken;
}

async function knownSerials(deps: TokenDeps, tokens: readonly SeedToken[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let from = 0; from < tokens.length; from += BATCH) {
    const serials = tokens.slice(from, from + BATCH).map(({ serial }) => serial);
    for (const serial of await deps.storage.tokens.known(serials)) known.add(serial);
  }
  return known;
}

function duplicates(tokens: readonly SeedToken[], taken: ReadonlySet<string>): ImportReport["rowErrors"] {
  return tokens
    .filter(({ serial }) => taken.has(idOf(serial)))
    .map(({ row, serial }) => ({ row, error: "duplicate_serial" as const, serial }));
}

function inOrder(rowErrors: ImportReport["rowErrors"]): ImportReport["rowErrors"] {
  return [...rowErrors].sort((a, b) => a.row - b.row);
}

function idOf(serial: string): string {
  return serial.trim().toLowerCase();
}

/** A challenge-response slot counts as TOTP: the host makes the challenge from the time (see the YubiKey driver). */
function newTokenOf(token: SeedToken): NewToken {
  const { serial, secretHex, accessCodeHex, manufacturer, model } = token;
  const common = { serial, secretHex, accessCodeHex, manufacturer, model };
  if (token.type === "yubico-otp") {
    return { ...common, type: token.type, privateIdHex: token.privateIdHex, publicId: token.publicId };
  }
  if (token.type === "hmac") return { ...common, type: "totp" };
  const otp = { ...common, type: token.type, digits: token.digits, algorithm: token.algorithm };
  return token.type === "hotp"
    ? { ...otp, counter: Number(token.counter) }
    : { ...otp, period: token.period };
}

/** A counter beyond what a number holds exactly would be rounded, and so is not taken. */
function isExact(token: SeedToken): boolean {
  return token.type !== "hotp" || Number.isSafeInteger(Number(token.counter));
}

async function recordImport(
  deps: TokenDeps,
  caller: Caller,
  importId: string,
  tokens: number,
): Promise<void> {
  await deps.audit.record(caller, {
    at: await deps.storage.now(),
    action: "token.import",
    outcome: "success",
    user: null,
    userId: null,
    factor: null,
    credentialId: null,
    detail: { importId, tokens },
  });
}
