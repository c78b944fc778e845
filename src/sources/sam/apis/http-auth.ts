import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { isHttpDocument, pathsOf } from '../definition/documents.ts';
import { alternatives, INTEGRATION, itemsOf, methodKey } from '../definition/path-items.ts';
import { ResourceError, TemplateError } from '../words/errors.ts';
import { expectText } from '../words/expect.ts';
import { isNoValue, sub } from '../words/intrinsics.ts';
import { isGiven, isMap } from '../words/values.ts';
import { type HttpAuthorizer, readHttpAuthorizers } from './http-authorizers.ts';

const KEYS = ['Authorizers', 'DefaultAuthorizer', 'EnableIamAuthorizer'];

/** Puts an HTTP API's `Auth` into its document: authorizers and the default of all routes. */
export function addHttpAuth(
  work: Transformation,
  id: string,
  auth: TemplateMap,
  body: TemplateValue | undefined,
): void {
  const path = ['Properties', 'Auth'];
  if (!isGiven(body)) {
    const message = "Auth works only with inline OpenApi specified in the 'DefinitionBody' property.";
    throw new ResourceError(id, message, path);
  }
  const unknown = Object.keys(auth).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    const hint = `"${unknown}" is not one of ${KEYS.join(', ')}.`;
    throw new ResourceError(id, "Invalid value for 'Auth' property", [...path, unknown], hint);
  }
  if (!isHttpDocument(body)) {
    const message =
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid OpenApi definition.";
    throw new ResourceError(id, message, path);
  }
  const authorizers = readHttpAuthorizers(id, auth);
  addSchemes(body, authorizers);
  addDefault(id, body, auth['DefaultAuthorizer'], authorizers);
  addPermissions(work, id, authorizers);
}

function addSchemes(body: TemplateMap, authorizers: ReadonlyMap<string, HttpAuthorizer>): void {
  if (authorizers.size === 0) return;
  const components = isMap(body['components']) ? body['components'] : {};
  const schemes = isMap(components['securitySchemes']) ? components['securitySchemes'] : {};
  for (const [name, { scheme }] of authorizers) schemes[name] = scheme;
  components['securitySchemes'] = schemes;
  body['components'] = components;
}

function addDefault(
  id: string,
  body: TemplateMap,
  given: TemplateValue | undefined,
  authorizers: ReadonlyMap<string, HttpAuthorizer>,
): void {
  if (!isGiven(given) || isNoValue(given)) return;
  const name = expectText(given, { id }, 'Auth.DefaultAuthorizer');
  const authorizer = authorizers.get(name);
  if (authorizer === undefined) {
    const message = `Unable to set DefaultAuthorizer because '${name}' was not defined in 'Authorizers'.`;
    throw new ResourceError(id, message, ['Properties', 'Auth', 'DefaultAuthorizer']);
  }
  for (const path of Object.keys(pathsOf(body))) {
    for (const item of itemsOf(body, path)) {
      for (const [method, value] of Object.entries(item)) {
        if (['parameters', 'options'].includes(method.toLowerCase())) continue;
        const key = methodKey(method);
        if (!Object.hasOwn(item, key))
          throw new TemplateError(`Could not find ${key} in ${path} within DefinitionBody.`);
        for (const definition of alternatives(value))
          setDefault(definition, path, method, { [name]: authorizer.scopes ?? [] });
      }
    }
  }
}

function setDefault(definition: TemplateValue | undefined, path: string, method: string, security: TemplateMap): void {
  if (!isMap(definition)) {
    throw new TemplateError(`Definition of method '${method}' for path '${path}' should be a map.`, [
      'Properties',
      'DefinitionBody',
      'paths',
      path,
      method,
    ]);
  }
  if (!isGiven(definition[INTEGRATION]) || isGiven(definition['security'])) return;
  definition['security'] = [security];
}

function addPermissions(work: Transformation, id: string, authorizers: ReadonlyMap<string, HttpAuthorizer>): void {
  for (const [name, { functionArn, makesPermission }] of authorizers) {
    if (!makesPermission || functionArn === undefined) continue;
    addAuthorizerPermission(work, id, `${id}${name}AuthorizerPermission`, functionArn);
  }
}

/** Lets the API call its authorizer. */
export function addAuthorizerPermission(
  work: Transformation,
  id: string,
  name: string,
  functionArn: TemplateValue,
): void {
  const source = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*';
  work.add(id, name, {
    type: 'AWS::Lambda::Permission',
    properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: functionArn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: sub(source, { __ApiId__: { Ref: id } }),
    },
  });
}
