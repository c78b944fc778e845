import { setOwn } from '../../model/base/own-properties.ts';

/**
 * Maps of text that come from outside: header, query and path parameter names. They are plain objects, which cross to a function's
 * environment fastest; these functions keep names such as `constructor` and `__proto__` from meaning anything.
 */
export type TextMap = Record<string, string>;

/** The same with every value that came. */
export type MultiMap = Record<string, string[]>;

/** The value under a name, or `undefined`; inherited members do not count. */
export function textAt(map: Readonly<TextMap>, name: string): string | undefined {
  const value: unknown = map[name];
  if (typeof value === 'string') return value;
  return undefined;
}

/** Sets, or joins to what is there with a comma and no space, as payload 2.0 does (recorded: docs/aws/http-api.md#event-v2). */
export function appendText(map: TextMap, name: string, value: string): void {
  const before = textAt(map, name);
  setOwn(map, name, before === undefined ? value : `${before},${value}`);
}

export function addText(map: MultiMap, name: string, value: string): void {
  const held: unknown = map[name];
  if (Array.isArray(held)) held.push(value);
  else setOwn(map, name, [value]);
}
