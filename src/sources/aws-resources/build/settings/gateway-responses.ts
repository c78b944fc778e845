import {
  GATEWAY_RESPONSE_TYPES,
  type GatewayResponseType,
} from '../../../../model/definition/gateway-response-types.ts';
import type { GatewayResponse, RestApi } from '../../../../model/definition/rest-api.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';
import { checkMappings } from './texts.ts';

/** The gateway's own answers of a REST API. */
export function buildGatewayResponses(
  records: readonly AwsResource<'AWS::ApiGateway::GatewayResponse'>[],
  context: BuildContext,
): RestApi['gatewayResponses'] {
  const responses: Partial<Record<GatewayResponseType, GatewayResponse>> = {};
  for (const record of records) {
    const { responseType = '', statusCode, responseParameters, responseTemplates } = record;
    const type = GATEWAY_RESPONSE_TYPES.find((one) => one === responseType.toUpperCase());
    if (type === undefined) {
      const hint = () => nearestHint(responseType, GATEWAY_RESPONSE_TYPES, 'types');
      context.problems.error(`"${responseType}" is not a type of gateway response`, record.at(['responseType']), hint);
      continue;
    }
    checkMappings(responseParameters, 'gateway-response', record, ['responseParameters'], context);
    responses[type] = {
      ...(statusCode !== undefined && { statusCode: Number(statusCode) }),
      responseParameters: responseParameters ?? {},
      responseTemplates: responseTemplates ?? {},
    };
  }
  return responses;
}
