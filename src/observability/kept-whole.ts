export interface WholeBounds {
  /** How many exchanges are kept whole at the same time. */
  readonly most: number;
  /** How many a second may become so on average; as many as `most` at once. */
  readonly aSecond: number;
}

/** Chooses which exchanges are kept whole, by their numbers. The oldest go when there are too many. */
export class KeptWhole {
  readonly #numbers: Float64Array;
  readonly #aMillisecond: number;
  /** How many may be chosen now. */
  #allowance: number;
  #at = 0;
  #next = 0;

  constructor({ most, aSecond }: WholeBounds) {
    this.#numbers = new Float64Array(most).fill(-1);
    this.#aMillisecond = aSecond / 1000;
    this.#allowance = most;
  }

  /** Whether one more may be kept at that time, in milliseconds. */
  mayTake(at: number): boolean {
    if (this.#aMillisecond === Infinity) return true;
    const passed = at - this.#at;
    if (passed !== 0) {
      this.#at = at;
      // A clock that was set back gives nothing.
      if (passed > 0) this.#allowance = Math.min(this.#numbers.length, this.#allowance + passed * this.#aMillisecond);
    }
    if (this.#allowance < 1) return false;
    this.#allowance -= 1;
    return true;
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
