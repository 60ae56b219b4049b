import { useAssignTexts } from "../../strings/assign.js";

/** RowProgressProps: how many rows of how many the service has answered. */
export interface RowProgressProps {
  readonly progress: { readonly done: number; readonly total: number };
}

/** RowProgress shows how far a bulk assignment is. */
export function RowProgress({ progress: { done, total } }: RowProgressProps) {
  const words = useAssignTexts().working(done, total);
  return (
    <div class="stack-tight">
      <p role="status">{words}</p>
      <progress class="bar-progress" aria-label={words} max={total} value={done} />
    </div>
  );
}
