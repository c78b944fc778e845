import type { Authorizer } from '../../../../model/definition/authorizer.ts';
import type { Place } from '../../shape/place.ts';
import type { WrittenApi } from './api-common.ts';
import type { ApiContext, BuildContext } from './context.ts';

interface FromDocument {
  readonly authorizers?: Readonly<Record<string, Authorizer>>;
  readonly models?: Readonly<Record<string, unknown>>;
}

/** What the parts of one API may name: what the configuration and its OpenAPI document declare. */
export function apiContext(
  written: WrittenApi,
  place: Place,
  context: BuildContext,
  document: FromDocument = {},
): ApiContext {
  const authorizers = new Map<string, string | undefined>();
  for (const [name, authorizer] of Object.entries(document.authorizers ?? {})) authorizers.set(name, authorizer.type);
  for (const name of place.at('authorizers').keys) authorizers.set(name, written.authorizers?.[name]?.type);
  return {
    ...context,
    kind: written.type,
    stageVariables: written.stageVariables ?? {},
    authorizers,
    models: [...Object.keys(document.models ?? {}), ...place.at('models').keys],
  };
}
