/** Longest block: one hour (mission G1). It is reached at the 13th failure past the tolerated ones, 2^12 s = 4096 s. */
const LONGEST_BLOCK_SECONDS = 3600;

/**
 * How long the f-th failure since the last success blocks: 0 s while f <= tolerated, then 1, 2, 4 … 3600 s.
 * Time alone never resets the count.
 * @param failures failures since the last success, this one included
 * @param tolerated failures that do not block yet
 * @returns whole seconds
 */
export function blockSeconds(failures: number, tolerated: number): number {
  if (failures <= tolerated) return 0;
  return Math.min(2 ** (failures - tolerated - 1), LONGEST_BLOCK_SECONDS);
}
