import type { AuditNumbers, Tally } from "../../api-audit-types.js";

/** Range is how far back a chart looks. */
export type Range = "day" | "week" | "month";

/** Bucket is one bar of a chart: attempts from `begin` up to `end`, not included. */
export interface Bucket extends Tally {
  readonly begin: Date;
  readonly end: Date;
}

const hourMs = 3_600_000;
const days: Readonly<Record<Exclude<Range, "day">, number>> = { week: 7, month: 30 };

/** spanOf is what a range asks for: the hour or the day that it is now is the last. */
export function spanOf(range: Range, now: Date): { from: Date; to: Date } {
  if (range === "day") {
    const hour = Math.floor(now.getTime() / hourMs) * hourMs;
    return { from: new Date(hour - 23 * hourMs), to: now };
  }
  const from = midnight(now);
  from.setDate(from.getDate() - days[range] + 1);
  return { from, to: now };
}

/** bucketsOf sums the service's hours up to the bars of a range; days are those of the person who looks. */
export function bucketsOf(
  range: Range,
  { from, to }: { from: Date; to: Date },
  hours: AuditNumbers["intervals"],
): Bucket[] {
  const buckets: Bucket[] = [];
  for (let begin = from; begin <= to; ) {
    const end = range === "day" ? new Date(begin.getTime() + hourMs) : nextDay(begin);
    const inside = hours.filter((hour) => {
      const at = new Date(hour.begin);
      return at >= begin && at < end;
    });
    buckets.push({ begin, end, ...sumOf(inside) });
    begin = end;
  }
  return buckets;
}

/** sumOf adds tallies up. */
export function sumOf(some: readonly Tally[]): Tally {
  const sum = (of: keyof Tally) => some.reduce((total, one) => total + one[of], 0);
  return { success: sum("success"), failure: sum("failure"), refused: sum("refused") };
}

/** totalOf is how many attempts there were. */
export const totalOf = ({ success, failure, refused }: Tally): number => success + failure + refused;

/** roundUp is the next number that an axis may end with: 1, 2 or 5 times a power of ten; at least 1. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((step) => step * power).find((end) => end >= value) ?? value;
}

function midnight(at: Date): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate());
}

function nextDay(at: Date): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1);
}
