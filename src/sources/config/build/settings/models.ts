import type { ApiModels } from '../../../../model/definition/api-common.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import type { Place } from '../../shape/place.ts';
import type { ApiContext } from '../context/context.ts';

/** Every REST API has these two (docs/aws/rest-api.md#models). */
const BUILT_IN = ['Empty', 'Error'];

type WrittenModels = Readonly<
  Record<string, { readonly contentType?: string; readonly schema: string | Readonly<Record<string, unknown>> }>
>;

/** `models:` with their schemas as JSON text. */
export function buildModels(written: WrittenModels | undefined, place: Place, context: ApiContext): ApiModels {
  return Object.fromEntries(
    Object.entries(written ?? {}).map(([name, { contentType = 'application/json', schema }]) => {
      const at = place.at(name, 'schema');
      const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
      const mistake = jsonMistake(text) ?? context.checks.schema?.(text);
      if (mistake !== undefined) at.error(`${at.name} is not a JSON Schema: ${mistake}`);
      return [name, { contentType, schema: text }];
    }),
  );
}

/** `requestModels:` of a route, every model being there. */
export function buildRequestModels(
  written: Readonly<Record<string, string>> | undefined,
  place: Place,
  context: ApiContext,
): Readonly<Record<string, string>> {
  const known = context.kind === 'rest' ? [...context.models, ...BUILT_IN] : context.models;
  for (const [key, model] of Object.entries(written ?? {})) {
    if (known.includes(model)) continue;
    const hint = () => nearestHint(model, context.models, 'models') ?? 'Declare it under models:.';
    place.at(key).error(`${place.name} names the model "${model}", which the API does not have`, hint);
  }
  return written ?? {};
}

function jsonMistake(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'not JSON';
  }
}
