/** What was made of texts: plain values as JSON, and numbers beside them. */
export interface KeptEntry {
  readonly json: string;
  readonly numbers: Int32Array;
}

/**
 * What was read from texts in earlier starts. An entry is found by everything that it was made from, so that it can be used without a look at
 * anything else: what depends on something that is not named must not be kept.
 */
export interface KeptValues {
  /** Shorter texts are read as quickly as what was made of them. */
  readonly leastCharacters: number;
  /** What was kept of exactly these texts; `undefined` also where it cannot be trusted. */
  find(madeFrom: readonly string[]): KeptEntry | undefined;
  keep(madeFrom: readonly string[], entry: KeptEntry): void;
}
