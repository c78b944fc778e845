/** Bounds on one rendering. What goes past one ends with a {@link TemplateError} of problem `limit`. */
export interface RenderLimits {
  /** Characters of output, and of every text made on the way. */
  readonly outputLength: number;
  /** Rounds of one `#foreach`: API Gateway's own quota (docs/aws/vtl.md#where-vtl-runs). */
  readonly loopRounds: number;
  /** Statements run in loops, macros and blocks, all together. */
  readonly steps: number;
  /** Macros within macros: Velocity's own limit, in its default configuration (`velocimacro.max.depth`). */
  readonly macroDepth: number;
}

export const defaultLimits: RenderLimits = {
  // API Gateway's payload quota is 10 MB.
  outputLength: 10 * 1024 * 1024,
  loopRounds: 1000,
  // A hundred times a full inner loop in a full outer one would be; seconds of work, not minutes.
  steps: 10_000_000,
  macroDepth: 20,
};
