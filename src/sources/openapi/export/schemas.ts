import { parseJson } from '../../../model/base/json.ts';
import type { ApiModels } from '../../../model/definition/api-common.ts';

const MODEL_URL = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/(\w+)$/;

/**
 * Models as schemas of a document, references to other models turned into references inside it. A model whose schema is not JSON has no
 * place in OpenAPI and is omitted.
 */
export function schemasOf(
  models: ApiModels,
  holder: '#/definitions' | '#/components/schemas',
): Record<string, unknown> {
  const schemas: Record<string, unknown> = {};
  for (const [name, { schema }] of Object.entries(models)) {
    const value = parseJson(schema);
    if (value !== undefined) schemas[name] = withLocalReferences(value, holder);
  }
  return schemas;
}

export function schemaReference(name: string, holder: '#/definitions' | '#/components/schemas'): { $ref: string } {
  return { $ref: `${holder}/${name}` };
}

function withLocalReferences(value: unknown, holder: '#/definitions' | '#/components/schemas'): unknown {
  if (Array.isArray(value)) return value.map((item) => withLocalReferences(item, holder));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      const name = key === '$ref' && typeof child === 'string' ? MODEL_URL.exec(child)?.[1] : undefined;
      return [key, name === undefined ? withLocalReferences(child, holder) : `${holder}/${name}`];
    }),
  );
}
