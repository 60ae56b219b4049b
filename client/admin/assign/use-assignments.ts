import { useState } from "preact/hooks";
import type { Assignment, AssignmentResult } from "../../api-token-types.js";
import { assignMany } from "../../api-tokens.js";
import { type Action, useAction } from "../../ui/use-action.js";
import { useAdmin } from "../admin-context.js";
import { sameSerials } from "./read-list.js";

/** What the service takes as a serial number; one row of another shape would refuse the whole request. */
const serialShape = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/;

/** Assignments is where the bulk assignment is: a list, what would become of it, what became of it. */
export interface Assignments {
  readonly preview: readonly AssignmentResult[] | null;
  readonly result: readonly AssignmentResult[] | null;
  /** Rows done of the rows under way; null while nothing is. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly action: Action;
  readonly check: (list: readonly Assignment[]) => void;
  readonly commit: () => void;
  /** Goes back to the list. */
  readonly back: () => void;
}

/** possible says whether a row of a preview has no obstacle. */
export const possible = ({ code }: AssignmentResult): boolean => code === undefined;

/** useAssignments keeps the state of the bulk assignment. */
export function useAssignments(): Assignments {
  const { unlocked } = useAdmin();
  const [preview, setPreview] = useState<readonly AssignmentResult[] | null>(null);
  const [result, setResult] = useState<readonly AssignmentResult[] | null>(null);
  const [progress, setProgress] = useState<Assignments["progress"]>(null);
  const action = useAction();

  const ask = (
    rows: readonly Assignment[],
    dryRun: boolean,
    then: (results: readonly AssignmentResult[]) => void,
  ) =>
    unlocked(() =>
      action.run(async () => {
        const total = rows.length;
        setProgress({ done: 0, total });
        try {
          then(await assignMany(rows, dryRun, (done) => setProgress({ done, total })));
        } finally {
          setProgress(null);
        }
      }),
    );
  return {
    preview,
    result,
    progress,
    action,
    check(list) {
      const obstacles = obstaclesOf(list);
      const open = list.filter((row) => !obstacles.has(row));
      ask(open, true, (answers) => {
        const rest = [...answers];
        setPreview(list.map((row) => obstacles.get(row) ?? rest.shift() ?? { ...row, assigned: false }));
      });
    },
    commit() {
      const rows = (preview ?? []).filter(possible).map(({ serial, username }) => ({ serial, username }));
      ask(rows, false, setResult);
    },
    back() {
      setPreview(null);
      setResult(null);
      action.clear();
    },
  };
}

/** What is known to be impossible before the service is asked. */
function obstaclesOf(list: readonly Assignment[]): ReadonlyMap<Assignment, AssignmentResult> {
  const twice = sameSerials(list);
  const codeOf = ({ serial }: Assignment) =>
    twice.has(serial.toLowerCase()) ? "twice" : serialShape.test(serial) ? null : "not_found";
  return new Map(
    list.flatMap((row) => {
      const code = codeOf(row);
      return code === null ? [] : [[row, { ...row, assigned: false, code }] as const];
    }),
  );
}
