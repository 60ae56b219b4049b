import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../../api.js";
import { policyHistory, readPolicy, writePolicy } from "../../api-policy.js";
import type { Policy, PolicyVersion, VersionedPolicy } from "../../api-policy-types.js";
import { type Action, useAction } from "../../ui/use-action.js";
import { type Latest, useLatest } from "../../ui/use-latest.js";

/** A draft outlives its page, though not the document: whoever looks something up elsewhere loses nothing. */
let kept: VersionedPolicy | null = null;

/** Draft is the policy as it holds, as it is being changed, and how saving it went. */
export interface Draft {
  readonly loaded: Latest<VersionedPolicy>;
  /** As it is being changed; null before it is loaded. */
  readonly policy: Policy | null;
  readonly change: (part: Partial<Policy>) => void;
  readonly dirty: boolean;
  /** The draft was begun at an earlier visit of the page. */
  readonly wasKept: boolean;
  /** Differs whenever fields have to be drawn anew from the policy. */
  readonly edition: number;
  readonly save: (onSaved: (version: number) => void) => void;
  readonly saving: Action;
  /** Who was faster: null where nobody was, `unknown` where that cannot be found out. */
  readonly overtaken: PolicyVersion | "unknown" | null;
  readonly discard: () => void;
  readonly loadTheirs: (onLoaded: () => void) => void;
}

/** useDraft keeps a draft of the policy, made from the version that was loaded. */
export function useDraft(): Draft {
  const loaded = useLatest(readPolicy, []);
  const [draft, setDraft] = useState(kept);
  const [wasKept, setWasKept] = useState(kept !== null);
  const [edition, setEdition] = useState(0);
  const [overtaken, setOvertaken] = useState<Draft["overtaken"]>(null);
  const saving = useAction();
  const dirty = draft !== null;

  const keep = (next: VersionedPolicy | null) => {
    kept = next;
    setDraft(next);
    setWasKept(false);
  };
  const anew = (as: VersionedPolicy | null) => {
    if (as !== null) loaded.set(as);
    keep(null);
    setOvertaken(null);
    saving.clear();
    setEdition((before) => before + 1);
  };
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);

  return {
    loaded,
    policy: draft?.policy ?? loaded.value?.policy ?? null,
    dirty,
    wasKept,
    edition,
    saving,
    overtaken,
    change(part) {
      const from = draft ?? loaded.value;
      if (from !== null) keep({ ...from, policy: { ...from.policy, ...part } });
    },
    save: (onSaved) =>
      saving.run(async () => {
        if (draft === null) return;
        setOvertaken(null);
        try {
          const saved = await writePolicy(draft);
          anew(saved);
          onSaved(saved.version);
        } catch (error) {
          if (error instanceof ApiError && error.code === "conflict") setOvertaken(await newest());
          throw error;
        }
      }),
    discard: () => anew(null),
    loadTheirs: (onLoaded) =>
      saving.run(async () => {
        anew(await readPolicy());
        onLoaded();
      }),
  };
}

async function newest(): Promise<PolicyVersion | "unknown"> {
  const [last] = await policyHistory().catch(() => []);
  return last ?? "unknown";
}
