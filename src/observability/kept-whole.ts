export interface WholeBounds {
  /** How many exchanges are kept whole at the same time. */
  readonly most: number;
  /** As long as no more than so many a second come, and `most` at once, each becomes so. While more come, none does. */
  readonly aSecond: number;
}

/** After more than that have come, for so many seconds less must come. */
const DEBT_SECONDS = 0.25;

/** Chooses which exchanges are kept whole, by their numbers. The oldest go when there are too many. */
export class KeptWhole {
  readonly #numbers: Float64Array;
  readonly #aMillisecond: number;
  /** How many may be chosen now; below zero while too many come. */
  #allowance: number;
  readonly #largestDebt: number;
  #at = 0;
  #next = 0;

  constructor({ most, aSecond }: WholeBounds) {
    this.#numbers = new Float64Array(most).fill(-1);
    this.#aMillisecond = aSecond / 1000;
    this.#allowance = most;
    this.#largestDebt = aSecond * DEBT_SECONDS;
  }

  /** Whether one that came at that time, in milliseconds, may be kept. Those that may not count as well: of too many none is kept. */
  mayTake(at: number): boolean {
    if (this.#aMillisecond === Infinity) return true;
    const passed = at - this.#at;
    if (passed !== 0) {
      this.#at = at;
      // A clock that was set back gives nothing.
      if (passed > 0) this.#allowance = Math.min(this.#numbers.length, this.#allowance + passed * this.#aMillisecond);
    }
    this.#allowance = Math.max(-this.#largestDebt, this.#allowance - 1);
    return this.#allowance >= 0;
  }

  /** Takes the newest; returns the number that goes for it, -1 where there is none. */
  add(number: number): number {
    const place = this.#next;
    const gone = this.#numbers[place] ?? -1;
    this.#numbers[place] = number;
    this.#next = place + 1 === this.#numbers.length ? 0 : place + 1;
    return gone;
  }
}
