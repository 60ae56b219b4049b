import type { ChainHead, StoredAuditEntry } from "../storage/audit.js";
import type { ArchiveContent } from "./archive-file.js";
import type { PartDeps } from "./verify-trail.js";

/** An archive in memory as the stores that a trail is read from. */
export function archiveAsTrail({
  entries,
  checkpoints,
}: Pick<ArchiveContent, "entries" | "checkpoints">): PartDeps {
  const chains = new Map<string, StoredAuditEntry[]>();
  for (const entry of entries) {
    const chain = chains.get(entry.instance);
    if (chain) chain.push(entry);
    else chains.set(entry.instance, [entry]);
  }
  for (const chain of chains.values()) chain.sort((a, b) => a.seq - b.seq);
  const speaksOf = (heads: readonly ChainHead[], instance: string) =>
    heads.some((head) => head.instance === instance);
  return {
    audit: {
      heads: async () => [...chains.values()].flatMap((chain) => chain.at(-1) ?? []),
      async chain(instance, fromSeq, limit) {
        const chain = chains.get(instance) ?? [];
        const first = chain.findIndex(({ seq }) => seq >= fromSeq);
        return first === -1 ? [] : chain.slice(first, first + limit);
      },
    },
    auditCheckpoints: {
      after: async (number, limit) => checkpoints.filter((of) => of.number > number).slice(0, limit),
      ofChain: async (instance, after, limit) =>
        checkpoints
          .filter(({ number, heads }) => number > after && speaksOf(heads, instance))
          .slice(0, limit),
      lastOfChain: async (instance, upTo = Number.MAX_SAFE_INTEGER) =>
        checkpoints.findLast(({ number, heads }) => number <= upTo && speaksOf(heads, instance)) ?? null,
      chains: async () => [
        ...new Set(checkpoints.flatMap(({ heads }) => heads.map(({ instance }) => instance))),
      ],
    },
  };
}
