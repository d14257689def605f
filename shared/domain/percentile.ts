/** The smallest value that at least this share of all does not exceed (nearest rank); `sorted` ascending. */
export function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
