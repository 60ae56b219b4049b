/**
 * Runs workers side by side, each one operation after another, until the time is over.
 * @param {(() => Promise<unknown>)[]} workers
 * @param {number} seconds
 * @returns {Promise<{ rate: number, p50: number, p99: number, count: number }>} operations a second; milliseconds
 */
export async function runLoad(workers, seconds) {
  const took = [];
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    workers.map(async (work) => {
      for (let at = performance.now(); at < until; ) {
        await work();
        const now = performance.now();
        took.push(now - at);
        at = now;
      }
    }),
  );
  const rate = (took.length * 1000) / (performance.now() - began);
  took.sort((a, b) => a - b);
  return { rate, p50: quantile(took, 0.5), p99: quantile(took, 0.99), count: took.length };
}

/** @param {number[]} sorted ascending */
function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @param {number[]} values in any order */
export function median(values) {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
