import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { isRestDocument } from '../definition/documents.ts';
import { ResourceError } from '../words/errors.ts';
import { expectMap } from '../words/expect.ts';
import { isIntrinsic } from '../words/intrinsics.ts';
import { isGiven, isMap, typeName, shown } from '../words/values.ts';

const RESPONSES = 'x-amazon-apigateway-gateway-responses';
const KEYS = ['ResponseParameters', 'ResponseTemplates', 'StatusCode'];
const PARAMETERS = { Headers: 'header.', Paths: 'path.', QueryStrings: 'querystring.' } as const;

/** Puts an API's `GatewayResponses` into its document. */
export function addGatewayResponses(id: string, responses: TemplateMap, body: TemplateValue | undefined): void {
  const path = ['Properties', 'GatewayResponses'];
  if (!isGiven(body)) {
    const message = "GatewayResponses works only with inline Swagger specified in 'DefinitionBody' property.";
    throw new ResourceError(id, message, path);
  }
  for (const [type, response] of Object.entries(responses)) checkResponse(id, type, response);
  if (!isRestDocument(body)) {
    const message =
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition.";
    throw new ResourceError(id, message, path);
  }
  const all = isMap(body[RESPONSES]) ? body[RESPONSES] : {};
  for (const [type, response] of Object.entries(responses)) {
    if (isMap(response)) all[type] = responseOf(id, type, response);
  }
  body[RESPONSES] = all;
}

function checkResponse(id: string, type: string, response: TemplateValue): void {
  const path = ['Properties', 'GatewayResponses', type];
  if (isIntrinsic(response)) {
    const message =
      'Unable to set GatewayResponses attribute because intrinsic functions are not supported for this field.';
    throw new ResourceError(id, message, path);
  }
  if (!isMap(response)) {
    const message = `Invalid property type '${typeName(response)}' for GatewayResponses. Expected an object of type 'GatewayResponse'.`;
    throw new ResourceError(id, message, path);
  }
  for (const key of Object.keys(response)) {
    if (KEYS.includes(key)) continue;
    throw new ResourceError(id, `Invalid property '${key}' in 'GatewayResponses' property '${type}'.`, [...path, key]);
  }
}

function responseOf(id: string, type: string, response: TemplateMap): TemplateMap {
  const path = ['Properties', 'GatewayResponses', type];
  const status = response['StatusCode'];
  const isStatus = status === undefined || status === null;
  if (!isStatus && isGiven(status) && !/^\d{1,3}$/.test(shown(status))) {
    throw new ResourceError(id, "Property 'StatusCode' must be numeric", [...path, 'StatusCode']);
  }
  return {
    responseParameters: parametersOf(id, type, response['ResponseParameters']),
    responseTemplates: response['ResponseTemplates'] ?? {},
    ...(isStatus ? {} : { statusCode: shown(status) }),
  };
}

function parametersOf(id: string, type: string, value: TemplateValue | undefined): TemplateMap {
  if (!isGiven(value)) return {};
  const name = `GatewayResponses.${type}.ResponseParameters`;
  const parameters = expectMap(value, { id }, name);
  const made: TemplateMap = {};
  for (const [key, values] of Object.entries(parameters)) {
    if (!Object.hasOwn(PARAMETERS, key)) {
      const path = ['Properties', 'GatewayResponses', type, 'ResponseParameters', key];
      throw new ResourceError(id, `Invalid gateway response parameter '${key}'`, path);
    }
    const prefix = PARAMETERS[key as keyof typeof PARAMETERS];
    const map = expectMap(values, { id }, `ResponseParameters.${key}`);
    for (const [header, text] of Object.entries(map)) made[`gatewayresponse.${prefix}${header}`] = text;
  }
  return made;
}
