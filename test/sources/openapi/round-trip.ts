import type { HttpApi } from '../../../src/model/definition/http-api.ts';
import type { RestApi } from '../../../src/model/definition/rest-api.ts';
import {
  exportHttpApi,
  exportRestApi,
  importHttpApi,
  importRestApi,
  type HttpApiDefinition,
  type RestApiDefinition,
} from '../../../src/sources/openapi/index.ts';
import type { Problem } from '../../../src/model/base/position.ts';
import { place } from './importing.ts';

/** What a definition needs beside itself to be exported. */
export const named = { name: 'pets', id: place.apiId, stage: { name: 'dev' } } as const;

export interface Back<Definition> {
  readonly definition: Definition;
  readonly problems: readonly Problem[];
}

/** Exports, writes as JSON text, imports. */
export function restThereAndBack(definition: RestApiDefinition, format: 'swagger' | 'oas30'): Back<RestApiDefinition> {
  const document = exportRestApi({ ...definition, ...named }, format, place);
  return importRestApi({ file: 'export.json', text: JSON.stringify(document, null, 1) }, place);
}

export function httpThereAndBack(definition: HttpApiDefinition): Back<HttpApiDefinition> {
  const document = exportHttpApi({ ...definition, ...named }, place);
  return importHttpApi({ file: 'export.json', text: JSON.stringify(document, null, 1) }, place);
}

/** Where and how something was written: an export spells out defaults and names what had none. */
const HOW_WRITTEN = new Set(['declaredAt', 'written', 'isGenerated']);

/** A definition without what says nothing about its behaviour: positions, order of methods and responses, spaces in schemas. */
export function comparable(definition: RestApiDefinition | HttpApiDefinition): unknown {
  const plain = JSON.parse(
    JSON.stringify(definition, (key, value: unknown) => (HOW_WRITTEN.has(key) ? undefined : value)),
  ) as Partial<RestApi> & Partial<HttpApi>;
  return {
    ...plain,
    ...(plain.routes && { routes: sorted(plain.routes, (route) => route.routeKey) }),
    ...(plain.methods && {
      methods: sorted(plain.methods, (method) => `${method.path} ${method.httpMethod}`).map((method) => ({
        ...method,
        integration: {
          ...method.integration,
          responses: sorted(method.integration.responses, (response) => response.statusCode),
        },
      })),
    }),
    ...(plain.models && {
      models: Object.fromEntries(
        Object.entries(plain.models).map(([name, model]) => [name, { ...model, schema: JSON.parse(model.schema) }]),
      ),
    }),
  };
}

function sorted<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return items.toSorted((a, b) => key(a).localeCompare(key(b)));
}
