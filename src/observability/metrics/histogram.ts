/** Neighbouring buckets differ by 2 %, so a percentile is at most 1 % off. */
const STEP = Math.log(1.02);
const ZERO = Number.NEGATIVE_INFINITY;
const SMALL = 64;

/** Counts of values in buckets that grow with the value: percentiles of any number of samples in bounded memory. */
export class Histogram {
  readonly #counts = new Map<number, number>();
  /** Counts of the whole numbers below `SMALL`, which most latencies are: adding one is a single addition. */
  #small: Uint32Array | undefined;

  add(value: number): void {
    if (value >= 0 && value < SMALL && Number.isInteger(value)) {
      const small = (this.#small ??= new Uint32Array(SMALL));
      small[value] = (small[value] ?? 0) + 1;
      return;
    }
    this.#count(bucketOf(value), 1);
  }

  addAll(other: Histogram): void {
    other.#fold();
    for (const [bucket, count] of other.#counts) this.#count(bucket, count);
  }

  /** The value that `share` (0 to 1) of the samples do not exceed; 0 without samples. */
  percentile(share: number): number {
    this.#fold();
    const buckets = [...this.#counts].sort(([a], [b]) => a - b);
    const total = buckets.reduce((sum, [, count]) => sum + count, 0);
    let left = Math.max(1, Math.ceil(share * total));
    for (const [bucket, count] of buckets) {
      left -= count;
      if (left <= 0) return bucket === ZERO ? 0 : Math.exp(bucket * STEP);
    }
    return 0;
  }

  #count(bucket: number, count: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
  }

  #fold(): void {
    const small = this.#small;
    this.#small = undefined;
    small?.forEach((count, value) => {
      if (count > 0) this.#count(bucketOf(value), count);
    });
  }
}

function bucketOf(value: number): number {
  return value > 0 ? Math.round(Math.log(value) / STEP) : ZERO;
}
