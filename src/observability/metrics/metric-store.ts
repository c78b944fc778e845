import { keyOf, type MetricIdentity, type MetricSample } from './metric.ts';
import { type StatisticSet, Statistics } from './statistics.ts';

const MINUTE = 60_000;
/** Minutes that are kept one by one: three hours. */
const LARGEST_HISTORY = 180;
/** Custom metrics may have any number of dimensions; CloudWatch charges for each series, here they only take memory. */
const LARGEST_SERIES = 5000;

/** One series with its samples: of the whole session, and minute by minute. */
export interface MetricSeries extends MetricIdentity {
  readonly total: StatisticSet;
  /** Oldest first; a minute without samples is absent. `minute` is its start, milliseconds since the epoch. */
  readonly minutes: readonly (StatisticSet & { readonly minute: number })[];
}

interface Series {
  readonly identity: MetricIdentity;
  readonly total: Statistics;
  readonly minutes: Map<number, Statistics>;
}

/** CloudWatch's metrics of a session, at its resolution of one minute. Memory is bounded by series and minutes. */
export class MetricStore {
  readonly #series = new Map<string, Series>();
  #dropped = 0;

  add(sample: MetricSample): void {
    const series = this.#seriesOf(sample);
    if (series === undefined) return;
    series.total.add(sample.value);
    const minute = Math.floor(sample.timestamp / MINUTE) * MINUTE;
    let statistics = series.minutes.get(minute);
    if (statistics === undefined) {
      series.minutes.set(minute, (statistics = new Statistics()));
      if (series.minutes.size > LARGEST_HISTORY) series.minutes.delete(Math.min(...series.minutes.keys()));
    }
    statistics.add(sample.value);
  }

  /** Samples of series beyond the largest number of series; they are counted only. */
  get dropped(): number {
    return this.#dropped;
  }

  read(filter: { readonly namespace?: string } = {}): MetricSeries[] {
    return [...this.#series.values()]
      .filter(({ identity }) => filter.namespace === undefined || identity.namespace === filter.namespace)
      .map(({ identity, total, minutes }) => ({
        ...identity,
        total: total.read(),
        minutes: [...minutes].sort(([a], [b]) => a - b).map(([minute, one]) => ({ minute, ...one.read() })),
      }));
  }

  clear(): void {
    this.#series.clear();
    this.#dropped = 0;
  }

  #seriesOf(sample: MetricSample): Series | undefined {
    const key = keyOf(sample);
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    if (this.#series.size >= LARGEST_SERIES) {
      this.#dropped += 1;
      return undefined;
    }
    const { namespace, name, dimensions, unit } = sample;
    const series = { identity: { namespace, name, dimensions, unit }, total: new Statistics(), minutes: new Map() };
    this.#series.set(key, series);
    return series;
  }
}
