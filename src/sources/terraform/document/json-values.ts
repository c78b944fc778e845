import { isJsonObject } from '../../../model/base/json.ts';

export type JsonMap = Readonly<Record<string, unknown>>;

/** The member of a map; `undefined` for anything that is not a map or does not have it. */
export function at(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? (value as unknown[])[key] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The map at a key, empty where there is none. */
export function mapAt(value: unknown, key: string | number): JsonMap {
  const found = at(value, key);
  return isJsonObject(found) ? found : {};
}

/** The list at a key, empty where there is none. */
export function listAt(value: unknown, key: string | number): readonly unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

export function textAt(value: unknown, key: string | number): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** What a path leads to; `undefined` where it leads nowhere. */
export function follow(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((holder, key) => at(holder, key), value);
}
