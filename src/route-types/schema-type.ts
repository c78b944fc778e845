import { isJsonObject } from '../model/base/json.ts';
import { comment, indented, memberName, text } from './names.ts';
import { bracketed } from './type-text.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What a `$ref` stands for: the name of a type, or `undefined` where it leads nowhere. */
export type TypeOfReference = (reference: string) => string | undefined;

/** Schemas nest as deep as their author likes; a type does not have to. */
const DEEPEST = 40;

/**
 * A schema of JSON Schema draft 4 (what API Gateway validates with) as a TypeScript type. Rules on values (`pattern`, `minimum`, `format`)
 * have no type; what cannot be read is `unknown`.
 */
export function schemaType(schema: unknown, typeOf: TypeOfReference, depth = 0): string {
  if (!isJsonObject(schema) || depth > DEEPEST) return 'unknown';
  const inner = (part: unknown): string => schemaType(part, typeOf, depth + 1);
  const { $ref: reference, enum: values, allOf, anyOf, oneOf } = schema;
  if (typeof reference === 'string') return typeOf(reference) ?? 'unknown';
  if (Array.isArray(values)) return union(values.map(literal));
  const parts = [
    own(schema, inner),
    ...(Array.isArray(allOf) ? [intersection(allOf.map(inner))] : []),
    ...(Array.isArray(anyOf) ? [union(anyOf.map(inner))] : []),
    ...(Array.isArray(oneOf) ? [union(oneOf.map(inner))] : []),
  ];
  return intersection(parts);
}

/** What the schema says without its combinations. */
function own(schema: Schema, inner: (part: unknown) => string): string {
  const { type } = schema;
  if (Array.isArray(type)) return union(type.map((one: unknown) => ofType(String(one), schema, inner)));
  if (typeof type === 'string') return ofType(type, schema, inner);
  if (isJsonObject(schema['properties']) || isJsonObject(schema['additionalProperties']))
    return objectType(schema, inner);
  return schema['items'] === undefined ? 'unknown' : arrayType(schema, inner);
}

function ofType(type: string, schema: Schema, inner: (part: unknown) => string): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return arrayType(schema, inner);
    case 'object':
      return objectType(schema, inner);
    default:
      return 'unknown';
  }
}

function arrayType({ items, additionalItems }: Schema, inner: (part: unknown) => string): string {
  if (!Array.isArray(items)) return `${bracketed(inner(items))}[]`;
  // A list of schemas is one for each place; places may be missing at the end.
  const places = items.map((item) => `${bracketed(inner(item))}?`);
  const rest = additionalItems === false ? [] : [`...${bracketed(inner(additionalItems))}[]`];
  return `[${[...places, ...rest].join(', ')}]`;
}

function objectType(schema: Schema, inner: (part: unknown) => string): string {
  const { properties, required, additionalProperties, patternProperties } = schema;
  const wanted: readonly unknown[] = Array.isArray(required) ? required : [];
  const named = isJsonObject(properties) ? Object.entries(properties) : [];
  const members = named.map(([name, property]) => {
    const words = isJsonObject(property) ? comment(property['description']) : '';
    return `${words}${memberName(name)}${wanted.includes(name) ? '' : '?'}: ${inner(property)};`;
  });
  for (const name of wanted) {
    if (typeof name === 'string' && !named.some(([known]) => known === name))
      members.push(`${memberName(name)}: unknown;`);
  }
  const isOpen = isJsonObject(additionalProperties) || additionalProperties === true || isJsonObject(patternProperties);
  if (members.length === 0) {
    if (isJsonObject(additionalProperties) && !isJsonObject(patternProperties))
      return `Record<string, ${inner(additionalProperties)}>`;
    return additionalProperties === false && !isOpen ? 'Record<string, never>' : 'Record<string, unknown>';
  }
  // An index signature has to fit the named members as well.
  if (isOpen) members.push('[name: string]: unknown;');
  return `{\n  ${members.map(indented).join('\n  ')}\n}`;
}

function literal(value: unknown): string {
  if (typeof value === 'string') return text(value);
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : 'unknown';
}

function union(types: readonly string[]): string {
  const distinct = [...new Set(types)];
  if (distinct.includes('unknown') || distinct.length === 0) return 'unknown';
  return distinct.length === 1 ? (distinct[0] ?? 'unknown') : distinct.map(bracketed).join(' | ');
}

function intersection(types: readonly string[]): string {
  const distinct = [...new Set(types)].filter((type) => type !== 'unknown');
  if (distinct.length === 0) return 'unknown';
  return distinct.length === 1 ? (distinct[0] ?? 'unknown') : distinct.map(bracketed).join(' & ');
}
