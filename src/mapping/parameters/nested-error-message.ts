import { readJson } from '../json/reader.ts';
import { compileJsonPath } from '../jsonpath/index.ts';
import type { JavaValue } from '../values.ts';

/**
 * What a path such as `.errorMessage.httpStatus` finds in a Lambda error whose message is JSON itself: API Gateway reads that text too,
 * for parameter mappings (docs/aws/rest-api.md#choosing-the-integration-response, custom Lambda errors). `undefined` when there is no such
 * thing.
 */
export function nestedErrorValue(root: JavaValue, path: string): JavaValue | undefined {
  const rest = /^\.errorMessage(?=[.[])([^]*)$/.exec(path)?.[1];
  const message = root instanceof Map ? root.get('errorMessage') : undefined;
  if (rest === undefined || typeof message !== 'string' || !/^\s*[{[]/.test(message)) return undefined;
  try {
    return compileJsonPath(`$${rest}`).read(readJson(message));
  } catch {
    return undefined;
  }
}
