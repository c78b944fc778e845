import type { RouteAuthorization } from '../../../../model/definition/authorizer.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import type { Place } from '../../shape/place.ts';
import type { ApiContext } from '../context/context.ts';

interface Written {
  readonly authorizer?: string;
  readonly scopes?: readonly string[];
}

const OPEN: RouteAuthorization = { type: 'NONE' };

/** What a route asks of its caller. `authorizer: iam` means a signed request; everything else names an authorizer of the API. */
export function buildAuthorization(written: string | Written, place: Place, context: ApiContext): RouteAuthorization {
  if (typeof written === 'string') return OPEN;
  const { authorizer, scopes } = written;
  if (authorizer === undefined) {
    if (scopes && !place.has('authorizer')) refuseScopes(place, 'the route has no authorizer');
    return OPEN;
  }
  if (authorizer === 'iam') {
    if (scopes) refuseScopes(place, 'signed requests have none');
    return { type: 'AWS_IAM' };
  }
  if (!context.authorizers.has(authorizer)) {
    const hint =
      nearestHint(authorizer, [...context.authorizers.keys(), 'iam'], 'authorizers') ??
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
