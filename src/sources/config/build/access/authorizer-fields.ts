import { lambdaTargetOf } from '../../../../model/lambda/arn.ts';
import type { LambdaTarget } from '../../../../model/definition/integration.ts';
import type { Place } from '../../shape/place.ts';
import type { ApiContext } from '../context/context.ts';
import { functionReference } from '../context/function-reference.ts';

/** The function of a Lambda authorizer, named in short or by URI. */
export function authorizerFunction(
  written: { readonly function?: string; readonly authorizerUri?: string },
  place: Place,
  context: ApiContext,
): LambdaTarget {
  refuseBoth(place, 'function', 'authorizerUri');
  if (written.function !== undefined) {
    return functionReference(written.function, place.at('function'), context, place);
  }
  const uri = written.authorizerUri;
  if (uri === undefined) {
    if (!place.has('function') && !place.has('authorizerUri')) {
      place.keyError(`${place.name} needs "function": the function that decides`);
    }
    return { functionName: '' };
  }
  const at = place.at('authorizerUri');
  const target = lambdaTargetOf(uri);
  if (!target) {
    at.error(`${at.name} names no function, found "${uri}"`, 'Write function: and its name instead.');
    return { functionName: '' };
  }
  const { functionName, qualifier } = target;
  return functionReference(qualifier === undefined ? functionName : `${functionName}:${qualifier}`, at, context);
}

/** A setting that may be written in short or as in OpenAPI, but not both. */
export function refuseBoth(place: Place, short: string, long: string): void {
  if (!place.has(short) || !place.has(long)) return;
  place
    .at(long)
    .keyError(`${place.name} has both "${short}" and "${long}", which are the same`, `Leave "${long}" out.`);
}

/** A list, or AWS's text with commas. */
export function splitSources(written: string | readonly string[] | undefined): readonly string[] {
  if (typeof written !== 'string') return written ?? [];
  return written
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '');
}

/**
 * Each identity source in the spelling of the API's kind; AWS refuses others (docs/aws/http-api.md#authorizer-caching,
 * docs/aws/rest-api.md#lambda-authorizers, docs/aws/websocket-api.md#identity-sources).
 */
export function checkSources(sources: readonly string[], allowed: RegExp, wanted: string, place: Place): void {
  for (const [index, source] of sources.entries()) {
    if (allowed.test(source)) continue;
    const at = Array.isArray(place.value) ? place.at(index) : place;
    at.error(`${place.name} must be ${wanted}, found "${source}"`);
  }
}
