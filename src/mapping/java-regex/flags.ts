/** Java's inline flags by their letters: `(?i)` and so on. */
export interface PatternFlags {
  /** Letters match in both cases: ASCII letters only, unless `u` or `U` is on too. */
  readonly i: boolean;
  /** `.` matches line terminators too. */
  readonly s: boolean;
  /** `^` and `$` match at every line. */
  readonly m: boolean;
  /** Only `\n` ends a line. */
  readonly d: boolean;
  /** `i` folds all of Unicode. */
  readonly u: boolean;
  /** White space and `#` comments in the pattern mean nothing. */
  readonly x: boolean;
  /** `\w`, `\d`, `\s` and POSIX classes cover Unicode. */
  readonly U: boolean;
}

export const noFlags: PatternFlags = { i: false, s: false, m: false, d: false, u: false, x: false, U: false };

/** The flags after `(?letters)` such as `i` or `im-s`; `undefined` when a letter is not a flag. */
export function withFlags(flags: PatternFlags, letters: string): PatternFlags | undefined {
  const [on = '', off = '', ...more] = letters.split('-');
  if (more.length > 0 || !/^[idmsuxU]*$/.test(on + off)) return undefined;
  const changed: Record<string, boolean> = {};
  for (const letter of on) changed[letter] = true;
  for (const letter of off) changed[letter] = false;
  return { ...flags, ...changed };
}
