import type { RouteAuthorization } from '../../../../model/definition/authorizer.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import type { Place } from '../../shape/place.ts';
import type { ApiContext } from '../context/context.ts';

interface Written {
  readonly authorizer?: string;
  readonly scopes?: readonly string[];
}

const OPEN: RouteAuthorization = { type: 'NONE' };

/**
 * What a route asks of its caller: what it says itself, else what the API says for its routes. `authorizer: iam` means a signed request,
 * `none` nothing; everything else names an authorizer of the API.
 */
export function buildAuthorization(written: string | Written, place: Place, context: ApiContext): RouteAuthorization {
  const own = typeof written === 'string' ? {} : written;
  const inherits = own.authorizer === undefined && !place.has('authorizer');
  const { authorizer, scopes }: Written = inherits ? { ...context.defaultAuthorizer, ...own } : own;
  if (authorizer === undefined) {
    if (scopes && inherits) refuseScopes(place, 'the route has no authorizer');
    return OPEN;
  }
  if (authorizer === 'none' && !context.authorizers.has(authorizer)) {
    if (scopes) refuseScopes(place, 'the route asks nothing of its caller');
    return OPEN;
  }
  if (authorizer === 'iam') {
    if (scopes) refuseScopes(place, 'signed requests have none');
    return { type: 'AWS_IAM' };
  }
  if (!context.authorizers.has(authorizer)) {
    const hint = () =>
      nearestHint(authorizer, [...context.authorizers.keys(), 'iam', 'none'], 'authorizers') ??
      'Declare it under authorizers:.';
    place
      .at('authorizer')
      .error(`${place.name} names the authorizer "${authorizer}", which the API does not have`, hint);
    return OPEN;
  }
  return named(authorizer, scopes, place, context);
}

function named(
  authorizer: string,
  scopes: readonly string[] | undefined,
  place: Place,
  context: ApiContext,
): RouteAuthorization {
  const type = context.authorizers.get(authorizer);
  if (type === 'jwt') return { type: 'JWT', authorizer, scopes: scopes ?? [] };
  if (type === 'cognito') return { type: 'COGNITO_USER_POOLS', authorizer, scopes: scopes ?? [] };
  if (scopes && type !== undefined) refuseScopes(place, `the authorizer "${authorizer}" is a Lambda function`);
  return { type: 'CUSTOM', authorizer };
}

function refuseScopes(place: Place, why: string): void {
  const at = place.at('scopes');
  at.keyError(
    `${at.name} has no meaning: ${why}`,
    'Scopes go with a jwt authorizer (HTTP API) or a cognito one (REST API).',
  );
}
