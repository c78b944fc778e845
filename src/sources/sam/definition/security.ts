import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { TemplateError } from '../words/errors.ts';
import { isGiven, isMap, member, shown } from '../words/values.ts';
import { pathsOf } from './documents.ts';
import { definitionsAt, type MethodAt, methodsOf } from './path-items.ts';

/** Security schemes by name, as REST documents hold them: `securityDefinitions`, moved to `components` at the end for OpenAPI 3. */
export function securityDefinitions(body: TemplateMap): TemplateMap {
  const before = body['securityDefinitions'];
  if (isGiven(before) && !isMap(before)) throw new TemplateError('securityDefinitions must be a dictionary.');
  const definitions = isMap(before) ? before : {};
  body['securityDefinitions'] = definitions;
  return definitions;
}

const API_KEY: TemplateMap = { type: 'apiKey', name: 'x-api-key', in: 'header' };
const IAM: TemplateMap = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'awsSigv4',
};

export function defineApiKey(body: TemplateMap): void {
  securityDefinitions(body)['api_key'] ??= { ...API_KEY };
}

function defineIamIfUsed(body: TemplateMap, security: readonly TemplateMap[]): void {
  const [first] = security;
  if (first !== undefined && Object.hasOwn(first, 'AWS_IAM')) securityDefinitions(body)['AWS_IAM'] ??= { ...IAM };
}

/** The scopes of an authorizer, which its routes need unless they name their own. */
export type ScopesOf = (authorizer: string) => TemplateValue;

/** Gives every method of the API its default authorizer, unless it has one, or `NONE`. */
export function setDefaultAuthorizer(
  body: TemplateMap,
  authorizer: string,
  names: readonly string[],
  scopesOf: ScopesOf,
  alsoPreflight: boolean,
): void {
  const known = new Set(['AWS_IAM', ...names]);
  for (const path of Object.keys(pathsOf(body))) {
    for (const at of methodsOf(body, path)) {
      if (at.method === 'options' && !alsoPreflight) continue;
      const existing = securityOf(at, path);
      const own = existing.filter((requirement) => Object.keys(requirement).some((name) => known.has(name)));
      const others = existing.filter((requirement) => !own.includes(requirement));
      const none = others.findIndex((requirement) => Object.hasOwn(requirement, 'NONE'));
      if (none >= 0) others.splice(none, 1);
      else if (own.length > 0) others.push(...own);
      else others.push({ [authorizer]: scopesOf(authorizer) });
      if (others.length === 0) continue;
      at.definition['security'] = others;
      defineIamIfUsed(body, others);
    }
  }
}

/** Makes an API key required on every method, unless an event says `ApiKeyRequired: false`. */
export function requireApiKeys(body: TemplateMap, alsoPreflight: boolean): void {
  for (const path of Object.keys(pathsOf(body))) {
    for (const at of methodsOf(body, path)) {
      const existing = securityOf(at, path);
      const others = existing.filter(({ api_key: key, api_key_false: no }) => key === undefined && no === undefined);
      const isFree = existing.some((requirement) => Object.hasOwn(requirement, 'api_key_false'));
      const isLeftOut = at.method === 'options' && !alsoPreflight;
      if (isFree) {
        const index = existing.findIndex((requirement) => Object.hasOwn(requirement, 'api_key_false'));
        at.definition['security'] = isLeftOut
          ? others
          : existing.filter((one, place) => place !== index && others.includes(one));
        continue;
      }
      const security = isLeftOut ? others : [...others, { api_key: [] }];
      if (security.length > 0 || existing.length > 0) at.definition['security'] = security;
    }
  }
}

/** Adds a requirement to a method of a REST API. */
export function addRequirement(body: TemplateMap, path: string, method: string, requirement: TemplateMap): void {
  for (const definition of definitionsAt(body, path, method)) {
    const security = [...listOf(definition, path, method), requirement];
    definition['security'] = security;
    const [first] = security;
    if (isMap(first)) defineIamIfUsed(body, [first]);
  }
}

/** Adds a requirement to a route of an HTTP API, whose schemes stand in its document already. */
export function addRouteRequirement(body: TemplateMap, path: string, method: string, requirement: TemplateMap): void {
  for (const definition of definitionsAt(body, path, method)) {
    definition['security'] = [...listOf(definition, path, method), requirement];
  }
}

/** The requirement of an event for its authorizer, with the event's scopes or else the authorizer's. */
export function authorizerRequirement(
  authorizer: string,
  authorizers: TemplateValue | undefined,
  scopes: TemplateValue | undefined,
): TemplateMap {
  if (authorizer === 'NONE') return { NONE: [] };
  const known = member(authorizers, authorizer);
  if (known !== undefined && known !== null && !isMap(known)) {
    throw new TemplateError(`Type of authorizer '${authorizer}' must be a dictionary`);
  }
  const needed = scopes ?? member(known, 'AuthorizationScopes');
  return { [authorizer]: known === undefined || known === null ? [] : (needed ?? []) };
}

function listOf(definition: TemplateMap, path: string, method: string): TemplateValue[] {
  const security = definition['security'] ?? [];
  if (!Array.isArray(security)) {
    throw new TemplateError(`Type of security for path ${path} method ${method} must be a list`);
  }
  return security;
}

function securityOf({ definition, method }: MethodAt, path: string): TemplateMap[] {
  return listOf(definition, path, method).map((requirement) => {
    if (isMap(requirement)) return requirement;
    throw new TemplateError(
      `${shown(requirement)} in Security for path ${path} method ${method} is not a valid dictionary.`,
    );
  });
}
