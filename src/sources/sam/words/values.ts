import { isMap, type TemplateMap, type TemplateValue } from '../../template/template.ts';

export { isMap };

/**
 * Whether SAM takes a value for given. Its transform is written in Python, where an empty map, list or text, `0` and `false` count as absent;
 * many of its checks depend on that.
 */
export function isGiven(value: TemplateValue | undefined): value is TemplateValue {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** The member of what may be a map. */
export function member(value: TemplateValue | undefined, key: string): TemplateValue | undefined {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The members of those names that are given. */
export function picked(map: TemplateMap, names: readonly string[]): TemplateMap {
  const found: TemplateMap = {};
  for (const name of names) {
    const value = member(map, name);
    if (value !== undefined && value !== null) found[name] = value;
  }
  return found;
}

/** A value as it appears in SAM's messages, which print it the way Python does: `['NotString']`, `True`. */
export function shown(value: TemplateValue | undefined): string {
  return typeof value === 'string' ? value : inPython(value);
}

function inPython(value: TemplateValue | undefined): string {
  if (value === undefined || value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.includes("'") ? JSON.stringify(value) : `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(inPython).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `'${key}': ${inPython(item)}`)
    .join(', ')}}`;
}

/** The name of a value's type in SAM's messages. */
export function typeName(value: TemplateValue | undefined): string {
  if (value === undefined || value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'string') return 'str';
  return Array.isArray(value) ? 'list' : 'dict';
}
