import type { DocumentPlace } from '../../sources/openapi/document/document-place.ts';

/** Schemas may contain themselves; an example of them ends somewhere. */
const DEEPEST = 8;

/** The example that a schema gives: its own, or one put together from those of its properties; `undefined` where a required part has none. */
export function schemaExample(schema: DocumentPlace | undefined, depth = 0): unknown {
  if (schema === undefined || depth > DEEPEST) return undefined;
  const written =
    schema.get('example')?.value ?? schema.get('examples')?.items()[0]?.value ?? schema.get('default')?.value;
  if (written !== undefined) return written;
  const [choice] = schema.get('enum')?.items() ?? [];
  if (choice !== undefined) return choice.value;
  const parts = schema.get('allOf')?.items() ?? [];
  if (parts.length > 0) {
    const examples = parts.map((part) => schemaExample(part, depth + 1));
    return examples.includes(undefined) ? undefined : Object.assign({}, ...(examples as object[]));
  }
  const either = schema.get('oneOf')?.items()[0] ?? schema.get('anyOf')?.items()[0];
  if (either !== undefined) return schemaExample(either, depth + 1);
  const items = schema.get('items');
  if (items !== undefined) {
    const item = schemaExample(items, depth + 1);
    return item === undefined ? undefined : [item];
  }
  const properties = schema.get('properties')?.entries();
  return properties === undefined ? undefined : fromProperties(schema, properties, depth);
}

function fromProperties(
  schema: DocumentPlace,
  properties: readonly (readonly [string, DocumentPlace])[],
  depth: number,
): unknown {
  const required = (schema.get('required')?.items() ?? []).map(({ value }) => value);
  const example: Record<string, unknown> = {};
  for (const [name, property] of properties) {
    const value = schemaExample(property, depth + 1);
    if (value !== undefined) example[name] = value;
    else if (required.includes(name)) return undefined;
  }
  return Object.keys(example).length === 0 ? undefined : example;
}
