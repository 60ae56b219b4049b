/** Requests about the directory that users come from. Each throws ApiError. */
import { send } from "./api.js";

/** DirectoryRun is one run that compared the users with the directory; `outcome` is null while it goes on. */
export interface DirectoryRun {
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly phase: "reading" | "changing";
  readonly done: number;
  readonly total: number | null;
  readonly counts: Readonly<Record<DirectoryCount, number>>;
  readonly outcome: DirectoryOutcome | null;
  /** In the service's words. */
  readonly faults: readonly string[];
  readonly faultCount: number;
}

/** DirectoryCount is what a run counts. */
export type DirectoryCount = "read" | "created" | "updated" | "suspended" | "resumed" | "refused";

/** DirectoryOutcome is how a run ended; `held`: too many would have been suspended. */
export type DirectoryOutcome = "complete" | "held" | "failed" | "interrupted";

/** DirectoryConnection is what is configured. */
export interface DirectoryConnection {
  readonly url: string;
  readonly security: "ldaps" | "starttls" | "none";
  readonly userBase: string;
  readonly userFilter: string;
  readonly groups: readonly { readonly group: string; readonly dn: string }[];
  readonly create: "always" | "sign-in" | "sync";
  readonly syncMinutes: number;
  readonly suspendPercent: number;
}

/** DirectoryState is the directory as it stands; `connection` is absent where none is configured. */
export interface DirectoryState {
  readonly configured: boolean;
  readonly connection?: DirectoryConnection | undefined;
  readonly running: boolean;
  readonly run: DirectoryRun | null;
  readonly completeAt: string | null;
  readonly nextAt: string | null;
}

/** DirectoryStep is one step of a test of the connection; the sentence is the service's. */
export interface DirectoryStep {
  readonly step: "connect" | "tls" | "bind" | "search" | "groups";
  readonly ok: boolean;
  readonly sentence: string;
}

/** readDirectory says what is connected and how the last run went. */
export function readDirectory(): Promise<DirectoryState> {
  return send("GET", "/api/v1/directory");
}

/** syncDirectory begins a run; needs an elevated session. `conflict` where one goes on. */
export function syncDirectory(acceptSuspensions: boolean): Promise<DirectoryState> {
  return send("POST", "/api/v1/directory/sync", { acceptSuspensions });
}

/** testDirectory tries the connection step by step. */
export async function testDirectory(): Promise<readonly DirectoryStep[]> {
  return (await send<{ steps: readonly DirectoryStep[] }>("POST", "/api/v1/directory/test", {})).steps;
}
