import type { RestMethod } from '../../../../model/definition/rest-api.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import type { RestApiDefinition } from '../../definition/apis.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';

type Written = Value<RestApiDefinition>;
type Validator = NonNullable<RestMethod['requestValidator']>;

/** A route's validator, by name or as it is; the API's own where the route has none. */
export function buildRequestValidator(
  written: Written['requestValidator'],
  place: Place,
  api: Written,
  apiPlace: Place,
): Validator | undefined {
  if (written !== undefined) return resolve(written, place, api, apiPlace);
  return api.requestValidator === undefined
    ? undefined
    : resolve(api.requestValidator, apiPlace.at('requestValidator'), api, apiPlace);
}

function resolve(
  written: NonNullable<Written['requestValidator']>,
  place: Place,
  api: Written,
  apiPlace: Place,
): Validator | undefined {
  if (typeof written !== 'string') return complete(written);
  const known = apiPlace.at('requestValidators').keys;
  if (known.includes(written)) return complete(api.requestValidators?.[written] ?? {});
  place.error(
    `${place.name} names the request validator "${written}", which the API does not have`,
    () => nearestHint(written, known, 'request validators') ?? 'Declare it under requestValidators:.',
  );
  return undefined;
}

function complete(written: Partial<Validator>): Validator {
  return {
    validateRequestBody: written.validateRequestBody ?? false,
    validateRequestParameters: written.validateRequestParameters ?? false,
  };
}
