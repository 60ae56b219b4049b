import type { Filter, IndexDescription } from "mongodb";
import type { AuditFilter } from "../audit.js";
import type { AuditDocument } from "./audit.js";

/** The bounds of `_id` for a span of time, both ends included. */
export function idsWithin({ from, to }: Pick<AuditFilter, "from" | "to">): { $gte?: string; $lt?: string } {
  return {
    ...(from ? { $gte: from.toISOString() } : {}),
    // "0" is the character after "/".
    ...(to ? { $lt: `${to.toISOString()}0` } : {}),
  };
}

/**
 * The indexes of searching, the most selective first: a search uses the first one whose field it names. The fields
 * after `_id` are there to be looked at in the index, so that only documents that fit are read.
 */
const INDEXES = [
  { filter: "serial", field: "detail.serial", beside: ["action", "outcome"] },
  { filter: "importId", field: "detail.importId", beside: ["action", "outcome"] },
  { filter: "userId", field: "userId", beside: ["action", "outcome", "factor"] },
  { filter: "ip", field: "ip", beside: ["action", "outcome", "factor"] },
  { filter: "actor", field: "actor", beside: ["action", "outcome"] },
  { filter: "application", field: "application", beside: ["action", "outcome", "factor"] },
  { filter: "action", field: "action", beside: ["outcome", "factor"] },
  { filter: "factor", field: "factor", beside: ["outcome"] },
  { filter: "outcome", field: "outcome", beside: [] },
] as const satisfies readonly { filter: keyof AuditFilter; field: string; beside: readonly string[] }[];

/** Indexes of the collection for MongoDB. Entries without the field are in none of them. */
export const AUDIT_INDEXES: IndexDescription[] = [
  { key: { instance: 1, seq: -1 }, name: "chain", unique: true },
  ...INDEXES.map(({ filter, field, beside }) => ({
    key: { [field]: 1, _id: -1, ...Object.fromEntries(beside.map((name) => [name, 1])) },
    name: `search ${filter}`,
    partialFilterExpression: { [field]: { $gt: "" } },
  })),
];

/** @returns the query of a search and the index it must use */
export function auditQuery(
  filter: AuditFilter,
  after: string | undefined,
): { query: Filter<AuditDocument>; hint: string | { _id: 1 } } {
  const ids = idsWithin(filter);
  const end = [ids.$lt, after].filter((bound) => bound !== undefined).sort()[0];
  const bounds = { ...ids, ...(end === undefined ? {} : { $lt: end }) };
  const named = INDEXES.filter((index) => filter[index.filter] !== undefined);
  const fields = Object.fromEntries(named.map((index) => [index.field, filter[index.filter]]));
  const [first] = named;
  return {
    query: { ...fields, ...(Object.keys(bounds).length > 0 ? { _id: bounds } : {}) } as Filter<AuditDocument>,
    hint: first ? `search ${first.filter}` : { _id: 1 },
  };
}
