import { type StatisticSet, Statistics } from './statistics.ts';

const MINUTE = 60_000;
/** Minutes that are kept one by one: three hours. */
const LARGEST_HISTORY = 180;

/** The samples of one metric: of the whole session, and minute by minute. Adding is a few additions. */
export class MinuteSeries {
  readonly #minutes = new Map<number, Statistics>();
  readonly #earlier = new Statistics();
  #minute = 0;
  #current: Statistics | undefined;

  /** `at`: milliseconds since the epoch. */
  add(at: number, value: number): void {
    if (this.#current === undefined || at < this.#minute || at >= this.#minute + MINUTE) this.#turnTo(at);
    this.#current?.add(value);
  }

  get isEmpty(): boolean {
    return this.#minutes.size === 0;
  }

  /** Oldest first; `minute` is the start of each, milliseconds since the epoch. */
  minutes(): (readonly [minute: number, statistics: Statistics])[] {
    return [...this.#minutes].sort(([a], [b]) => a - b);
  }

  total(): Statistics {
    const total = new Statistics();
    total.addAll(this.#earlier);
    for (const one of this.#minutes.values()) total.addAll(one);
    return total;
  }

  /** All samples of several series together. */
  static read(all: readonly MinuteSeries[]): {
    readonly total: StatisticSet;
    readonly minutes: readonly (StatisticSet & { readonly minute: number })[];
  } {
    const total = new Statistics();
    const byMinute = new Map<number, Statistics>();
    for (const series of all) {
      total.addAll(series.total());
      for (const [minute, one] of series.minutes()) {
        const together = byMinute.get(minute) ?? new Statistics();
        together.addAll(one);
        byMinute.set(minute, together);
      }
    }
    const minutes = [...byMinute].sort(([a], [b]) => a - b).map(([minute, one]) => ({ minute, ...one.read() }));
    return { total: total.read(), minutes };
  }

  /** The same with a 1 for each sample of `all`: CloudWatch's `Count`. */
  static readOnes(all: readonly MinuteSeries[]): ReturnType<typeof MinuteSeries.read> {
    return replaced(MinuteSeries.read(all), ({ sampleCount }) => sampleCount);
  }

  /** A sample for each of `all`, 1 for those in `hits` and 0 for the others: their average is a rate. */
  static readShare(hits: readonly MinuteSeries[], all: readonly MinuteSeries[]): ReturnType<typeof MinuteSeries.read> {
    const found = MinuteSeries.read(hits);
    const byMinute = new Map(found.minutes.map((one) => [one.minute, one.sum]));
    return replaced(MinuteSeries.read(all), (_, minute) =>
      minute === undefined ? found.total.sum : (byMinute.get(minute) ?? 0),
    );
  }

  #turnTo(at: number): void {
    this.#minute = Math.floor(at / MINUTE) * MINUTE;
    const known = this.#minutes.get(this.#minute);
    this.#current = known ?? new Statistics();
    if (known !== undefined) return;
    this.#minutes.set(this.#minute, this.#current);
    if (this.#minutes.size <= LARGEST_HISTORY) return;
    const oldest = Math.min(...this.#minutes.keys());
    const dropped = this.#minutes.get(oldest);
    if (dropped) this.#earlier.addAll(dropped);
    this.#minutes.delete(oldest);
  }
}

/** Statistics of zeros and ones: as many samples as before, `ones` of them 1. */
function replaced(
  { total, minutes }: ReturnType<typeof MinuteSeries.read>,
  ones: (set: StatisticSet, minute?: number) => number,
): ReturnType<typeof MinuteSeries.read> {
  const binary = (set: StatisticSet, minute?: number): StatisticSet => {
    const { sampleCount } = set;
    const sum = ones(set, minute);
    const percentile = (share: number): number =>
      sampleCount - sum >= Math.max(1, Math.ceil(share * sampleCount)) ? 0 : 1;
    return {
      sampleCount,
      sum,
      average: sampleCount === 0 ? 0 : sum / sampleCount,
      minimum: sum === sampleCount && sum > 0 ? 1 : 0,
      maximum: sum > 0 ? 1 : 0,
      p50: percentile(0.5),
      p90: percentile(0.9),
      p99: percentile(0.99),
    };
  };
  return { total: binary(total), minutes: minutes.map((one) => ({ minute: one.minute, ...binary(one, one.minute) })) };
}
