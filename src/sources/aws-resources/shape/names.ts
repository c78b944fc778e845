import type { Field, Fields } from './field.ts';

/** Whose spelling a source has: `RestApiId`, `rest_api_id` or `restApiId`. */
export type Naming = 'cloudFormation' | 'terraform' | 'api';

/** What a source calls a field. */
export function writtenName(name: string, field: Field | undefined, naming: Naming): string {
  if (naming === 'api') return name;
  const own = field?.[naming];
  if (own !== undefined) return own;
  if (naming === 'cloudFormation') return name.charAt(0).toUpperCase() + name.slice(1);
  return name.replaceAll(/[A-Z]+/g, (capitals) => `_${capitals.toLowerCase()}`);
}

/** A path of field names as the source spells it; keys of maps and indexes stay as they are. */
export function writtenPath(fields: Fields, path: readonly (string | number)[], naming: Naming): (string | number)[] {
  const [first, ...rest] = path;
  if (first === undefined) return [];
  const field = typeof first === 'string' && Object.hasOwn(fields, first) ? fields[first] : undefined;
  if (field === undefined) return [...path];
  return [writtenName(String(first), field, naming), ...insideOf(field, rest, naming)];
}

function insideOf(field: Field, path: readonly (string | number)[], naming: Naming): (string | number)[] {
  if (field.kind === 'block') return writtenPath(field.fields as Fields, path, naming);
  const [first, ...rest] = path;
  if (first === undefined || (field.kind !== 'list' && field.kind !== 'map')) return [...path];
  return [first, ...insideOf(field.item as Field, rest, naming)];
}
