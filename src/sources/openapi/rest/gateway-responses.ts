import { GATEWAY_RESPONSE_TYPES } from '../../../model/definition/gateway-response-types.ts';
import type { GatewayResponseType } from '../../../model/definition/gateway-response-types.ts';
import type { GatewayResponse, RestApi } from '../../../model/definition/rest-api.ts';
import { nearestHint } from '../../problems/nearest.ts';
import { Fields } from '../document/fields.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import type { ImportContext } from '../import-context.ts';
import { STATUS_CODE } from '../integration/rest-responses.ts';
import { checkExpression, checkMediaType, readTextMap } from '../integration/text-maps.ts';

const DESTINATION = /^gatewayresponse\.header\.\S+$/;

/** `x-amazon-apigateway-gateway-responses` (docs/aws/rest-api.md#customisation, docs/aws/rest-api-observed.md#customising). */
export function readGatewayResponses(context: ImportContext): RestApi['gatewayResponses'] {
  const responses: Partial<Record<GatewayResponseType, GatewayResponse>> = {};
  const holder = context.root.getAnyCase('x-amazon-apigateway-gateway-responses');
  for (const [name, place] of holder?.entries() ?? []) {
    const type = GATEWAY_RESPONSE_TYPES.find((each) => each === name.toUpperCase());
    if (!type) {
      const message = `1 validation error detected: Value '${name}' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [${GATEWAY_RESPONSE_TYPES.join(', ')}]`;
      context.problems.error(message, place.keyPosition, () => nearestHint(name, GATEWAY_RESPONSE_TYPES, 'types'));
      continue;
    }
    if (type === 'REQUEST_TOO_LARGE')
      context.problems.warning('REQUEST_TOO_LARGE cannot be customised: this has no effect', place.keyPosition);
    responses[type] = readResponse(place, context);
  }
  return responses;
}

function readResponse(place: DocumentPlace, context: ImportContext): GatewayResponse {
  const fields = new Fields(place, context);
  const statusCode = readStatusCode(fields, context);
  const responseParameters: Record<string, string> = {};
  for (const [destination, text, at] of readTextMap(fields, 'responseParameters', undefined)) {
    if (!DESTINATION.test(destination)) {
      const message = `"${destination}" is not a parameter of a gateway response`;
      context.problems.error(message, at.keyPosition, 'Wanted gatewayresponse.header.X.');
    }
    responseParameters[destination] = text;
    checkExpression(text, 'gateway-response', at, context);
  }
  const responseTemplates: Record<string, string> = {};
  for (const [mediaType, text, at] of readTextMap(fields, 'responseTemplates', undefined)) {
    checkMediaType(mediaType, at, context);
    responseTemplates[mediaType] = text;
  }
  fields.warnOfTheRest();
  return { ...(statusCode !== undefined && { statusCode }), responseParameters, responseTemplates };
}

function readStatusCode(fields: Fields, context: ImportContext): number | undefined {
  const text = fields.text('statusCode');
  if (text === undefined) return undefined;
  if (STATUS_CODE.test(text)) return Number(text);
  const message = `1 validation error detected: Value '${text}' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`;
  context.problems.error(message, fields.raw('statusCode')?.position);
  return undefined;
}
