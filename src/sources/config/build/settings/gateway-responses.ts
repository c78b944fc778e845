import { GATEWAY_RESPONSE_TYPES } from '../../../../model/definition/gateway-response-types.ts';
import type { GatewayResponseType } from '../../../../model/definition/gateway-response-types.ts';
import type { GatewayResponse, RestApi } from '../../../../model/definition/rest-api.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import type { RestApiDefinition } from '../../definition/apis.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';
import type { ApiContext } from '../context/context.ts';

type Written = NonNullable<Value<RestApiDefinition>['gatewayResponses']>;

export function buildGatewayResponses(
  written: Written | undefined,
  place: Place,
  context: ApiContext,
): RestApi['gatewayResponses'] {
  const responses: Partial<Record<GatewayResponseType, GatewayResponse>> = {};
  for (const [name, response] of Object.entries(written ?? {})) {
    const type = GATEWAY_RESPONSE_TYPES.find((one) => one === name);
    const at = place.at(name);
    if (type === undefined) {
      at.keyError(`"${name}" in ${place.name} is not a gateway response type`, () =>
        nearestHint(name, GATEWAY_RESPONSE_TYPES, 'types'),
      );
      continue;
    }
    checkParameters(response, at, context);
    responses[type] = {
      ...(response.statusCode !== undefined && { statusCode: Number(response.statusCode) }),
      responseParameters: response.responseParameters ?? {},
      responseTemplates: response.responseTemplates ?? {},
    };
  }
  return responses;
}

function checkParameters(response: Written[string], place: Place, context: ApiContext): void {
  for (const [key, value] of Object.entries(response.responseParameters ?? {})) {
    const at = place.at('responseParameters', key);
    if (!/^gatewayresponse\.header\.\S+$/.test(key)) {
      at.keyError(`a key of ${place.at('responseParameters').name} must be gatewayresponse.header.X, found "${key}"`);
    }
    const mistake = context.checks.expression?.('gateway-response', value);
    if (mistake !== undefined) at.error(`${at.name} cannot be mapped: ${mistake}`);
  }
}
