import { Histogram } from './histogram.ts';

/** CloudWatch's statistics of one metric in one period. */
export interface StatisticSet {
  readonly sampleCount: number;
  readonly sum: number;
  readonly average: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** Collects the samples of one period. */
export class Statistics {
  #sampleCount = 0;
  #sum = 0;
  #minimum = Infinity;
  #maximum = Number.NEGATIVE_INFINITY;
  readonly #histogram = new Histogram();

  add(value: number): void {
    this.#sampleCount += 1;
    this.#sum += value;
    if (value < this.#minimum) this.#minimum = value;
    if (value > this.#maximum) this.#maximum = value;
    this.#histogram.add(value);
  }

  addAll(other: Statistics): void {
    this.#sampleCount += other.#sampleCount;
    this.#sum += other.#sum;
    this.#minimum = Math.min(this.#minimum, other.#minimum);
    this.#maximum = Math.max(this.#maximum, other.#maximum);
    this.#histogram.addAll(other.#histogram);
  }

  get sampleCount(): number {
    return this.#sampleCount;
  }

  get sum(): number {
    return this.#sum;
  }

  read(): StatisticSet {
    if (this.#sampleCount === 0) {
      return { sampleCount: 0, sum: 0, average: 0, minimum: 0, maximum: 0, p50: 0, p90: 0, p99: 0 };
    }
    const within = (value: number): number => Math.min(Math.max(value, this.#minimum), this.#maximum);
    const percentile = (share: number): number => within(this.#histogram.percentile(share));
    return {
      sampleCount: this.#sampleCount,
      sum: this.#sum,
      average: this.#sum / this.#sampleCount,
      minimum: this.#minimum,
      maximum: this.#maximum,
      p50: percentile(0.5),
      p90: percentile(0.9),
      p99: percentile(0.99),
    };
  }
}
