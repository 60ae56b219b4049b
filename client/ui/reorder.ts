/** moved puts an item at another place; the very same list where it is there already. */
export function moved<T>(items: readonly T[], item: T, to: number): readonly T[] {
  const at = items.indexOf(item);
  if (at < 0 || at === to || to < 0 || to >= items.length) return items;
  const others = items.filter((other) => other !== item);
  return [...others.slice(0, to), item, ...others.slice(to)];
}

/** Row is where an item is on the screen. */
export interface Row {
  readonly top: number;
  readonly height: number;
}

/** placeAt is the place of a dragged item: it passes another once the pointer is beyond that one's middle. */
export function placeAt(rows: readonly Row[], at: number, y: number): number {
  const middles = rows.map(({ top, height }) => top + height / 2);
  const above = middles.filter((middle, index) => index !== at && middle < y).length;
  return Math.max(0, Math.min(rows.length - 1, above));
}
