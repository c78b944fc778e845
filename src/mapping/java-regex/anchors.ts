import type { PatternFlags } from './flags.ts';

const terminators = '\\n\\r\\u0085\\u2028\\u2029';

/** `.` with Java's five line terminators. */
export function dotSource(flags: PatternFlags): string {
  if (flags.s) return '[\\s\\S]';
  return flags.d ? '[^\\n]' : `[^${terminators}]`;
}

/** `^`: with `(?m)` also after a line terminator, but not inside `\r\n` nor at the very end, not even of an empty text. */
export function caretSource(flags: PatternFlags): string {
  if (!flags.m) return '(?:^)';
  const afterBreak = flags.d ? '(?<=\\n)' : '(?<=[\\n\\u0085\\u2028\\u2029])|(?<=\\r)(?!\\n)';
  return `(?:(?:^|${afterBreak})(?!$))`;
}

/** `$`: at the end, before a line terminator that ends the text, with `(?m)` before any; never inside `\r\n`. */
export function dollarSource(flags: PatternFlags): string {
  if (flags.d) return flags.m ? '(?=\\n|$)' : '(?=\\n?$)';
  return flags.m ? '(?=[\\r\\u0085\\u2028\\u2029]|(?<!\\r)\\n|$)' : endSource;
}

/** `\Z`, whatever the flags but `(?d)`. */
export const endSource = '(?=(?:\\r\\n|(?<!\\r)\\n|[\\r\\u0085\\u2028\\u2029])?$)';
