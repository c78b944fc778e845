import type { JavaMap, JavaValue } from '../values.ts';
import { JavaList, JsonList } from '../values.ts';
import { BoundedText } from './bounded-text.ts';
import { javaDouble } from './java-double.ts';
import { appendJson } from './json-text.ts';

export { javaDouble } from './java-double.ts';

/**
 * What Java's `toString` gives for the value: `{a=1, b=x}` for a map, `[a, 1]` for a list, JSON with `\/` for a list out of JSON,
 * `null` for null. Recorded: docs/aws/vtl.md#printing.
 *
 * @throws {ValueTooLargeError} when a value contains itself at a distance or is unreasonably large.
 */
export function javaText(value: JavaValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  const out = new BoundedText();
  appendText(out, value);
  return out.text;
}

function appendText(out: BoundedText, value: JavaValue): void {
  if (typeof value === 'number') return out.append(javaDouble(value));
  if (value === null || typeof value !== 'object') return out.append(String(value));
  if (value instanceof Map) return appendMap(out, value);
  if (value instanceof JsonList) return appendJson(out, value, 'protected');
  if (value instanceof JavaList) return appendList(out, value);
  out.append(value.print());
}

function appendMap(out: BoundedText, map: JavaMap): void {
  out.enter();
  let separator = '{';
  for (const [key, value] of map) {
    out.append(separator);
    appendMember(out, key, map, '(this Map)');
    out.append('=');
    appendMember(out, value, map, '(this Map)');
    separator = ', ';
  }
  out.append(map.size === 0 ? '{}' : '}');
  out.leave();
}

function appendList(out: BoundedText, list: JavaList): void {
  out.enter();
  let separator = '[';
  for (const item of list.items) {
    out.append(separator);
    appendMember(out, item, list, '(this Collection)');
    separator = ', ';
  }
  out.append(list.items.length === 0 ? '[]' : ']');
  out.leave();
}

/** Java's collections do not descend into themselves; only a longer way round goes on for ever. */
function appendMember(out: BoundedText, member: JavaValue, container: JavaValue, itself: string): void {
  if (member === container) return out.append(itself);
  appendText(out, member);
}
