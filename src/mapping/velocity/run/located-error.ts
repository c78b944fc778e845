import { RegexStoppedError } from '../../../model/regex/bounded-regex.ts';
import { WorkLimitError } from '../../work-limit.ts';
import { ValueTooLargeError } from '../../json/writer.ts';
import { GrowthLimitError } from '../methods/growth.ts';
import { JavaException } from '../methods/java-exception.ts';
import type { Source } from '../syntax/source.ts';

const packages: Readonly<Record<string, string>> = {
  InvalidPathException: 'com.jayway.jsonpath',
  InvalidJsonException: 'com.jayway.jsonpath',
  PatternSyntaxException: 'java.util.regex',
  NoSuchElementException: 'java.util',
  MissingFormatArgumentException: 'java.util',
  IllegalFormatConversionException: 'java.util',
  UnknownFormatConversionException: 'java.util',
  ConcurrentModificationException: 'java.util',
};

/** What ends a value or a computation that goes too far. */
const passedLimits = [ValueTooLargeError, GrowthLimitError, WorkLimitError, RegexStoppedError];

/** The error to throw for `error`, which `what` (as in `Invocation of method 'substring'`) at `at` ran into. */
export function locatedError(error: unknown, source: Source, at: number, what: string): unknown {
  if (error instanceof JavaException) {
    const javaClass = `${packages[error.javaClass] ?? 'java.lang'}.${error.javaClass}`;
    return source.errorAt(at, 'evaluation', `${what} threw exception ${javaClass}: ${error.message}`);
  }
  if (passedLimits.some((kind) => error instanceof kind) && error instanceof Error) {
    return source.errorAt(at, 'limit', error.message.replace(/\.$/, ''));
  }
  // The engine's own depth is bounded everywhere; what is left is text beyond JavaScript's longest string.
  if (error instanceof RangeError)
    return source.errorAt(at, 'limit', `${what} needs too much memory (${error.message})`);
  return error;
}
