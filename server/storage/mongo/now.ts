/**
 * The database's instant as an expression: `$$NOW` of the server, or a test's own. It is the only clock that decides
 * anything, since several processes may have several.
 */
export type NowExpression = () => "$$NOW" | { $literal: Date };

/** @param clock a test's clock; without it the database's own */
export function nowExpression(clock?: () => Date): NowExpression {
  return clock ? () => ({ $literal: clock() }) : () => "$$NOW";
}

/** An instant some seconds after now. */
export function after(now: NowExpression, seconds: number): object {
  return { $add: [now(), Math.round(seconds * 1000)] };
}

/** A filter for documents whose `field` lies after now. */
export function notExpired(now: NowExpression, field: string): object {
  return { $expr: { $gt: [`$${field}`, now()] } };
}
