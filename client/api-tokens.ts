/** Requests about hardware tokens. Changes need an elevated session. Each throws ApiError. */
import { send } from "./api.js";
import type {
  Assignment,
  AssignmentResult,
  ImportChoices,
  ImportReport,
  StockCount,
  Token,
  TokenEvent,
  TokenMove,
  TokenPage,
  TokenState,
} from "./api-token-types.js";
import { type UploadWatcher, upload } from "./api-upload.js";

const tokens = "/api/v1/tokens";
const path = (serial: string): string => `${tokens}/${encodeURIComponent(serial)}`;

/** StockSearch is what to look for in the stock; `query` is part of a serial number, a model or a user name. */
export interface StockSearch {
  readonly query: string;
  readonly state: TokenState | "";
}

/** listTokens returns one page of the stock, by serial number; `cursor` is that of the page before. */
export function listTokens({ query, state }: StockSearch, cursor?: string): Promise<TokenPage> {
  const search = new URLSearchParams();
  if (query !== "") search.set("query", query);
  if (state !== "") search.set("state", state);
  if (cursor !== undefined) search.set("cursor", cursor);
  return send("GET", `${tokens}?${search}`);
}

/** countStock returns how many tokens there are of each type and state. */
export async function countStock(): Promise<readonly StockCount[]> {
  return (await send<{ counts: readonly StockCount[] }>("GET", `${tokens}/summary`)).counts;
}

/** readToken returns one token. */
export function readToken(serial: string): Promise<Token> {
  return send("GET", path(serial));
}

/** tokenHistory returns what happened to a token and by it, newest first. */
export async function tokenHistory(serial: string): Promise<readonly TokenEvent[]> {
  return (await send<{ entries: readonly TokenEvent[] }>("GET", `${path(serial)}/history`)).entries;
}

/** assignToken gives a token in stock to a user. */
export function assignToken(serial: string, username: string): Promise<Token> {
  return send("POST", `${path(serial)}/assign`, { username });
}

/** moveToken changes a token's state. */
export function moveToken(serial: string, move: TokenMove): Promise<Token> {
  return send("POST", `${path(serial)}/${move}`);
}

/** resynchronise finds a drifted token again by two codes in sequence. */
export function resynchronise(serial: string, codes: readonly [string, string]): Promise<Token> {
  return send("POST", `${path(serial)}/resync`, { codes });
}

/** The most rows that one request takes. */
const mostAssignments = 500;

/** assignMany assigns tokens row by row, or with `dryRun` says what would become of each. `onDone` counts rows. */
export async function assignMany(
  assignments: readonly Assignment[],
  dryRun: boolean,
  onDone: (rows: number) => void = () => {},
): Promise<readonly AssignmentResult[]> {
  const results: AssignmentResult[] = [];
  for (let from = 0; from < assignments.length; from += mostAssignments) {
    const part = assignments.slice(from, from + mostAssignments);
    const body = { assignments: part, ...(dryRun ? { dryRun } : {}) };
    const answer = await send<{ results: readonly AssignmentResult[] }>("POST", `${tokens}/assign`, body);
    results.push(...answer.results);
    onDone(results.length);
  }
  return results;
}

/** importTokens sends a seed file: to look at it (`dryRun`), or to take `rows` of it (all where null) into the stock. */
export function importTokens(
  file: File,
  choices: ImportChoices,
  { dryRun, rows }: { readonly dryRun: boolean; readonly rows: readonly number[] | null },
  watcher: UploadWatcher,
): Promise<ImportReport> {
  const { format, presharedKeyHex, password, tokenType } = choices;
  const options = {
    ...(presharedKeyHex === "" ? {} : { presharedKeyHex }),
    ...(password === "" ? {} : { password }),
    ...(tokenType === "" ? {} : { tokenType }),
  };
  const form = new FormData();
  form.set("format", format);
  form.set("options", JSON.stringify(options));
  form.set("dryRun", String(dryRun));
  if (rows !== null) form.set("rows", JSON.stringify(rows));
  form.set("file", file);
  return upload(`${tokens}/import`, form, watcher);
}
