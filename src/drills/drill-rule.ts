import type { Fault } from '../model/definition/fault.ts';
import { repeatableNumbers } from './repeatable-numbers.ts';

/** Where a rule comes from: the configuration's `faults:`, or somebody who added it to the running emulator. */
export type RuleSource = 'configuration' | 'session';

/** A rule while it is on, with what it has done so far. */
export class DrillRule {
  readonly id: string;
  readonly fault: Fault;
  readonly source: RuleSource;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly seed: number;
  /** Exchanges that the rule meant. */
  matched = 0;
  /** Those among them that it changed. */
  touched = 0;
  readonly #random: () => number;
  /** Connections that were decided on: their fate is not thrown again. */
  readonly #decided = new WeakSet<object>();

  constructor(id: string, fault: Fault, source: RuleSource, since: number) {
    this.id = id;
    this.fault = fault;
    this.source = source;
    this.since = since;
    this.seed = fault.seed ?? since % 1_000_000;
    this.#random = repeatableNumbers(this.seed);
  }

  /** Milliseconds since the epoch; `undefined` where the rule stays until it is ended. */
  get endsAt(): number | undefined {
    return this.fault.duration === undefined ? undefined : this.since + this.fault.duration * 1000;
  }

  hasEnded(now: number): boolean {
    const { count } = this.fault;
    return (count !== undefined && this.touched >= count) || (this.endsAt !== undefined && now >= this.endsAt);
  }

  /** Whether this exchange is one of the share. Counts it. With `once`, an object is decided on a single time. */
  takes(once?: object): boolean {
    if (once !== undefined) {
      if (this.#decided.has(once)) return false;
      this.#decided.add(once);
    }
    this.matched += 1;
    const { share = 1 } = this.fault;
    // Drawn where everything is touched too, so that a change of the share keeps the order of the numbers.
    if (this.#random() >= share) return false;
    this.touched += 1;
    return true;
  }

  /** The rule's `milliseconds`, off by its jitter. */
  delay(otherwise: number): number {
    const { milliseconds = otherwise, jitter } = this.fault;
    if (jitter === undefined) return milliseconds;
    return Math.max(0, Math.round(milliseconds + (this.#random() * 2 - 1) * jitter));
  }
}
