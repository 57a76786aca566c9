/**
 * How long to wait before the next try: exponential with full jitter, so that a thousand classes that lost the same
 * server do not come back in the same second.
 */
export function delayBefore(attempt: number, random: () => number = Math.random, base = 500, most = 20_000): number {
  const ceiling = Math.min(most, base * 2 ** Math.min(attempt, 16));
  return Math.round(base / 2 + random() * ceiling);
}
