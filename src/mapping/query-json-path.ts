import { readJson } from './json/reader.ts';
import { compileJsonPath } from './jsonpath/index.ts';
import type { JavaMap, JavaValue } from './values.ts';
import { JavaList } from './values.ts';

/** What `queryJsonPath` finds. */
export interface JsonPathResult {
  /** False where the path leads nowhere: `$input.path` then gives nothing. `value` is `undefined`. */
  readonly found: boolean;
  /**
   * Plain JavaScript: objects, arrays, strings, numbers, booleans, `null`. An integer that a JavaScript number would change
   * (beyond 2^53) is a `bigint`. An indefinite path (`..`, `*`, a filter, a slice) gives an array, for a single hit too.
   */
  readonly value: unknown;
}

/**
 * Applies a JSONPath to a JSON text as API Gateway's `$input.path` does, with the results of Jayway JsonPath.
 *
 * @throws {JsonSyntaxError} when the text is not JSON, with line and column.
 * @throws {JsonPathSyntaxError} when the path does not compile.
 * @throws {JsonPathEvaluationError} when it compiles but cannot be applied to this document, such as the sum of no numbers.
 */
export function queryJsonPath(jsonText: string, path: string): JsonPathResult {
  const found = compileJsonPath(path).read(readJson(jsonText));
  return { found: found !== undefined, value: found === undefined ? undefined : toPlainValue(found) };
}

function toPlainValue(value: JavaValue): unknown {
  if (typeof value === 'bigint') return toPlainInteger(value);
  if (value instanceof JavaList) return value.items.map(toPlainValue);
  if (value instanceof Map) return toPlainObject(value);
  return value;
}

function toPlainInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function toPlainObject(map: JavaMap): Record<string, unknown> {
  // fromEntries defines the members, so that a key such as __proto__ is a key like any other.
  return Object.fromEntries([...map].map(([key, member]) => [key as string, toPlainValue(member)]));
}
