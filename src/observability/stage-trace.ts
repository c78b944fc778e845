/** The stages of one kind of pipeline, in order: their names in the record, and after which the clock is read even if they did not wait. */
export interface TracedStages {
  readonly names: readonly string[];
  /** Index of the last stage before the integration: where the gateway's own work ends. */
  readonly lastOwn: number;
}

const NONE: readonly number[] = [];

/**
 * When the stages of one request ended. Reading the clock costs as much as a stage, so it is read only where time may have passed: after a
 * stage that waited, before the integration, and at the end. Stages in between are shorter than what a clock shows.
 */
export class StageTrace {
  readonly stages: TracedStages;
  /** On the stopwatch, in milliseconds with fractions. */
  readonly began = performance.now();
  /** Index of the last stage that began; -1 before the first. */
  reached = -1;
  ended = 0;
  /** Pairs: index of a stage, and the stopwatch when it ended. */
  marks: readonly number[] = NONE;

  constructor(stages: TracedStages) {
    this.stages = stages;
  }

  /** The stage with this index has ended. */
  mark(index: number): void {
    const now = performance.now();
    // A list that grows takes several times the memory, and a thousand of them are held.
    this.marks = this.marks === NONE ? [index, now] : [...this.marks, index, now];
  }

  end(): void {
    this.ended = performance.now();
  }
}
