import type { Authorizer } from '../../../../model/definition/authorizer.ts';
import { nearestHint } from '../../../problems/nearest.ts';
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
    ...defaultAuthorizer(written, place, [...authorizers.keys()]),
    models: [...Object.keys(document.models ?? {}), ...place.at('models').keys],
  };
}

/** Checked once, at the API, and not at every route that it counts for. */
function defaultAuthorizer(
  written: WrittenApi,
  place: Place,
  known: readonly string[],
): Pick<ApiContext, 'defaultAuthorizer'> {
  const { authorizer } = written;
  const scopes = written.type === 'websocket' ? undefined : written.scopes;
  if (authorizer === undefined) {
    if (scopes && !place.has('authorizer'))
      place.at('scopes').keyError(`${place.at('scopes').name} has no meaning: the API has no "authorizer"`);
    return {};
  }
  if (authorizer !== 'iam' && !known.includes(authorizer)) {
    const hint = () => nearestHint(authorizer, [...known, 'iam'], 'authorizers') ?? 'Declare it under authorizers:.';
    place.at('authorizer').error(`${place.name} names the authorizer "${authorizer}", which it does not have`, hint);
    return {};
  }
  return { defaultAuthorizer: { authorizer, ...(scopes && { scopes }) } };
}
