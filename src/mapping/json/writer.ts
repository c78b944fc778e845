import type { JavaValue } from '../values.ts';
import { BoundedText } from './bounded-text.ts';
import { appendJson } from './json-text.ts';

export { ValueTooLargeError } from './bounded-text.ts';

/**
 * Compact JSON as `$input.json` gives it: doubles as Java prints them, slashes as they are (docs/aws/vtl.md#printing).
 *
 * @throws {ValueTooLargeError} when a value contains itself or is unreasonably large.
 */
export function writeJson(value: JavaValue): string {
  const out = new BoundedText();
  appendJson(out, value, 'plain');
  return out.text;
}

/**
 * The same with `/` written `\/`: how a list that came out of JSON prints itself in a template (docs/aws/vtl.md#printing).
 *
 * @throws {ValueTooLargeError} as {@link writeJson}.
 */
export function writeJsonProtected(value: JavaValue): string {
  const out = new BoundedText();
  appendJson(out, value, 'protected');
  return out.text;
}
