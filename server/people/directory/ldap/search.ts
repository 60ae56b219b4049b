import { Control, type Filter, PagedResultsControl, type SearchEntry, SearchRequest } from "ldapts";
import { DirectoryFault, type DirectoryStep } from "../fault.js";
import type { Answer, LdapConnection } from "./connection.js";

/** What is looked for, and where. */
export interface Query {
  base: string;
  scope: "base" | "sub";
  filter: Filter;
  attributes: readonly string[];
  controls?: readonly Control[];
  /** Whom it concerns, for the words of a fault. */
  step?: DirectoryStep;
}

/** Result codes (RFC 4511 appendix A) that are told apart here. */
export const RESULT = {
  success: 0,
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  referral: 10,
  adminLimitExceeded: 11,
  noSuchObject: 32,
} as const;

const PAGE = 500;
/** A server may answer a page that is empty and not the last; one that does nothing else is broken. */
const MOST_EMPTY_PAGES = 100;

/** Active Directory: nothing of other partitions, so that no referral to them is mixed into the answer (MS-ADTS §3.1.1.3.4.1.11). */
export class DomainScope extends Control {
  constructor() {
    super("1.2.840.113556.1.4.1339");
  }
}

/** Searches once. @param most entries that are wanted at most; 0 for all that the server gives */
export function search(
  connection: LdapConnection,
  query: Query,
  most: number,
  controls: Control[] = [],
): Promise<Answer> {
  const { base: baseDN, scope, filter, attributes } = query;
  const asked = [...controls, ...(query.controls ?? [])];
  return connection.request(
    new SearchRequest({
      messageId: 0,
      baseDN,
      scope,
      filter,
      attributes: [...attributes],
      sizeLimit: most,
      timeLimit: 0,
      controls: asked,
    }),
  );
}

/**
 * Every entry, page by page (RFC 2696).
 * @param onPage told how many there are so far
 * @throws DirectoryFault where the answer is not whole: a limit, a referral, an error
 */
export async function searchAll(
  connection: LdapConnection,
  query: Query,
  onPage: (entries: number) => void = () => {},
): Promise<SearchEntry[]> {
  const entries: SearchEntry[] = [];
  let cookie: Buffer | undefined;
  let emptyPages = 0;
  do {
    const page = new PagedResultsControl({ value: { size: PAGE, ...(cookie ? { cookie } : {}) } });
    const answer = await search(connection, query, 0, [page]);
    assertWhole(answer, query, entries.length + answer.entries.length);
    entries.push(...answer.entries);
    onPage(entries.length);
    emptyPages = answer.entries.length === 0 ? emptyPages + 1 : 0;
    if (emptyPages > MOST_EMPTY_PAGES)
      throw new DirectoryFault("search", "The directory answers with empty pages only.");
    const next = answer.controls.find((control) => control instanceof PagedResultsControl)?.value?.cookie;
    cookie = next?.length ? next : undefined;
  } while (cookie);
  return entries;
}

function assertWhole(
  { status, diagnostic, references }: Answer,
  { base, step = "search" }: Query,
  read: number,
): void {
  const where = `below ${base}`;
  const partial = `The directory gave only ${read} entries ${where}`;
  if (references > 0 || status === RESULT.referral)
    throw new DirectoryFault(
      step,
      `The directory refers to other servers for entries ${where}: search where all are.`,
    );
  if (status === RESULT.sizeLimitExceeded)
    throw new DirectoryFault(
      step,
      `${partial} and stopped at its size limit: raise that of the service account.`,
    );
  if (status === RESULT.timeLimitExceeded || status === RESULT.adminLimitExceeded)
    throw new DirectoryFault(
      step,
      `${partial} and stopped at a limit of its own: raise those of the service account.`,
    );
  if (status === RESULT.noSuchObject)
    throw new DirectoryFault(step, `There is no ${base}, or the service account may not see it.`);
  if (status !== RESULT.success)
    throw new DirectoryFault(
      step,
      `The search ${where} failed: result ${status}${diagnostic ? `, ${diagnostic}` : ""}.`,
    );
}
