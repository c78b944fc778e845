import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { isGiven, isMap } from '../words/values.ts';
import { isOpenApi3 } from './documents.ts';
import { definitionsAt, INTEGRATION } from './path-items.ts';

const VALIDATORS = 'x-amazon-apigateway-request-validators';

export interface MethodPlace {
  readonly body: TemplateMap;
  readonly path: string;
  readonly method: string;
}

/** Gives the method a request validator of its kind, which the document declares once. */
export function addValidator({ body, path, method }: MethodPlace, validatesBody: boolean, parameters: boolean): void {
  const name = validatorName(validatesBody, parameters);
  const validators = isMap(body[VALIDATORS]) ? body[VALIDATORS] : {};
  validators[name] ??= { validateRequestBody: validatesBody, validateRequestParameters: parameters };
  body[VALIDATORS] = validators;
  for (const definition of definitionsAt(body, path, method)) {
    definition['x-amazon-apigateway-request-validator'] = name;
  }
}

function validatorName(body: boolean, parameters: boolean): string {
  if (body && parameters) return 'body-and-params';
  if (body) return 'body-only';
  return parameters ? 'params-only' : 'no-validation';
}

/** Names the method's request model. SAM writes the names of models in lower case. */
export function addRequestModel(place: MethodPlace, model: string, required: TemplateValue | undefined): void {
  const { body, path, method } = place;
  const name = model.toLowerCase();
  const isRequired = required === undefined || required === null ? {} : { required };
  for (const definition of definitionsAt(body, path, method)) {
    if (body['swagger'] !== undefined) {
      const parameter = { in: 'body', name, schema: { $ref: `#/definitions/${name}` }, ...isRequired };
      definition['parameters'] = [...parametersOf(definition), parameter];
    } else if (isOpenApi3(body['openapi'])) {
      const schema = { $ref: `#/components/schemas/${name}` };
      definition['requestBody'] = { content: { 'application/json': { schema } }, ...isRequired };
    }
  }
}

export interface RequestParameter {
  /** `method.request.header.X` */
  readonly name: string;
  readonly required: TemplateValue;
  readonly caching: TemplateValue;
}

export function addRequestParameters(
  { body, path, method }: MethodPlace,
  parameters: readonly RequestParameter[],
): void {
  for (const definition of definitionsAt(body, path, method)) {
    const declared = parameters.map(({ name: full, required }): TemplateMap => {
      const [location = '', ...rest] = full.replace('method.request.', '').split('.');
      const place = location === 'querystring' ? 'query' : location;
      return { in: place, name: rest.join('.'), required, type: 'string' };
    });
    definition['parameters'] = [...parametersOf(definition), ...declared];
    const cached = parameters.filter(({ caching }) => isGiven(caching)).map(({ name }) => name);
    const integration = definition[INTEGRATION];
    if (cached.length === 0 || !isMap(integration)) continue;
    const before = integration['cacheKeyParameters'];
    integration['cacheKeyParameters'] = [...(Array.isArray(before) ? before : []), ...cached];
  }
}

/** Declares the path's parameters in an HTTP API's method. */
export function addPathParameters({ body, path, method }: MethodPlace): void {
  const names = [...path.matchAll(/\{(.*?)\}/g)].map(([, name]) => name ?? '');
  if (names.length === 0) return;
  for (const definition of definitionsAt(body, path, method)) {
    const parameters = parametersOf(definition);
    for (const name of names) {
      const existing = parameters.find((parameter) => isMap(parameter) && parameter['name'] === name);
      if (isMap(existing)) Object.assign(existing, { in: 'path', required: true });
      else parameters.push({ name, in: 'path', required: true });
    }
    definition['parameters'] = parameters;
  }
}

/** Sets a member of the integrations of a method: `timeoutInMillis`, `payloadFormatVersion`. */
export function setOnIntegration({ body, path, method }: MethodPlace, key: string, value: TemplateValue): void {
  for (const definition of definitionsAt(body, path, method)) {
    const integration = definition[INTEGRATION];
    if (isMap(integration)) integration[key] = value;
  }
}

function parametersOf(definition: TemplateMap): TemplateValue[] {
  return Array.isArray(definition['parameters']) ? definition['parameters'] : [];
}
