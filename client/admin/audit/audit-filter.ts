/** What is searched for in the audit trail, as it stands in the address of the page. */

/** Field is something to search by; its name is the service's. */
export type Field = (typeof fields)[number];

/** Filter is what is searched for; empty is anything. Days are as typed, instants as in a link. */
export type Filter = Readonly<Record<Field, string>>;

/** The fields in the order in which what is searched for is told. */
export const fields = [
  "user",
  "actor",
  "action",
  "outcome",
  "factor",
  "application",
  "ip",
  "serial",
  "from",
  "to",
] as const;

const day = /^\d{4}-\d{2}-\d{2}$/;

/** filterOf reads the query part of an address; what it does not know is left out. */
export function filterOf(query: string): Filter {
  const given = new URLSearchParams(query);
  return Object.fromEntries(fields.map((field) => [field, (given.get(field) ?? "").trim()])) as Filter;
}

/** addressOf is the address of the page with these filters. */
export function addressOf(filter: Partial<Filter>): string {
  const query = new URLSearchParams();
  for (const field of fields) {
    const value = filter[field]?.trim();
    if (value) query.set(field, value);
  }
  return query.size === 0 ? "/admin/audit" : `/admin/audit?${query}`;
}

/**
 * questionOf is what the service is asked. Days are the person's own: they become the instants at which they begin and
 * end here. A field with something unreadable in it is passed on, so that the service refuses it.
 */
export function questionOf(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  for (const field of fields) {
    const value = filter[field];
    if (value !== "") query.set(field, value);
  }
  const from = instantOf(filter.from, "T00:00:00");
  const to = instantOf(filter.to, "T23:59:59.999");
  if (from !== null) query.set("from", from);
  if (to !== null) query.set("to", to);
  return query;
}

/** dayOf is the day that an instant or a day lies in here; empty where it is neither. */
export function dayOf(value: string): string {
  if (value === "" || day.test(value)) return value;
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return "";
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function instantOf(value: string, time: string): string | null {
  if (!day.test(value)) return null;
  const at = new Date(`${value}${time}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
