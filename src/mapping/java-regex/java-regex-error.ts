/** A pattern or a replacement that Java would refuse, or that cannot be expressed in JavaScript. */
export class JavaRegexError extends Error {
  /** `index` counts UTF-16 units of `pattern` from 0, as Java's "near index" does. */
  constructor(
    readonly pattern: string,
    readonly index: number | undefined,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(
      `The regular expression ${JSON.stringify(pattern)} is wrong${index === undefined ? '' : ` near index ${index}`}: ${problem}.`,
      options,
    );
    this.name = 'JavaRegexError';
  }
}
