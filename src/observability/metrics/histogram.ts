/** Neighbouring buckets differ by 2 %, so a percentile is at most 1 % off. */
const STEP = Math.log(1.02);
const ZERO = Number.NEGATIVE_INFINITY;

/** Counts of values in buckets that grow with the value: percentiles of any number of samples in bounded memory. */
export class Histogram {
  readonly #counts = new Map<number, number>();

  add(value: number): void {
    const bucket = value > 0 ? Math.round(Math.log(value) / STEP) : ZERO;
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + 1);
  }

  addAll(other: Histogram): void {
    for (const [bucket, count] of other.#counts) this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
  }

  /** The value that `share` (0 to 1) of the samples do not exceed; 0 without samples. */
  percentile(share: number): number {
    const buckets = [...this.#counts].sort(([a], [b]) => a - b);
    const total = buckets.reduce((sum, [, count]) => sum + count, 0);
    let left = Math.max(1, Math.ceil(share * total));
    for (const [bucket, count] of buckets) {
      left -= count;
      if (left <= 0) return bucket === ZERO ? 0 : Math.exp(bucket * STEP);
    }
    return 0;
  }
}
