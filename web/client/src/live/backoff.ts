/**
 * How long to wait before the next try, in milliseconds: exponential with full jitter. Already the first try is spread over
 * two seconds, so that thousands of pages that lost the same server at the same moment do not come back at one moment.
 */
export function delayBefore(attempt: number, random: () => number = Math.random, base = 500, most = 20_000): number {
  const ceiling = Math.min(most, base * 2 ** Math.min(attempt + 2, 16));
  return Math.round(base / 2 + random() * ceiling);
}
