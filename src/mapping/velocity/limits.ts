/** Bounds on one rendering. What goes past one ends with a {@link TemplateError} of problem `limit`. */
export interface RenderLimits {
  /** Characters of output, and of every text made on the way. */
  readonly outputLength: number;
  /** Rounds of one `#foreach`: API Gateway's own quota (docs/aws/vtl.md#where-vtl-runs). */
  readonly loopRounds: number;
  /** Statements run in loops, macros and blocks, all together. */
  readonly steps: number;
  /** Milliseconds of computing, all together. */
  readonly milliseconds: number;
  /** Macros within macros: Velocity's own limit, in its default configuration (`velocimacro.max.depth`). */
  readonly macroDepth: number;
}

export const defaultLimits: RenderLimits = {
  // API Gateway's payload quota is 10 MB.
  outputLength: 10 * 1024 * 1024,
  loopRounds: 1000,
  // Ten times what a full loop within a full loop needs.
  steps: 10_000_000,
  milliseconds: 200,
  macroDepth: 20,
};

/** Reading and writing large payloads takes time of its own: so many milliseconds more for a payload of so many characters. */
export function timeFor(payloadLength: number): Pick<RenderLimits, 'milliseconds'> {
  return { milliseconds: defaultLimits.milliseconds + Math.ceil(payloadLength / 4000) };
}
